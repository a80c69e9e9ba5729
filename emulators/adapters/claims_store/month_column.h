// Months in columns, as YYYYMM. Internal to the claims store.
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace kazasu::adapters {

// 0 for what is no month.
constexpr std::int64_t month_column(std::chrono::year_month month) {
  if (!month.ok()) return 0;
  return static_cast<int>(month.year()) * 100 + static_cast<int>(static_cast<unsigned>(month.month()));
}

// Throws std::invalid_argument for what month_column() does not make. 0 is the month that is none.
constexpr std::chrono::year_month month_of(std::int64_t value) {
  if (value == 0) return {};
  auto const month = std::chrono::year{static_cast<int>(value / 100)} /
                     std::chrono::month{static_cast<unsigned>(value % 100)};
  if (value < 0 || value > 9999'12 || !month.ok()) throw std::invalid_argument("a month is out of range");
  return month;
}

}  // namespace kazasu::adapters
