// What all copies of a card share: files, keys and PINs.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "emulators/card/application_files.h"
#include "emulators/card/card.h"
#include "emulators/card/personal_applications.h"
#include "emulators/card/pin_counter.h"

namespace kazasu::card {

struct Card::Contents {
  // Throws as Card does.
  explicit Contents(CardParts given);

  bool has(ApplicationId application) const;
  bool has(FileRow const& file) const { return !file.signing_half || parts.signing.has_value(); }
  // Made on first use. Null for a card without a holder.
  PersonalApplications* personal();
  // Precondition for all that take both: the card has this application and this file.
  std::string_view content(ApplicationId application, FileRow const& file);
  PinCounter& pin(ApplicationId application, FileRow const& file);
  identity::CardSigner const& signer(ApplicationId application, FileRow const& file) const;
  std::string challenge(std::size_t length);

  CardParts parts;
  PinCounter authentication_pin;
  PinCounter signing_pin;
  std::mutex challenge_mutex;
  std::once_flag personal_once;
  std::unique_ptr<PersonalApplications> personal_applications;
};

}  // namespace kazasu::card
