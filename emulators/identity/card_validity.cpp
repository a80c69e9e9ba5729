#include "emulators/identity/card_validity.h"

#include <algorithm>

namespace kazasu::identity {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

// Three calendar months are 89 to 92 days. Each class keeps a few days from the border, so that a run of some
// days leaves people in the class they were drawn for.
constexpr auto kFirstNear = 3;
constexpr auto kLastNear = 88;
constexpr auto kFirstInGrace = 1;
constexpr auto kLastInGrace = 82;
constexpr auto kFirstBeyondGrace = 93;
constexpr auto kLastBeyondGrace = 365;
constexpr auto kFirstComfortable = 96;
constexpr auto kLastComfortable = 1820;  // below five years, so that the day of issue lies before the start

constexpr auto kOfficeOpens = std::chrono::seconds{std::chrono::hours{9}};
constexpr auto kOfficeSeconds = std::uint64_t{8 * 3600};
constexpr auto kLastSecond = std::chrono::seconds{24 * 3600 - 1};

days between(sim::RandomStream& random, int first, int last) {
  return days{first + static_cast<int>(random.below(static_cast<std::uint64_t>(last - first + 1)))};
}

year_month_day draw_expiry(sim::RandomStream& random, sys_days start, CertificateMix const& mix) {
  auto const draw = random.below(1'000'000);
  auto day = start;
  if (draw < mix.near_expiry_ppm) {
    day += between(random, kFirstNear, kLastNear);
  } else if (draw < mix.near_expiry_ppm + mix.in_grace_ppm) {
    day -= between(random, kFirstInGrace, kLastInGrace);
  } else if (draw < mix.near_expiry_ppm + mix.in_grace_ppm + mix.beyond_grace_ppm) {
    day -= between(random, kFirstBeyondGrace, kLastBeyondGrace);
  } else {
    day += between(random, kFirstComfortable, kLastComfortable);
  }
  auto const date = year_month_day{day};
  auto const leap_day = date.month() == std::chrono::February && date.day() == std::chrono::day{29};
  return leap_day ? year_month_day{day - days{1}} : date;
}

// The birth date with the month and day of `expiry` of someone `age` years old on `start`.
year_month_day birthday_at_age(year_month_day expiry, sys_days start, int age) {
  auto const today = year_month_day{start};
  auto const this_year = year_month_day{today.year(), expiry.month(), expiry.day()};
  return this_year - years{this_year > today ? age + 1 : age};
}

}  // namespace

CardValidity draw_card_validity(sim::RandomStream& random, sys_days start, int age,
                                CertificateMix const& mix) {
  auto const expiry = draw_expiry(random, start, mix);
  auto const first_issue = sys_days{expiry - years{5}} + days{1};
  auto const last_issue = std::min(sys_days{expiry - years{4}}, start) - days{1};
  auto const issue = first_issue + between(random, 0, static_cast<int>((last_issue - first_issue).count()));
  auto const hour = kOfficeOpens + std::chrono::seconds{random.below(kOfficeSeconds)};
  return {.birth_date = age < kYoungest ? expiry - years{5} : birthday_at_age(expiry, start, age),
          .not_before = sim::from_jst({year_month_day{issue}, hour}),
          .not_after = sim::from_jst({expiry, kLastSecond})};
}

}  // namespace kazasu::identity
