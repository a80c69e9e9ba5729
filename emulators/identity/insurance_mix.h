// How often the lives of insured people are other than plain. All shares are ours; no statistic is public.
#pragma once

#include <cstdint>

namespace kazasu::identity {

// Parts per million of the people. The first two groups change how a check ends, the last one only what an
// answer holds.
struct InsuranceMix {
  // Qualification; each person falls into one of these or into none.
  std::uint32_t lost_ppm = 1'500;            // lost, and no other insurer yet
  std::uint32_t changes_ppm = 3'000;         // another insurer within 90 days after the calendar's start
  std::uint32_t no_qualification_ppm = 300;  // nothing is registered
  std::uint32_t several_ppm = 500;           // two insurers claim the person
  std::uint32_t assistance_ppm = 15'000;     // 医療扶助; every fifth without a registered ticket
  // Insurance card.
  std::uint32_t unregistered_ppm = 5'000;
  std::uint32_t suspended_ppm = 500;
  std::uint32_t revoked_ppm = 300;
  // Content.
  std::uint32_t changed_before_ppm = 120'000;  // had another insurer before
  std::uint32_t limit_ppm = 350'000;           // 限度額適用認定 is known
  std::uint32_t specific_disease_ppm = 20'000;

  // Everybody is plainly insured and registered: a scenario that does not ask for more keeps its outcomes.
  static constexpr InsuranceMix plain() {
    return {.lost_ppm = 0,
            .changes_ppm = 0,
            .no_qualification_ppm = 0,
            .several_ppm = 0,
            .assistance_ppm = 0,
            .unregistered_ppm = 0,
            .suspended_ppm = 0,
            .revoked_ppm = 0};
  }
};

}  // namespace kazasu::identity
