#include "emulators/card/personal_applications.h"

#include "emulators/card/application_files.h"
#include "emulators/card/common_application.h"
#include "emulators/card/text_application.h"
#include "emulators/card/visual_application.h"

namespace kazasu::card {

namespace {

PinCounter counter(ApplicationId application, std::uint8_t slot, std::string_view pin) {
  return PinCounter{pin, pin_rule(application, slot).tries};
}

}  // namespace

PersonalApplications::PersonalApplications(CardHolder const& holder)
    : person_(holder.person),
      municipality_(holder.municipality),
      expiry_(holder.expiry),
      text_(text_contents(holder)),
      visual_(visual_contents(holder)),
      common_(common_contents(holder)),
      text_pins_{counter(ApplicationId::kText, text::kPin, holder.pin),
                 counter(ApplicationId::kText, text::kNeverSet, {}),
                 counter(ApplicationId::kText, text::kNumberA, holder.personal_number),
                 counter(ApplicationId::kText, text::kNumberB, holder.number_b)},
      visual_pins_{counter(ApplicationId::kVisual, visual::kBirthDate, holder.birth_pin),
                   counter(ApplicationId::kVisual, visual::kNumberB, holder.number_b),
                   counter(ApplicationId::kVisual, visual::kNumberA, holder.personal_number)},
      resident_pin_(counter(ApplicationId::kResident, 0, holder.pin)) {}

std::string_view PersonalApplications::content(ApplicationId application, std::uint8_t slot) const {
  auto const at = [slot](std::vector<std::string> const& contents) {
    return slot < contents.size() ? std::string_view{contents[slot]} : std::string_view{};
  };
  switch (application) {
    case ApplicationId::kText:
      return at(text_);
    case ApplicationId::kVisual:
      return at(visual_);
    case ApplicationId::kCommon:
      return at(common_);
    case ApplicationId::kCardManager:
    case ApplicationId::kJpki:
    case ApplicationId::kResident:
      return {};
  }
  return {};
}

PinCounter& PersonalApplications::pin(ApplicationId application, std::uint8_t slot) {
  if (application == ApplicationId::kText) return text_pins_.at(slot);
  if (application == ApplicationId::kVisual) return visual_pins_.at(slot);
  return resident_pin_;
}

}  // namespace kazasu::card
