// Codes of what can be consented to: OQSCD036 閲覧同意情報種別, but for 限度額, whose code is ours.
#pragma once

#include <array>
#include <string_view>

#include "emulators/eligibility/consent.h"

namespace kazasu::adapters {

struct ConsentCode {
  eligibility::ConsentItem item;
  std::string_view code;
};
inline constexpr auto kConsentCodes = std::array<ConsentCode, eligibility::kConsentItems>{{
    {eligibility::ConsentItem::kOperations, "SHJ"},
    {eligibility::ConsentItem::kDiagnosisAndMedication, "YZK"},  // one answer for YZK and SRJ
    {eligibility::ConsentItem::kHealthCheckup, "TKK"},
    {eligibility::ConsentItem::kLimitAmount, "GDG"},  // ours
    {eligibility::ConsentItem::kSpecificDisease, "TSR"},
}};

}  // namespace kazasu::adapters
