// Who holds people's cards to real readers.
#pragma once

#include <string>

#include "emulators/identity/population.h"

namespace kazasu::terminal {

// Called from the threads of the readers, for several readers at once. Both return within a few seconds and
// throw std::runtime_error, which ends the run, when the card cannot be moved.
struct CardHand {
  virtual ~CardHand() = default;
  // Puts the card of `person` on the reader with that PC/SC name, which is empty then.
  virtual void hold(std::string const& reader, identity::PersonIndex person) = 0;
  // Takes away whatever lies there; nothing happens when nothing does.
  virtual void take_away(std::string const& reader) = 0;
};

}  // namespace kazasu::terminal
