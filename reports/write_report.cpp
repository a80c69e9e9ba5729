#include "reports/write_report.h"

#include "reports/atomic_files.h"
#include "reports/histogram_log.h"
#include "reports/html_report.h"
#include "reports/run_json.h"
#include "reports/text_summary.h"

namespace kazasu::reports {

void write_outputs(RunResult const& result, std::filesystem::path const& folder, Language language) {
  write_atomically(folder,
                   {{"run.json", to_json(result)},
                    {"summary.txt", text_summary(result, language)},
                    {"report.html", to_html({result}, language)},
                    {"histograms.hlog", histogram_log(result.histograms, {.started_at = result.started_at,
                                                                          .length_s = result.duration_s})}});
}

}  // namespace kazasu::reports
