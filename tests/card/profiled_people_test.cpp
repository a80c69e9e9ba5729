#include "emulators/card/profiled_people.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "emulators/identity/generated_people.h"

namespace kazasu::card {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr auto kFirstDay = "2024-12-02T09:00:00+09:00";

identity::GeneratedPeople population() {
  return identity::GeneratedPeople{
      {.seed = 5, .people = 200, .calendar_start = sim::parse_iso_date_time(kFirstDay)}};
}
CardCalendar calendar() {
  return {.seed = 5, .first_day = sim::parse_iso_date_time(kFirstDay)};
}

sys_days day(sim::Instant instant) {
  return sys_days{sim::date_jst(instant)};
}

TEST(ProfiledPeople, AnOrdinaryCardIsThePersonsOwn) {
  auto const people = population();
  auto const profile = CardProfile{};
  auto const holders = ProfiledPeople{people, profile, calendar()};
  for (auto index = identity::PersonIndex{0}; index < 20; ++index) {
    auto const person = people.person(index);
    auto const holder = holders.person(index);
    EXPECT_EQ(holder.certificate_serial, person.certificate_serial);
    EXPECT_EQ(holder.certificate_not_before, person.certificate_not_before);
    EXPECT_EQ(holder.certificate_not_after, person.certificate_not_after);
    EXPECT_EQ(holder.pin, person.pin);
  }
  EXPECT_EQ(holders.people(), 200U);
}

TEST(ProfiledPeople, ExpiryIsCountedFromTheFirstDay) {
  auto const people = population();
  for (auto const offset : {-120, -30, 0, 45}) {
    auto profile = CardProfile{};
    profile.expires_in_days = offset;
    auto const holders = ProfiledPeople{people, profile, calendar()};
    for (auto index = identity::PersonIndex{0}; index < 20; ++index) {
      auto const person = people.person(index);
      auto const holder = holders.person(index);
      auto const last = sim::to_jst(holder.certificate_not_after);
      EXPECT_EQ(sys_days{last.date}, sys_days{2024y / 12 / 2} + days{offset});
      EXPECT_EQ(last.time_of_day, 24h - 1s);
      EXPECT_EQ(day(holder.certificate_not_after) - day(holder.certificate_not_before),
                day(person.certificate_not_after) - day(person.certificate_not_before));
      EXPECT_EQ(holder.birth_date, person.birth_date);
    }
  }
}

TEST(ProfiledPeople, ACardIssuedAgainHasANewSerialThatLeadsBack) {
  auto const people = population();
  auto profile = CardProfile{};
  profile.issue = 2;
  auto const holders = ProfiledPeople{people, profile, calendar()};
  auto serials = std::set<std::uint32_t>{};
  for (auto index = identity::PersonIndex{0}; index < 200; ++index) {
    auto const holder = holders.person(index);
    EXPECT_NE(holder.certificate_serial, people.person(index).certificate_serial);
    EXPECT_TRUE(serials.insert(holder.certificate_serial).second);
    EXPECT_EQ(holders.by_certificate_serial(holder.certificate_serial), index);
    auto const first = day(holder.certificate_not_before);
    auto const last = day(holder.certificate_not_after);
    EXPECT_EQ(first, sys_days{2024y / 11 / 18});
    EXPECT_GT(last - first, days{4 * 365});
    EXPECT_LE(last - first, days{5 * 366});
    auto const end = sim::date_jst(holder.certificate_not_after);
    EXPECT_EQ(end.month(), holder.birth_date.month());
    EXPECT_EQ(end.day(), holder.birth_date.day());
  }
}

TEST(ProfiledPeople, EachResetMakesAnotherPin) {
  auto const people = population();
  for (auto index = identity::PersonIndex{0}; index < 100; ++index) {
    auto previous = people.person(index).pin;
    for (std::uint8_t resets = 1; resets <= 3; ++resets) {
      auto profile = CardProfile{};
      profile.pin_resets = resets;
      auto const holder = ProfiledPeople{people, profile, calendar()}.person(index);
      ASSERT_EQ(holder.pin.size(), 4U);
      ASSERT_EQ(holder.pin.find_first_not_of("0123456789"), std::string::npos);
      EXPECT_NE(holder.pin, previous);
      EXPECT_EQ(holder.pin, (ProfiledPeople{people, profile, calendar()}.person(index).pin));
      previous = holder.pin;
    }
  }
}

TEST(ProfiledPeople, AFaceAuthenticationCardNeverHadAPin) {
  auto const people = population();
  auto profile = CardProfile{};
  profile.kind = CardKind::kFaceAuthentication;
  EXPECT_TRUE((ProfiledPeople{people, profile, calendar()}.person(3).pin.empty()));
}

}  // namespace
}  // namespace kazasu::card
