// run.json: the whole result of a run, from which every other report can be made again.
#pragma once

#include <string>
#include <string_view>

#include "reports/run_result.h"

namespace kazasu::reports {

// The fields are those of docs/run-json.md and run.schema.json. from_json(to_json(result)) gives back the
// same values, histograms included.
std::string to_json(RunResult const& result);

// Throws std::invalid_argument naming the field and what was expected there; also for another schema version.
// Fields that this version does not know are passed over; `claims` may be missing, as in older files.
RunResult from_json(std::string_view text);

std::string_view name_of(Verdict verdict);  // "VALID", "INVALID", "INTERRUPTED"
std::string_view name_of(ClockKind clock);  // "real", "virtual"

}  // namespace kazasu::reports
