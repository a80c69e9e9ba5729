// The summary that a terminal shows at the end of a run.
#pragma once

#include <string>

#include "reports/language.h"
#include "reports/run_result.h"

namespace kazasu::reports {

// Verdict and reasons first, then the numbers; at most 100 columns, no colours or control characters, columns
// aligned with Japanese text as well.
std::string text_summary(RunResult const& result, Language language);

}  // namespace kazasu::reports
