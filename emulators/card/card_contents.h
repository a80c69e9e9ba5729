// What all copies of a card share: files, keys and PINs.
#pragma once

#include <cstddef>
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
  Contents(CardParts given, std::unique_ptr<CardMemory> kept);

  bool has(ApplicationId application) const;
  bool has(FileRow const& file) const { return !file.signing_half || parts.signing.has_value(); }
  Rights rights(ApplicationId application, FileRow const& file) const;
  // Bytes of the file, where it is longer than what is in it.
  std::size_t least_size(ApplicationId application, FileRow const& file) const;
  // With certificates and signers, issued on first use where the maker left that for later.
  CardParts const& issued();
  // Made on first use. Null for a card without a holder.
  PersonalApplications* personal();
  // Precondition for all that take both: the card has this application and this file.
  std::string_view content(ApplicationId application, FileRow const& file);
  PinCounter& pin(ApplicationId application, FileRow const& file);
  identity::CardSigner const& signer(ApplicationId application, FileRow const& file);
  std::string challenge(std::size_t length);
  std::string_view jpki_content(FileId file);

  CardParts parts;
  std::unique_ptr<CardMemory> memory;
  PinCounter authentication_pin;
  PinCounter signing_pin;
  std::mutex challenge_mutex;
  std::once_flag issued_once;
  std::once_flag personal_once;
  std::unique_ptr<PersonalApplications> personal_applications;
};

}  // namespace kazasu::card
