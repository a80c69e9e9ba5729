#include "emulators/identity/generated_registry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "emulators/identity/identifiers.h"

namespace kazasu::identity {
namespace {

using std::chrono::year_month_day;

auto const kSettings = PopulationSettings{
    .seed = 11, .people = 20'000, .calendar_start = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00")};
constexpr auto kStart = std::chrono::year{2024} / 12 / 2;

struct Registry {
  explicit Registry(InsuranceMix const& mix = {}, PopulationSettings const& settings = kSettings)
      : people(settings), registry(people, settings, mix) {}
  GeneratedPeople people;
  GeneratedRegistry registry;
};

InsuredIdentity items_of(InsurancePeriod const& period) {
  return {period.insurer_number, period.symbol, period.number, period.branch};
}

TEST(GeneratedRegistry, PlainPeopleHaveTheOneInsuranceOfTheirCard) {
  auto mix = InsuranceMix::plain();
  mix.changed_before_ppm = 0;
  auto const world = Registry{mix};
  for (PersonIndex i = 0; i < 300; ++i) {
    auto const person = world.people.person(i);
    auto const history = world.registry.history(i);
    ASSERT_EQ(history.periods.size(), 1U);
    EXPECT_EQ(history.periods[0].insurer_number, person.insurer_number);
    EXPECT_EQ(history.periods[0].number, person.insured_number);
    EXPECT_TRUE(history.periods[0].holds_on(kStart));
    EXPECT_FALSE(history.assistance);
    EXPECT_EQ(world.registry.standing(i), CardStanding::kRegistered);
  }
}

TEST(GeneratedRegistry, EveryPeriodIsWellFormedAndLeadsBackToItsPerson) {
  auto const world =
      Registry{{.changes_ppm = 200'000, .several_ppm = 200'000, .changed_before_ppm = 500'000}};
  auto periods = 0;
  for (PersonIndex i = 0; i < 2'000; ++i) {
    auto const person = world.people.person(i);
    auto const history = world.registry.history(i);
    for (auto const& period : history.periods) {
      ++periods;
      EXPECT_EQ(check_insured_identity(items_of(period)), InsuredIdentityFault::kNone);
      EXPECT_EQ(world.registry.by_insured_items(items_of(period), person.birth_date), i);
      auto bare = items_of(period);
      bare.symbol = bare.branch = {};
      EXPECT_EQ(world.registry.by_insured_items(bare, person.birth_date), i);
      if (period.lost) {
        EXPECT_LT(period.qualified, *period.lost);
        EXPECT_NE(period.reason, LossReason::kNone);
      }
    }
  }
  EXPECT_GT(periods, 3'000);
}

TEST(GeneratedRegistry, FindsNobodyUnderOtherItems) {
  auto const world = Registry{};
  auto const person = world.people.person(5);
  auto const period = own_period(person);
  auto const born = person.birth_date;
  EXPECT_EQ(world.registry.by_insured_items(items_of(period), born), 5U);
  EXPECT_FALSE(world.registry.by_insured_items(items_of(period), born + std::chrono::years{1}));
  for (auto const* const number : {"", "x", "99999999999", "-1"}) {
    auto items = items_of(period);
    items.number = number;
    EXPECT_FALSE(world.registry.by_insured_items(items, born)) << number;
  }
  for (auto const* const insurer : {"", "06130488", "123"}) {
    auto items = items_of(period);
    items.insurer_number = insurer;
    EXPECT_FALSE(world.registry.by_insured_items(items, born)) << insurer;
  }
}

TEST(GeneratedRegistry, ChangesOfInsurerHaveNoGap) {
  auto const world = Registry{{.lost_ppm = 0,
                               .changes_ppm = 1'000'000,
                               .no_qualification_ppm = 0,
                               .several_ppm = 0,
                               .assistance_ppm = 0,
                               .changed_before_ppm = 1'000'000}};
  auto three = 0;
  for (PersonIndex i = 0; i < 500; ++i) {
    auto const periods = world.registry.history(i).periods;
    ASSERT_GE(periods.size(), 2U);
    three += periods.size() == 3 ? 1 : 0;
    for (std::size_t k = 1; k < periods.size(); ++k) {
      EXPECT_EQ(periods[k - 1].lost, periods[k].qualified);
      EXPECT_EQ(periods[k - 1].reason, LossReason::kOtherInsurer);
    }
    EXPECT_FALSE(periods.back().lost);
    EXPECT_GT(periods.back().qualified, kStart);
  }
  EXPECT_GT(three, 400);
}

TEST(GeneratedRegistry, AssistanceIsFoundUnderItsOwnNumbers) {
  auto const world = Registry{{.lost_ppm = 0,
                               .changes_ppm = 0,
                               .no_qualification_ppm = 0,
                               .several_ppm = 0,
                               .assistance_ppm = 1'000'000}};
  auto without_ticket = 0;
  for (PersonIndex i = 0; i < 500; ++i) {
    auto const history = world.registry.history(i);
    ASSERT_TRUE(history.assistance);
    EXPECT_EQ(history.periods.back().reason, LossReason::kAssistance);
    EXPECT_EQ(history.assistance->recipient_number.size(), 7U);
    EXPECT_TRUE(check_insurer_number(history.assistance->payer_number).acceptable());
    auto const items =
        InsuredIdentity{history.assistance->payer_number, {}, history.assistance->recipient_number, {}};
    EXPECT_EQ(world.registry.by_insured_items(items, world.people.person(i).birth_date), i);
    without_ticket += history.assistance->tickets ? 0 : 1;
  }
  EXPECT_NEAR(without_ticket, 100, 4 * 9);  // four standard errors of 500 draws at 20 %
}

TEST(GeneratedRegistry, KindsComeAsOftenAsTheMixSays) {
  auto const mix = InsuranceMix{.lost_ppm = 100'000,
                                .changes_ppm = 0,
                                .no_qualification_ppm = 50'000,
                                .several_ppm = 0,
                                .assistance_ppm = 0,
                                .unregistered_ppm = 100'000,
                                .suspended_ppm = 50'000,
                                .revoked_ppm = 20'000};
  auto const world = Registry{mix};
  auto constexpr kPeople = 20'000;
  auto none = 0, lost = 0;
  auto standings = std::map<CardStanding, int>{};
  for (PersonIndex i = 0; i < kPeople; ++i) {
    auto const history = world.registry.history(i);
    none += history.periods.empty() ? 1 : 0;
    lost += !history.periods.empty() && history.periods.back().reason == LossReason::kOther ? 1 : 0;
    ++standings[world.registry.standing(i)];
  }
  auto const expect_share = [](int seen, double share) {
    auto const error = std::sqrt(kPeople * share * (1 - share));
    EXPECT_NEAR(seen, kPeople * share, 4 * error);
  };
  expect_share(none, 0.05);
  expect_share(lost, 0.1);
  expect_share(standings[CardStanding::kUnregistered], 0.1);
  expect_share(standings[CardStanding::kSuspended], 0.05);
  expect_share(standings[CardStanding::kRevoked], 0.02);
}

TEST(GeneratedRegistry, CertificatesFollowTheAge) {
  auto const world = Registry{{.limit_ppm = 1'000'000, .specific_disease_ppm = 1'000'000}};
  auto recipients = 0;
  for (PersonIndex i = 0; i < 2'000; ++i) {
    auto const person = world.people.person(i);
    auto const history = world.registry.history(i);
    auto const age = age_on(person.birth_date, kStart);
    EXPECT_EQ(history.contribution_ratio.empty(), age < 75) << age;
    if (history.elderly_recipient) {
      ++recipients;
      EXPECT_TRUE(history.elderly_recipient->days.holds_on(kStart));
      EXPECT_GE(age, 70);
      EXPECT_LT(age, 75);
    } else {
      EXPECT_TRUE(age <= 70 || age >= 75) << age;
    }
    ASSERT_TRUE(history.limit);
    EXPECT_EQ(history.limit->flag.front(), age < 70 ? 'A' : 'B');
    EXPECT_TRUE(history.limit->days.holds_on(kStart));
    ASSERT_EQ(history.diseases.size(), 1U);
    EXPECT_TRUE(history.diseases[0].days.holds_on(kStart));
    EXPECT_GE(history.diseases[0].days.from, person.birth_date);
  }
  EXPECT_GT(recipients, 50);
}

TEST(GeneratedRegistry, RefusesSharesBeyondAMillion) {
  auto const people = GeneratedPeople{kSettings};
  auto const with = [&](InsuranceMix const& mix) { GeneratedRegistry{people, kSettings, mix}; };
  EXPECT_THROW(with({.lost_ppm = 600'000, .several_ppm = 600'000}), std::invalid_argument);
  EXPECT_THROW(with({.unregistered_ppm = 999'999, .revoked_ppm = 600'000}), std::invalid_argument);
  EXPECT_NO_THROW(with({}));
}

TEST(LaterCards, HaveSerialsOfTheirOwnThatLeadBack) {
  auto const world = Registry{};
  EXPECT_EQ(world.people.certificate_serial(42, 1), world.people.person(42).certificate_serial);
  for (auto issue = 1U; issue <= CertificateSerials::kLastIssue; ++issue) {
    auto const serial = world.people.certificate_serial(42, issue);
    EXPECT_EQ(world.registry.by_certificate(serial), (CertificateHolder{42, issue}));
    EXPECT_EQ(world.people.by_certificate_serial(serial), 42U);
  }
  EXPECT_THROW(world.people.certificate_serial(42, 0), std::invalid_argument);
  EXPECT_THROW(world.people.certificate_serial(42, CertificateSerials::kLastIssue + 1),
               std::invalid_argument);
  EXPECT_FALSE(world.registry.by_certificate(7));
  auto const stranger = world.people.certificate_serial(world.people.people(), 2);
  EXPECT_FALSE(world.registry.by_certificate(stranger));
}

}  // namespace
}  // namespace kazasu::identity
