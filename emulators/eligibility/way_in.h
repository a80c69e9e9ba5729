// By which way a visit comes into the eligibility system, and how the card's holder is identified.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kazasu::eligibility {

enum class WayIn : std::uint8_t {
  kWeb,              // マイナ在宅受付Web on any device: the institution's URL and the PIN
  kApp,              // マイナ資格確認アプリ on a device that the institution activated
  kOwnDevice,        // the patient's own device, for オンライン診療等
  kConsultationApp,  // the same through the interface of an online consultation app
};
inline constexpr auto kWaysIn =
    std::array<std::string_view, 4>{"web", "app", "own_device", "consultation_app"};

constexpr std::string_view name_of(WayIn way) {
  return kWaysIn[static_cast<std::size_t>(way)];
}
// The patient holds the device; only online care is done so.
constexpr bool is_patients_device(WayIn way) {
  return way == WayIn::kOwnDevice || way == WayIn::kConsultationApp;
}

// Rule T7: the PIN from the start, the visual check (目視確認) since the app came.
enum class IdentityCheck : std::uint8_t { kPin, kVisual };
inline constexpr auto kIdentityChecks = std::array<std::string_view, 2>{"pin", "visual_check"};

constexpr std::string_view name_of(IdentityCheck check) {
  return kIdentityChecks[static_cast<std::size_t>(check)];
}

}  // namespace kazasu::eligibility
