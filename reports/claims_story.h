// How a month of claims went, in sentences: the fault, the peak, what the window could do, and the end.
#pragma once

#include <string>
#include <vector>

#include "reports/language.h"
#include "reports/run_result.h"

namespace kazasu::reports {

// In the order of time; empty for a run of visits. Each sentence is made of measured figures, and one that
// has nothing to say is left out.
std::vector<std::string> claims_story(RunResult const& result, Language language);

}  // namespace kazasu::reports
