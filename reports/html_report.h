// The report page: one file that needs nothing else, on screen, on paper and on a phone.
#pragma once

#include <string>
#include <vector>

#include "reports/language.h"
#include "reports/run_result.h"

namespace kazasu::reports {

// One or several results side by side; real and virtual time of one scenario is the main case, and
// differences are against the first. Runs of claims have parts of their own; visits and claims do not stand
// on one page. The page makes no request of any kind. Throws std::invalid_argument for no results, and for
// results of both kinds.
std::string to_html(std::vector<RunResult> const& results, Language language);

}  // namespace kazasu::reports
