// The pictures of 券面事項確認AP, behind a port: drawing them takes fonts and codecs.
#pragma once

#include <string>

#include "emulators/card/card_holder.h"

namespace kazasu::card {

// File contents. An empty one is absent from the card.
struct PrintedImages {
  std::string name;  // PNG of one bit a pixel, as the next three
  std::string address;
  std::string personal_number;
  std::string security_code;
  std::string photograph;  // JP2, greyscale
};

struct CardImages {
  virtual ~CardImages() = default;
  // A function of the holder. Thread-safe. All five together stay below 30,000 bytes, so that every object is
  // within reach of READ BINARY's offset of 15 bits.
  virtual PrintedImages draw(CardHolder const& holder) const = 0;
};

}  // namespace kazasu::card
