#include "emulators/card/personal_applications.h"

#include <utility>

#include "emulators/card/application_files.h"
#include "emulators/card/common_application.h"
#include "emulators/card/text_application.h"
#include "emulators/card/visual_application.h"

namespace kazasu::card {

namespace {

struct PinPlace {
  ApplicationId application;
  std::uint8_t slot;
  PinId id;
};
constexpr auto kTextPin = PinPlace{ApplicationId::kText, text::kPin, PinId::kText};
constexpr auto kTextNeverSet = PinPlace{ApplicationId::kText, text::kNeverSet, PinId::kTextNeverSet};
constexpr auto kTextA = PinPlace{ApplicationId::kText, text::kNumberA, PinId::kTextNumberA};
constexpr auto kTextB = PinPlace{ApplicationId::kText, text::kNumberB, PinId::kTextNumberB};
constexpr auto kBirthDate = PinPlace{ApplicationId::kVisual, visual::kBirthDate, PinId::kVisualBirthDate};
constexpr auto kVisualB = PinPlace{ApplicationId::kVisual, visual::kNumberB, PinId::kVisualNumberB};
constexpr auto kVisualA = PinPlace{ApplicationId::kVisual, visual::kNumberA, PinId::kVisualNumberA};
constexpr auto kResident = PinPlace{ApplicationId::kResident, 0, PinId::kResident};

PinCounter counter(PinPlace const& place, std::string_view pin, CardMemory* memory) {
  return PinCounter{PinSettings{
      .pin = pin, .tries = pin_rule(place.application, place.slot).tries, .memory = memory, .id = place.id}};
}

}  // namespace

PersonalApplications::PersonalApplications(CardHolder holder, CardMemory* memory, CardImages const* images)
    : holder_(std::move(holder)),
      images_(images),
      text_(text_contents(holder_)),
      common_(common_contents(holder_)),
      text_pins_{counter(kTextPin, holder_.pin, memory), counter(kTextNeverSet, {}, memory),
                 counter(kTextA, holder_.personal_number, memory), counter(kTextB, holder_.number_b, memory)},
      visual_pins_{counter(kBirthDate, holder_.birth_pin, memory),
                   counter(kVisualB, holder_.number_b, memory),
                   counter(kVisualA, holder_.personal_number, memory)},
      resident_pin_(counter(kResident, holder_.pin, memory)) {}

std::string_view PersonalApplications::session_key(identity::CardSigner const& signer) {
  std::call_once(session_key_once_,
                 [&] { session_key_ = session_key_file(holder_, signer.session_modulus()); });
  return session_key_;
}

std::vector<std::string> const& PersonalApplications::visual() {
  std::call_once(visual_once_, [this] {
    visual_ = visual_contents(holder_, images_ == nullptr ? PrintedImages{} : images_->draw(holder_));
  });
  return visual_;
}

std::string_view PersonalApplications::content(ApplicationId application, std::uint8_t slot) {
  auto const at = [slot](std::vector<std::string> const& contents) {
    return slot < contents.size() ? std::string_view{contents[slot]} : std::string_view{};
  };
  switch (application) {
    case ApplicationId::kText:
      return at(text_);
    case ApplicationId::kVisual:
      return at(visual());
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
