// What the payers have on file of stations.
#include "emulators/claims/registered_stations.h"

#include <gtest/gtest.h>

#include "emulators/claims/receipt_draft.h"
#include "emulators/identity/generated_stations.h"

namespace kazasu::claims {
namespace {

constexpr auto kStations = identity::StationIndex{1000};

// How many stations lack a standard that their receipts need.
int forgetful(std::uint32_t ppm) {
  auto const source =
      identity::GeneratedStations{{.seed = 1,
                                   .people = 10,
                                   .stations = kStations,
                                   .calendar_start = sim::parse_iso_date_time("2025-01-01T00:00:00+09:00")}};
  auto const registered =
      RegisteredStations{source, 1, [](std::string_view text) { return std::string{text}; }, ppm};
  auto lacking = 0;
  for (identity::StationIndex station = 0; station < kStations; ++station) {
    auto const facts = registered.facts(source.station(station).institution_code);
    if (!facts) return -1;
    EXPECT_EQ(facts->station, station);
    EXPECT_EQ(facts->name, claimed_name(source.station(station)));
    lacking += facts->standards.size() + 1 == drafted_standards().size() ? 1 : 0;
  }
  EXPECT_FALSE(registered.facts("1369999999"));
  return lacking;
}

TEST(RegisteredStations, ForgetStandardsByTheirShare) {
  EXPECT_EQ(forgetful(0), 0);
  EXPECT_EQ(forgetful(1'000'000), 1000);
  auto const usual = forgetful(RegisteredStations::kForgottenPpm);
  EXPECT_GT(usual, 5);
  EXPECT_LT(usual, 50);
}

}  // namespace
}  // namespace kazasu::claims
