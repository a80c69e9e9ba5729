// What all copies of a card share: files, keys and PINs.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "emulators/card/application_files.h"
#include "emulators/card/card.h"
#include "emulators/card/pin_counter.h"

namespace kazasu::card {

struct Card::Contents {
  // Throws as Card does.
  explicit Contents(CardParts given);

  bool has(FileRow const& file) const { return !file.signing_half || parts.signing.has_value(); }
  std::string_view content(ApplicationId application, FileRow const& file);
  PinCounter& pin(ApplicationId application, FileRow const& file);
  identity::CardSigner const& signer(ApplicationId application, FileRow const& file) const;

  CardParts parts;
  PinCounter authentication_pin;
  PinCounter signing_pin;
};

}  // namespace kazasu::card
