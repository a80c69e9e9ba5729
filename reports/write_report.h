// A run's output folder.
#pragma once

#include <filesystem>

#include "reports/language.h"
#include "reports/run_result.h"

namespace kazasu::reports {

// Writes run.json, summary.txt, report.html and histograms.hlog to `folder`, all of them or none (a file of
// an earlier run is replaced only when the new ones are complete). Throws std::system_error with the path and
// what to do when the disk is full or the folder cannot be written.
void write_outputs(RunResult const& result, std::filesystem::path const& folder, Language language);

}  // namespace kazasu::reports
