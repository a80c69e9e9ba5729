#include "emulators/claims/send_shape.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "emulators/claims/claim_windows.h"

namespace kazasu::claims {

namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;

constexpr auto kFirstDay = 5U;
constexpr auto kLastDay = 10U;
constexpr auto kOpensAt = 8;
constexpr auto kMidnight = 24;
// From 8 o'clock on.
constexpr auto kDiurnal =
    std::array{5.0, 14.0, 11.0, 9.0, 6.0, 12.0, 12.0, 11.0, 8.0, 5.0, 3.0, 2.0, 1.5, 1.0, 0.8, 0.7};

enum class DayKind { kWorking, kSaturday, kSunday };
DayKind kind_of(SendShapeSettings const& settings, year_month_day day) {
  auto const weekday = std::chrono::weekday{std::chrono::sys_days{day}};
  auto const holiday = std::ranges::find(settings.holidays, day) != settings.holidays.end();
  if (weekday == std::chrono::Sunday || holiday) return DayKind::kSunday;
  return weekday == std::chrono::Saturday ? DayKind::kSaturday : DayKind::kWorking;
}

double weight_of(SendShapeSettings const& settings, DayKind kind) {
  switch (kind) {
    case DayKind::kWorking:
      return 1.0;
    case DayKind::kSaturday:
      return settings.saturday;
    case DayKind::kSunday:
      break;
  }
  return settings.sunday;
}

// Of the middle of an hour, with the deadline at the end of `last`.
double urgency(SendShapeSettings const& settings, year_month_day day, int hour, year_month_day last) {
  auto const days = (std::chrono::sys_days{last} - std::chrono::sys_days{day}).count();
  if (days < 0) return 0;
  auto const ahead = static_cast<double>(days) * kMidnight + kMidnight - hour - 0.5;
  return settings.even + settings.rush / (ahead + static_cast<double>(settings.softening.count()));
}

void require(SendShapeSettings const& settings) {
  if (!settings.month.ok()) throw std::invalid_argument("the month of the claims does not exist");
  auto const weights = {settings.even, settings.rush, settings.opening_day, settings.saturday,
                        settings.sunday};
  auto const negative = [](double weight) { return !(weight >= 0); };
  if (std::ranges::any_of(weights, negative) || settings.softening < 1h || settings.surge < 0s ||
      !(settings.to_the_last_day >= 0 && settings.to_the_last_day <= 1)) {
    throw std::invalid_argument(
        "weights of the shape of sends are not negative, shares at most 1, the softening at least an hour");
  }
}

}  // namespace

SendShape::SendShape(SendShapeSettings const& settings)
    : waiting_ppm_(settings.waiting_at_opening_ppm), surge_(settings.surge) {
  require(settings);
  auto const windows = ClaimWindows{};
  auto first_working = std::optional<unsigned>{};
  // Each of both kinds of institution has its own sum, so that the share means what it says.
  struct Weights {
    sim::Instant begins;
    double early;
    double late;
  };
  auto weights = std::vector<Weights>{};
  auto early = 0.0;
  auto late = 0.0;
  for (auto number = kFirstDay; number <= kLastDay; ++number) {
    auto const day = settings.month / std::chrono::day{number};
    auto const kind = kind_of(settings, day);
    if (kind == DayKind::kWorking && !first_working) first_working = number;
    auto const of_day = weight_of(settings, kind) * (first_working == number ? settings.opening_day : 1.0);
    for (auto hour = kOpensAt; hour < kMidnight; ++hour) {
      auto const begins = sim::from_jst({day, std::chrono::hours{hour}});
      if (!windows.is_open(ClaimAction::kSend, begins)) continue;
      auto const base = of_day * kDiurnal[static_cast<std::size_t>(hour - kOpensAt)];
      weights.push_back(
          {.begins = begins,
           .early = base * urgency(settings, day, hour, settings.month / std::chrono::day{kLastDay - 1}),
           .late = base * urgency(settings, day, hour, settings.month / std::chrono::day{kLastDay})});
      early += weights.back().early;
      late += weights.back().late;
    }
  }
  if (!(early > 0 && late > 0)) throw std::invalid_argument("all weights of the shape of sends are zero");
  auto until = 0.0;
  for (auto const& hour : weights) {
    until +=
        (1 - settings.to_the_last_day) * hour.early / early + settings.to_the_last_day * hour.late / late;
    hours_.push_back({.begins = hour.begins, .until = until});
  }
}

sim::Instant SendShape::draw(sim::RandomStream& random) const {
  if (random.chance(waiting_ppm_)) {
    auto const late = random.below(static_cast<std::uint64_t>(surge_.count()) + 1);
    return hours_.front().begins + std::chrono::milliseconds{late};
  }
  auto const place = static_cast<double>(random.next() >> 11U) * 0x1p-53;
  auto const found = std::ranges::upper_bound(hours_, place, {}, &Hour::until);
  auto const& hour = found == hours_.end() ? hours_.back() : *found;
  return hour.begins + std::chrono::milliseconds{random.below(3'600'000)};
}

double SendShape::share(std::chrono::day day, int hour) const {
  auto before = 0.0;
  for (auto const& one : hours_) {
    auto const civil = sim::to_jst(one.begins);
    if (civil.date.day() == day && civil.time_of_day == std::chrono::hours{hour}) return one.until - before;
    before = one.until;
  }
  return 0;
}

}  // namespace kazasu::claims
