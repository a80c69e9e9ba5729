// Patients who were visited before the calendar starts.
#include "emulators/eligibility/continuing_care.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "emulators/identity/home_station.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

TEST(HomeStation, IsTheWayBackFromTheBlocks) {
  using Sizes = std::pair<std::uint64_t, identity::StationIndex>;
  for (auto const& [people, stations] :
       std::array{Sizes{5, 3}, Sizes{7, 7}, Sizes{1000, 17}, Sizes{30'000, 1000}}) {
    for (std::uint64_t station = 0; station < stations; ++station) {
      for (auto person = station * people / stations; person < (station + 1) * people / stations; ++person) {
        ASSERT_EQ(identity::home_station(person, people, stations), station) << person;
      }
    }
  }
}

TEST(ContinuingCare, LetsAStationAskAgainFromTheFirstDay) {
  auto world = SampleWorld{};
  auto const start = at("2024-12-02T09:00:00+09:00");
  auto const care =
      ContinuingCare{.seed = 3, .share_ppm = 1'000'000, .people = 5, .stations = 3, .start = start};
  begin_continuing_care(world.system, care, world.people);
  auto meter = NoMeter{};
  for (identity::PersonIndex person = 0; person < 5; ++person) {
    auto const given = first_consent(care, person);
    EXPECT_LT(given, start);
    EXPECT_GE(given, start - std::chrono::days{60});
    auto const station = identity::home_station(person, 5, 3);
    auto const answer =
        world.system.re_inquire({.institution_code = std::string{SampleStations::kCodes[station]},
                                 .file_identifier = {},
                                 .search = {.insurer_number = "06130488",
                                            .number = std::to_string(100 + person),
                                            .birth_date = world.people.person(person).birth_date}},
                                start, meter);
    ASSERT_EQ(answer.outcome, Outcome::kAccepted) << person;
    // Person 1 is below 40.
    EXPECT_EQ(answer.results.at(0).health_checkup.given, person != 1);
  }
}

TEST(ContinuingCare, IsAShareOfThePeople) {
  auto const care = ContinuingCare{.seed = 3, .share_ppm = 250'000};
  auto count = 0;
  for (identity::PersonIndex person = 0; person < 10'000; ++person)
    count += is_continuing(care, person) ? 1 : 0;
  EXPECT_NEAR(count, 2500, 200);  // more than four standard errors
}

}  // namespace
}  // namespace kazasu::eligibility
