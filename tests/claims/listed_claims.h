// The claims systems with kept files, to ask for lists.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/claims_system.h"
#include "tests/claims/claims_parts.h"
#include "tests/claims/kept_files.h"
#include "tests/claims/sample_file.h"

namespace kazasu::claims {

inline constexpr auto kCaller = ClaimCaller{.station = 3, .payer = Payer::kFund};
inline constexpr auto kKey = SendKey{.station = 3, .payer = Payer::kFund, .month = kClaimMonth};

// A check takes ten minutes.
class ListedClaims : public ::testing::Test {
 protected:
  ListAnswer list(ClaimList which, sim::Instant now, std::uint32_t number = 1) {
    return system.list(kCaller, {.month = kClaimMonth, .send = number, .list = which}, now);
  }
  // An hour after noon.
  void confirm(bool with_errors, std::uint32_t number = 1) {
    auto const decision = ClaimDecision{.month = kClaimMonth, .send = number, .with_errors = with_errors};
    EXPECT_EQ(system.decide(kCaller, decision, later), ClaimOutcome::kAccepted);
  }

  identity::GeneratedStations const stations = test_stations();
  BackwardSeal const seal{};
  KeptFiles archive;
  adapters::ShiftJisText codes;
  ClaimsSystem system{{.stations = stations,
                       .seal = seal,
                       .asp = {.servers = 1, .fixed = std::chrono::minutes{10}},
                       .archive = &archive,
                       .encode = [this](std::string_view text) { return codes.encode(text); }}};
  sim::Instant const noon = at("2024-07-09T12:00:00");
  sim::Instant const later = at("2024-07-09T13:00:00");
};

}  // namespace kazasu::claims
