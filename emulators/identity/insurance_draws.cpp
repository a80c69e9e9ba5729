#include "emulators/identity/insurance_draws.h"

#include <algorithm>
#include <array>

namespace kazasu::identity {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr auto kRecipientAge = 70;
constexpr auto kLatterStageAge = 75;
// Shares of the ratios; ours, after the published orders of magnitude.
constexpr auto kThreeTenthsPpm = 70'000U;
constexpr auto kTwoTenthsPpm = 200'000U;

// 限度額適用認定 and the like run from August to the end of July.
CertificateDays year_of(year_month_day today) {
  using namespace std::chrono;
  auto const first = today.month() >= August ? today.year() : today.year() - years{1};
  auto const from = year_month_day{first, August, day{1}};
  return {from, from, year_month_day{first + years{1}, July, day{31}}};
}

// The same year, but not before `earliest` and not beyond `latest`.
CertificateDays within(CertificateDays days, year_month_day earliest, year_month_day latest) {
  days.from = std::max(days.from, earliest);
  days.issued = days.from;
  days.until = std::min(days.until, latest);
  return days;
}

year_month_day day_before(year_month_day day) {
  return year_month_day{sys_days{day} - std::chrono::days{1}};
}

// 高齢受給者 begin on the first day of the month after the 70th birthday, or of that month when it is the
// first.
year_month_day recipient_from(year_month_day birth_date) {
  auto const seventy = birthday(birth_date, kRecipientAge);
  if (seventy.day() == std::chrono::day{1}) return seventy;
  auto const next = seventy.year() / seventy.month() + std::chrono::months{1};
  return next / std::chrono::day{1};
}

// Income classes from high to low, by age (OQSCD012).
constexpr auto kYounger = std::array<std::string_view, 5>{"A01", "A02", "A03", "A04", "A05"};
constexpr auto kSeventies = std::array<std::string_view, 6>{"B01", "B02", "B03", "B04", "B05", "B06"};
constexpr auto kElderly = std::array<std::string_view, 7>{"B01", "B02", "B03", "B09", "B10", "B05", "B06"};
template <std::size_t Size>
std::string_view pick(std::array<std::string_view, Size> const& table, std::uint64_t draw) {
  return table[draw % Size];
}

void draw_limit(sim::RandomStream& random, Person const& person, year_month_day today,
                InsuranceHistory& history, std::uint32_t share) {
  auto const known = random.chance(share);
  auto const draw = random.below(420);  // divisible by the size of every table
  auto const is_long_term = random.chance(30'000);
  if (!known) return;
  auto const age = age_on(person.birth_date, today);
  auto const flag = age < kRecipientAge     ? pick(kYounger, draw)
                    : age < kLatterStageAge ? pick(kSeventies, draw)
                                            : pick(kElderly, draw);
  auto limit = LimitCertificate{
      .classification = limit_classification(flag),
      .flag = std::string{flag},
      .days = within(year_of(today), person.birth_date,
                     {std::chrono::year{9999}, std::chrono::December, std::chrono::day{31}})};
  if (limit.classification == "02" && is_long_term) limit.long_term = limit.days.from;
  history.limit = std::move(limit);
}

// Dialysis for nearly all; for it those with a high income pay up to 20,000 yen, others 10,000.
void draw_disease(sim::RandomStream& random, Person const& person, year_month_day today,
                  InsuranceHistory& history, std::uint32_t share) {
  auto const has_one = random.chance(share);
  auto const kind = random.below(1000);
  auto const high_income = random.chance(kThreeTenthsPpm);
  auto const age_days = static_cast<std::uint64_t>(
      std::max<std::int64_t>(1, (sys_days{today} - sys_days{person.birth_date}).count()));
  auto const since = year_month_day{sys_days{today} -
                                    std::chrono::days{random.below(std::min<std::uint64_t>(age_days, 3650))}};
  if (!has_one) return;
  auto const category = kind < 970 ? "1" : kind < 995 ? "2" : "3";
  history.diseases.push_back(
      {.category = category,
       .days = {since, since, {std::chrono::year{9999}, std::chrono::December, std::chrono::day{31}}},
       .self_pay_yen = kind < 970 && high_income && age_on(person.birth_date, today) < kRecipientAge
                           ? 20'000U
                           : 10'000U});
}

}  // namespace

void draw_certificates(sim::RandomStream& random, Person const& person, sys_days today,
                       InsuranceMix const& mix, InsuranceHistory& history) {
  auto const date = year_month_day{today};
  auto const income = random.below(1'000'000);
  auto const three = income < kThreeTenthsPpm;
  auto const two = income < kThreeTenthsPpm + kTwoTenthsPpm;
  if (person.insurer_number.starts_with("39")) {
    history.contribution_ratio = three ? "030" : two ? "020" : "010";
  } else {
    auto const from = recipient_from(person.birth_date);
    auto const until = day_before(birthday(person.birth_date, kLatterStageAge));
    if (from <= date && date <= until) {
      history.elderly_recipient =
          ElderlyRecipient{.ratio = three ? "030" : "020", .days = within(year_of(date), from, until)};
    }
  }
  draw_limit(random, person, date, history, mix.limit_ppm);
  draw_disease(random, person, date, history, mix.specific_disease_ppm);
}

}  // namespace kazasu::identity
