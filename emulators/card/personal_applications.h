// The applications that know who the card belongs to: 券面入力補助AP, 券面事項確認AP, 共通AP and 住基AP.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/card/applications.h"
#include "emulators/card/card_holder.h"
#include "emulators/card/pin_counter.h"

namespace kazasu::card {

// Some 5 KB, so that a card makes it when one of these applications is first selected. PINs may be used from
// several threads at once.
class PersonalApplications {
 public:
  // `memory`, unless null, outlives the applications and keeps their PINs.
  PersonalApplications(CardHolder const& holder, CardMemory* memory);

  // Of application_files.h's slots; empty where there is none.
  std::string_view content(ApplicationId application, std::uint8_t slot) const;
  // Precondition: the application has such a PIN.
  PinCounter& pin(ApplicationId application, std::uint8_t slot);

  std::string const& municipality() const { return municipality_; }
  std::string const& expiry() const { return expiry_; }
  identity::PersonIndex person() const { return person_; }

 private:
  identity::PersonIndex person_;
  std::string municipality_;
  std::string expiry_;
  std::vector<std::string> text_;
  std::vector<std::string> visual_;
  std::vector<std::string> common_;
  std::array<PinCounter, 4> text_pins_;
  std::array<PinCounter, 3> visual_pins_;
  PinCounter resident_pin_;  // one, whether 共通AP or 住基AP asks for it
};

}  // namespace kazasu::card
