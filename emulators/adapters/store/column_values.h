// How values of the domain lie in columns. Internal to the store.
#pragma once

#include <chrono>
#include <cstdint>

#include "sim/calendar.h"

namespace kazasu::adapters {

template <class Value>
constexpr std::int64_t column(Value value) {
  return static_cast<std::int64_t>(value);
}
inline std::int64_t column(sim::Instant instant) {
  return instant.time_since_epoch().count();
}
inline std::int64_t column(std::chrono::year_month_day date) {
  if (!date.ok()) return 0;
  auto const month = static_cast<int>(static_cast<unsigned>(date.month()));
  auto const day = static_cast<int>(static_cast<unsigned>(date.day()));
  return static_cast<int>(date.year()) * 10'000 + month * 100 + day;
}

inline sim::Instant instant_of(std::int64_t value) {
  return sim::Instant{std::chrono::milliseconds{value}};
}
inline std::chrono::year_month_day date_of(std::int64_t value) {
  return std::chrono::year{static_cast<int>(value / 10'000)} /
         std::chrono::month{static_cast<unsigned>(value / 100 % 100)} /
         std::chrono::day{static_cast<unsigned>(value % 100)};
}

}  // namespace kazasu::adapters
