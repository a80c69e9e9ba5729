#include "emulators/claims/care_month.h"

#include <algorithm>
#include <array>

#include "sim/random.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month;

// 精神 45.3 % (survey of 2023); of the others 別表7 covers the neurological and most malignant ones.
constexpr auto kPsychiatricPpm = 453'000U;
constexpr auto kListedPpm = 560'000U;
constexpr auto kSpecialPpm = 420'000U;
constexpr auto kSeverePpm = 350'000U;
// Of stations, and of weekend days of those visited more than three days a week; ours.
constexpr auto kSpecialAreaPpm = 10'000U;
constexpr auto kWeekendPpm = 200'000U;

// Days a week, in parts of a hundred; ours.
struct Rhythm {
  std::uint32_t below;
  unsigned days;
};
constexpr auto kGeneralRhythms = std::to_array<Rhythm>({{36, 1}, {72, 2}, {91, 3}, {100, 5}});
constexpr auto kPsychiatricRhythms = std::to_array<Rhythm>({{46, 1}, {80, 2}, {96, 3}, {100, 4}});

template <class Table>
unsigned days_a_week(sim::RandomStream& random, Table const& table) {
  auto const draw = random.below(100);
  auto const found =
      std::ranges::find_if(table, [draw](Rhythm const& rhythm) { return draw < rhythm.below; });
  return found->days;
}

PublicHelp draw_help(sim::RandomStream& random, CareMonth const& care) {
  auto const draw = random.below(1000);
  if (care.kind == CareKind::kPsychiatric) {
    if (draw < 60) return PublicHelp::kPublicAssistance;
    if (draw < 90) return PublicHelp::kMentalHealthAndAssistance;
    if (draw < 100) return PublicHelp::kMentalHealthAndIntractable;
    return draw < 700 ? PublicHelp::kMentalHealth : PublicHelp::kNone;
  }
  if (draw < 90) return PublicHelp::kPublicAssistance;
  return care.listed_disease && draw < 600 ? PublicHelp::kIntractable : PublicHelp::kNone;
}

NurseJob draw_job(sim::RandomStream& random, CareKind kind) {
  auto const draw = random.below(100);
  if (draw < 80) return NurseJob::kNurse;
  if (draw < 90 && kind == CareKind::kGeneral) return NurseJob::kTherapist;
  return NurseJob::kAssistantNurse;
}

CareDay draw_day(sim::RandomStream& random, CareMonth const& care, std::chrono::day day) {
  auto drawn = CareDay{.day = day, .job = draw_job(random, care.kind)};
  auto const several = care.kind == CareKind::kGeneral && care.listed_disease;
  if (several && random.chance(680'000)) drawn.visits = random.chance(300'000) ? 3 : 2;
  drawn.emergency = random.chance(30'000);
  drawn.night = random.chance(25'000);
  return drawn;
}

}  // namespace

CarePlanner::CarePlanner(std::uint64_t seed)
    : seed_(seed), patients_(sim::Distribution::log_normal(std::chrono::milliseconds{22}, 0.75)) {}

CareMonth CarePlanner::month(identity::StationIndex station, identity::PersonIndex person,
                             year_month month) const {
  using namespace std::chrono;
  auto habit = sim::RandomStream{seed_, "care", person};
  auto care = CareMonth{};
  care.kind = habit.chance(kPsychiatricPpm) ? CareKind::kPsychiatric : CareKind::kGeneral;
  care.listed_disease = care.kind == CareKind::kGeneral && habit.chance(kListedPpm);
  care.special_care = care.kind == CareKind::kGeneral && habit.chance(kSpecialPpm);
  care.severe_care = care.special_care && habit.chance(kSeverePpm);
  care.help = draw_help(habit, care);
  care.special_area = sim::RandomStream{seed_, "area", station}.chance(kSpecialAreaPpm);
  auto week = care.kind == CareKind::kGeneral ? days_a_week(habit, kGeneralRhythms)
                                              : days_a_week(habit, kPsychiatricRhythms);
  if (care.kind == CareKind::kGeneral && !care.listed_disease) week = std::min(week, 3U);
  auto const first_weekday = static_cast<unsigned>(habit.below(5));
  care.first_visit = year_month_day{sys_days{month / 1} - days{31 + habit.below(700)}};

  // A month of its own stream: another month changes nothing here.
  auto const number =
      static_cast<std::uint64_t>(static_cast<int>(month.year()) * 12) + static_cast<unsigned>(month.month());
  auto random = sim::RandomStream{seed_ ^ number << 32U ^ station, "care month", person};
  auto const last = static_cast<unsigned>(year_month_day{month / std::chrono::last}.day());
  auto const begins = random.chance(60'000) ? 1U + static_cast<unsigned>(random.below(20)) : 1U;
  if (begins > 1) care.first_visit = month / day{begins};
  for (auto number_of_day = begins; number_of_day <= last; ++number_of_day) {
    auto const weekday_number = weekday{sys_days{month / day{number_of_day}}}.c_encoding();
    if (weekday_number == 0 || weekday_number == 6) {
      if (week > 3 && random.chance(kWeekendPpm))
        care.days.push_back(draw_day(random, care, day{number_of_day}));
      continue;
    }
    auto const place = (weekday_number - 1 + first_weekday) % 5;
    // Spread over the week: one day of five, two, and so on.
    auto const visited = place * week / 5 != (place + 1) * week / 5;
    auto const missed = random.chance(75'000);
    if ((visited && !missed) || (care.days.empty() && number_of_day == last)) {
      care.days.push_back(draw_day(random, care, day{number_of_day}));
    }
  }
  if (care.days.empty()) care.days.push_back(draw_day(random, care, day{last}));
  if (care.first_visit.year() / care.first_visit.month() == month) {
    care.first_visit = month / care.days.front().day;
  }
  return care;
}

std::uint32_t CarePlanner::patients(identity::StationIndex station) const {
  auto random = sim::RandomStream{seed_, "patients", station};
  auto const drawn = std::chrono::round<std::chrono::milliseconds>(patients_.sample(random)).count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(drawn, 1, kMostPatients));
}

}  // namespace kazasu::claims
