#include "emulators/claims/record_values.h"

namespace kazasu::claims {

std::optional<std::int64_t> number_in(std::string_view digits) {
  constexpr auto kMost = std::size_t{18};
  if (digits.empty() || digits.size() > kMost) return std::nullopt;
  auto value = std::int64_t{0};
  for (auto const c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::chrono::year_month> month_in(std::string_view digits) {
  auto const value = digits.size() == 6 ? number_in(digits) : std::nullopt;
  if (!value) return std::nullopt;
  auto const month = std::chrono::year{static_cast<int>(*value / 100)} /
                     std::chrono::month{static_cast<unsigned>(*value % 100)};
  return month.ok() ? std::optional{month} : std::nullopt;
}

std::optional<std::chrono::year_month_day> day_in(std::string_view digits) {
  auto const month = digits.size() == 8 ? month_in(digits.substr(0, 6)) : std::nullopt;
  auto const number = month ? number_in(digits.substr(6)) : std::nullopt;
  if (!number) return std::nullopt;
  auto const day = *month / std::chrono::day{static_cast<unsigned>(*number)};
  return day.ok() ? std::optional{day} : std::nullopt;
}

}  // namespace kazasu::claims
