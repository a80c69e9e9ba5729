// April and May 2022 at the shared window, as reported (社会保険旬報, 31 May 2022): times and faults are
// published, capacities and behaviour are the defaults of the program.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "emulators/claims/other_institutions.h"

namespace kazasu::claims {

struct ClaimsMonth {
  OtherInstitutionsSettings settings;
  FrontModel front;
  AspModel asp;  // of each payer
  std::vector<AspFault> fund_faults = {};
  std::vector<AspFault> federation_faults = {};
  std::optional<sim::Instant> extension = {};
};

// An ordinary month. `one_in` takes one in so many institutions, and as much of the window's workers; the
// ASP's servers become that much slower.
ClaimsMonth ordinary_month(std::chrono::year_month month, std::uint32_t one_in);
ClaimsMonth april_2022(std::uint32_t one_in);
ClaimsMonth may_2022(std::uint32_t one_in);

struct MonthRun {
  WindowTotals totals;
  std::vector<ClaimsSlice> slices;
};
// In virtual time.
MonthRun run(ClaimsMonth const& month);

}  // namespace kazasu::claims
