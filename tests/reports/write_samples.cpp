// Writes made-up reports to a folder, to look at: kazasu_report_samples FOLDER
#include <cstdio>
#include <exception>

#include "reports/atomic_files.h"
#include "reports/html_report.h"
#include "reports/write_report.h"
#include "tests/reports/sample_claims.h"
#include "tests/reports/sample_result.h"

namespace {

using namespace kazasu;

void write_samples(std::filesystem::path const& folder) {
  auto const real = tests::sample_result(reports::ClockKind::kReal);
  auto const virtual_time = tests::sample_result(reports::ClockKind::kVirtual);
  auto invalid = real;
  invalid.verdict = reports::Verdict::kInvalid;
  invalid.reasons = {{reports::reason_code::kGeneratorLate, {"412 ms", "97 ms"}},
                     {reports::reason_code::kOpenFilesShort, {"4096", "1024"}}};
  reports::write_outputs(real, folder / "en", reports::Language::kEnglish);
  reports::write_outputs(virtual_time, folder / "ja", reports::Language::kJapanese);
  reports::write_outputs(invalid, folder / "invalid", reports::Language::kEnglish);
  reports::write_outputs(invalid, folder / "invalid-ja", reports::Language::kJapanese);
  for (auto const language : {reports::Language::kEnglish, reports::Language::kJapanese}) {
    auto const name = "compare-" + std::string{reports::code_of(language)} + ".html";
    reports::write_atomically(folder, {{name, reports::to_html({real, virtual_time}, language)}});
  }
}

void write_claims_samples(std::filesystem::path const& folder) {
  auto const outage = tests::sample_claims({.name = "outage"});
  auto const budget = tests::sample_claims({.name = "outage-budget", .retry = "budget"});
  auto const calm = tests::sample_claims({.name = "no-fault", .fault = false});
  reports::write_outputs(outage, folder / "claims-en", reports::Language::kEnglish);
  reports::write_outputs(outage, folder / "claims-ja", reports::Language::kJapanese);
  for (auto const language : {reports::Language::kEnglish, reports::Language::kJapanese}) {
    auto const name = "claims-compare-" + std::string{reports::code_of(language)} + ".html";
    reports::write_atomically(folder, {{name, reports::to_html({outage, budget, calm}, language)}});
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: kazasu_report_samples FOLDER\n", stderr);
    return 2;
  }
  try {
    write_samples(arguments[1]);
    write_claims_samples(arguments[1]);
  } catch (std::exception const& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
