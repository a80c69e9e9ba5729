// The applications that know who the card belongs to: 券面入力補助AP, 券面事項確認AP, 共通AP and 住基AP.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/card/applications.h"
#include "emulators/card/card_holder.h"
#include "emulators/card/card_images.h"
#include "emulators/card/pin_counter.h"
#include "emulators/identity/card_credential.h"

namespace kazasu::card {

// Some 5 KB, so that a card makes it when one of these applications is first selected, and what has images in
// it when it is first read. Everything may be used from several threads at once.
class PersonalApplications {
 public:
  // `memory`, unless null, outlives the applications and keeps their PINs; `images`, unless null, outlives
  // them as well.
  PersonalApplications(CardHolder holder, CardMemory* memory, CardImages const* images);

  // Of application_files.h's slots; empty where there is none. Throws what the images throw.
  std::string_view content(ApplicationId application, std::uint8_t slot);
  // EF 0006 of 券面入力補助AP, with the key of `signer`: always the same one.
  std::string_view session_key(identity::CardSigner const& signer);
  // Precondition: the application has such a PIN.
  PinCounter& pin(ApplicationId application, std::uint8_t slot);

  CardHolder const& holder() const { return holder_; }

 private:
  std::vector<std::string> const& visual();

  CardHolder holder_;
  CardImages const* images_;
  std::once_flag session_key_once_;
  std::once_flag visual_once_;
  std::string session_key_;
  std::vector<std::string> text_;
  std::vector<std::string> visual_;
  std::vector<std::string> common_;
  std::array<PinCounter, 4> text_pins_;
  std::array<PinCounter, 3> visual_pins_;
  PinCounter resident_pin_;  // one, whether 共通AP or 住基AP asks for it
};

}  // namespace kazasu::card
