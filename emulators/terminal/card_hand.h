// Who holds people's cards to real readers.
#pragma once

#include <stdexcept>
#include <string>

#include "emulators/identity/population.h"

namespace kazasu::terminal {

// A card cannot be moved; ends the run. The message says what to do.
struct CardHandError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Called from the threads of the readers, for several readers at once. Both return within a few seconds and
// throw CardHandError.
struct CardHand {
  virtual ~CardHand() = default;
  // Puts the card of `person` on the reader with that PC/SC name, which is empty then.
  virtual void hold(std::string const& reader, identity::PersonIndex person) = 0;
  // Takes away whatever lies there; nothing happens when nothing does.
  virtual void take_away(std::string const& reader) = 0;
};

}  // namespace kazasu::terminal
