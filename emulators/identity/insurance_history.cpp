#include "emulators/identity/insurance_history.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kazasu::identity {

namespace {

using std::chrono::year_month_day;

constexpr auto kLatterStageElderly = std::string_view{"39"};
constexpr auto kLatterStageAge = 75;
constexpr auto kFirstDay = year_month_day{std::chrono::year{2020}, std::chrono::April, std::chrono::day{1}};

}  // namespace

year_month_day birthday(year_month_day birth_date, int years) {
  auto const day = birth_date + std::chrono::years{years};
  return day.ok() ? day : year_month_day{day.year() / day.month() / std::chrono::last};
}

std::string limit_classification(std::string_view flag) {
  static constexpr auto kLow = std::array<std::string_view, 6>{"A05", "A06", "B05", "B06", "B07", "B08"};
  return std::ranges::find(kLow, flag) != kLow.end() ? "02" : "01";
}

InsurancePeriod own_period(Person const& person) {
  auto const elderly = person.insurer_number.starts_with(kLatterStageElderly);
  return {.insurer_number = person.insurer_number,
          .symbol = person.insured_symbol,
          .number = person.insured_number,
          .branch = person.insured_branch,
          .qualified = elderly ? birthday(person.birth_date, kLatterStageAge)
                               : std::max(person.birth_date, kFirstDay)};
}

int age_on(year_month_day birth_date, year_month_day day) {
  auto const years = static_cast<int>(day.year()) - static_cast<int>(birth_date.year());
  auto const birthday_passed =
      std::pair{day.month(), day.day()} >= std::pair{birth_date.month(), birth_date.day()};
  return birthday_passed ? years : years - 1;
}

bool is_family_branch(std::string_view branch) {
  return !branch.empty() && branch != "00" && branch != "01";
}

}  // namespace kazasu::identity
