// The part of the terminal's summary that a run of claims has in place of the visits.
#pragma once

#include <cstddef>
#include <string>

#include "reports/language.h"
#include "reports/run_result.h"

namespace kazasu::reports {

inline constexpr std::size_t kSummaryColumns = 100;

// How it came about, who was received by when, a bar for each part of the days of the window, and the times
// of the stations' steps. `result` must have claims.
std::string claims_summary(RunResult const& result, Language language);

}  // namespace kazasu::reports
