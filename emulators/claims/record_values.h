// What fields say once their form is known to be right.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kazasu::claims {

// Nothing unless all are digits, and no more than eighteen.
std::optional<std::int64_t> number_in(std::string_view digits);
// "20240603". Nothing for what is no day.
std::optional<std::chrono::year_month_day> day_in(std::string_view digits);
// "202406". Nothing for what is no month.
std::optional<std::chrono::year_month> month_in(std::string_view digits);

}  // namespace kazasu::claims
