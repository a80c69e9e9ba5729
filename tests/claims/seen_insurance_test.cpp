// What stations bill: as the register answers, and as they remember.
#include <gtest/gtest.h>

#include "emulators/claims/checked_insurance.h"
#include "emulators/claims/remembered_insurance.h"
#include "tests/claims/cross_world.h"

namespace kazasu::claims {
namespace {

constexpr auto kJune = std::chrono::year{2024} / std::chrono::June;

std::vector<CareDay> days(std::vector<unsigned> const& numbers) {
  auto care = std::vector<CareDay>{};
  for (auto const number : numbers) care.push_back({.day = std::chrono::day{number}});
  return care;
}
std::vector<std::chrono::day> plain(std::vector<unsigned> const& numbers) {
  auto care = std::vector<std::chrono::day>{};
  for (auto const number : numbers) care.push_back(std::chrono::day{number});
  return care;
}

// Nobody is late, and nobody mistypes.
constexpr auto kPrompt = CheckedHabits{.most_days_late = 0, .undated_stations_ppm = 0};
constexpr auto kCareful = RememberedHabits{.most_days_late = 0,
                                           .wrong_number_ppm = 0,
                                           .wrong_symbol_ppm = 0,
                                           .wrong_insurer_ppm = 0,
                                           .wrong_branch_ppm = 0,
                                           .no_branch_ppm = 0,
                                           .undated_stations_ppm = 0};

struct Patient {
  OnePerson registry;
  identity::Person person{.index = OnePerson::kPerson, .insurer_number = "01139997", .insured_number = "9"};

  std::vector<BilledPart> seen(InsuranceAsSeen const& insurance, std::vector<unsigned> const& numbers,
                               identity::StationIndex station = 0) const {
    auto const care = days(numbers);
    return insurance.parts({.station = station, .person = person, .month = kJune, .days = care});
  }
};

Patient changes_on(unsigned day) {
  auto patient = Patient{};
  auto first = written_period();
  first.lost = on(2024, 6, day);
  patient.registry.lived.periods = {first, other_period(on(2024, 6, day))};
  return patient;
}

TEST(CheckedInsurance, WritesAReceiptForEachInsurer) {
  auto const patient = changes_on(10);
  auto const parts = patient.seen(CheckedInsurance{patient.registry, 1, kPrompt}, {3, 9, 10, 20});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].insurance, billed(patient.registry.lived.periods[0]));
  EXPECT_EQ(parts[0].days, plain({3, 9}));
  EXPECT_EQ(parts[1].insurance, billed(patient.registry.lived.periods[1]));
  EXPECT_EQ(parts[1].days, plain({10, 20}));
  EXPECT_TRUE(parts[0].confirmed && parts[0].dated);
}

TEST(CheckedInsurance, ClaimsFromNobodyWithoutAQualification) {
  auto patient = changes_on(10);
  patient.registry.lived.periods.pop_back();
  auto const insurance = CheckedInsurance{patient.registry, 1, kPrompt};
  EXPECT_TRUE(patient.seen(insurance, {10, 20}).empty());
  auto const parts = patient.seen(insurance, {9, 10});
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].days, plain({9}));
}

TEST(CheckedInsurance, TurnsToPublicAssistance) {
  auto patient = changes_on(10);
  patient.registry.lived.periods.pop_back();
  patient.registry.lived.assistance = identity::MedicalAssistance{.from = on(2024, 6, 10)};
  for (auto const checked : {true, false}) {
    auto const prompt = CheckedInsurance{patient.registry, 1, kPrompt};
    auto const careful = RememberedInsurance{patient.registry, 1, kCareful};
    auto const& insurance = checked ? static_cast<InsuranceAsSeen const&>(prompt) : careful;
    auto const parts = patient.seen(insurance, {9, 10});
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_FALSE(parts[0].insurance.assistance);
    EXPECT_TRUE(parts[1].insurance.assistance);
    EXPECT_EQ(parts[1].days, plain({10}));
  }
}

TEST(CheckedInsurance, SomeProgramsWriteNoDays) {
  auto const patient = changes_on(10);
  auto undated = 0;
  for (auto station = identity::StationIndex{0}; station < 1000; ++station) {
    auto const checked =
        patient.seen(CheckedInsurance{patient.registry, 1, {.most_days_late = 0}}, {3}, station).at(0).dated;
    auto const remembered = patient.seen(RememberedInsurance{patient.registry, 1}, {3}, station).at(0).dated;
    EXPECT_EQ(checked, remembered) << "it is the same station";
    undated += checked ? 0 : 1;
  }
  EXPECT_GT(undated, 50);
  EXPECT_LT(undated, 150);
}

TEST(RememberedInsurance, NoticesChangesLate) {
  auto patient = changes_on(10);
  auto const careful = patient.seen(RememberedInsurance{patient.registry, 1, kCareful}, {9, 10});
  EXPECT_EQ(careful.size(), 2U);
  auto late = kCareful;
  late.most_days_late = 60;
  auto days_with_the_old = 0;
  for (auto index = identity::PersonIndex{0}; index < 300; ++index) {
    patient.person.index = index;
    for (auto const& part : patient.seen(RememberedInsurance{patient.registry, 1, late}, {20})) {
      if (part.insurance.insurer_number == "01139997") ++days_with_the_old;
    }
  }
  // Late by more than ten of 0 to 60 days: five sixths.
  EXPECT_GT(days_with_the_old, 220);
  EXPECT_LT(days_with_the_old, 280);
}

TEST(RememberedInsurance, BillsTheLastOneWhenItIsLost) {
  auto patient = changes_on(10);
  patient.registry.lived.periods.pop_back();
  auto const insurance = RememberedInsurance{patient.registry, 1, kCareful};
  auto const parts = patient.seen(insurance, {9, 10, 20});
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].days, plain({9, 10, 20}));
  patient.registry.lived.periods.clear();
  EXPECT_EQ(patient.seen(insurance, {9}).at(0).insurance.number, "9") << "what the card says";
}

TEST(RememberedInsurance, MakesEachMistake) {
  auto patient = changes_on(10);
  auto const right = billed(patient.registry.lived.periods[0]);
  auto const with = [&](RememberedHabits const& habits) {
    return patient.seen(RememberedInsurance{patient.registry, 1, habits}, {3}).at(0);
  };
  auto habits = kCareful;
  EXPECT_EQ(with(habits).insurance, right);
  habits.wrong_number_ppm = 1'000'000;
  EXPECT_EQ(with(habits).insurance.number, "4568");
  habits.wrong_symbol_ppm = 1'000'000;
  EXPECT_EQ(with(habits).insurance.symbol, "1231");
  habits.wrong_insurer_ppm = 1'000'000;
  EXPECT_EQ(with(habits).insurance.insurer_number, "01139998");
  habits.wrong_branch_ppm = 1'000'000;
  EXPECT_EQ(with(habits).insurance.branch, "02");
  EXPECT_TRUE(with(habits).confirmed);
  habits.no_branch_ppm = 1'000'000;
  EXPECT_EQ(with(habits).insurance.branch, "");
  EXPECT_FALSE(with(habits).confirmed);
}

}  // namespace
}  // namespace kazasu::claims
