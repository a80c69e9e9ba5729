// The names of kinds in the closed line's paths, the same for server and client.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "emulators/eligibility/bulk_messages.h"
#include "emulators/eligibility/medical_data_messages.h"
#include "emulators/eligibility/settings_messages.h"

namespace kazasu::adapters {

inline constexpr auto kBulkKindNames = std::array<std::string_view, eligibility::kBulkKinds>{
    "inquiry", "re-inquiry", "consented", "reference-numbers"};
inline constexpr auto kMedicalDataKindNames = std::array<std::string_view, 2>{"medication", "checkup"};

constexpr std::string_view path_name(eligibility::BulkKind kind) {
  return kBulkKindNames[static_cast<std::size_t>(kind)];
}
constexpr std::string_view path_name(eligibility::MedicalDataKind kind) {
  return kMedicalDataKindNames[static_cast<std::size_t>(kind)];
}

constexpr std::optional<eligibility::BulkKind> bulk_kind_by_name(std::string_view name) {
  for (std::size_t i = 0; i < kBulkKindNames.size(); ++i) {
    if (kBulkKindNames[i] == name) return static_cast<eligibility::BulkKind>(i);
  }
  return std::nullopt;
}
constexpr std::optional<eligibility::MedicalDataKind> medical_data_kind_by_name(std::string_view name) {
  for (std::size_t i = 0; i < kMedicalDataKindNames.size(); ++i) {
    if (kMedicalDataKindNames[i] == name) return static_cast<eligibility::MedicalDataKind>(i);
  }
  return std::nullopt;
}

constexpr std::string_view path_name(eligibility::SettingsAction action) {
  return eligibility::kSettingsActions[static_cast<std::size_t>(action)];
}
constexpr std::optional<eligibility::SettingsAction> settings_action_by_name(std::string_view name) {
  for (std::size_t i = 0; i < eligibility::kSettingsActions.size(); ++i) {
    if (eligibility::kSettingsActions[i] == name) return static_cast<eligibility::SettingsAction>(i);
  }
  return std::nullopt;
}

}  // namespace kazasu::adapters
