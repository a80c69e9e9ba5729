// The fees that follow from a month of care.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "emulators/claims/care_month.h"
#include "emulators/claims/fee_table.h"

namespace kazasu::claims {

// One KA record but for who pays.
struct FeeDraft {
  std::chrono::day day{};
  FeeCode code = 0;
  std::uint32_t yen = 0;
  std::string jobs;         // 職種等
  std::string day_visits;   // 同日訪問回数
  std::string instruction;  // 指示区分
};

// By date, and within a date each base item with its add-ons behind it. Limits and exclusions are kept.
std::vector<FeeDraft> draft_fees(FeeTable const& table, CareMonth const& care, std::chrono::year_month month,
                                 std::chrono::year_month_day born);

}  // namespace kazasu::claims
