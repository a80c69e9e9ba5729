#include "reports/html_report.h"

#include <algorithm>
#include <stdexcept>

#include "reports/html_claims.h"
#include "reports/html_parts.h"
#include "reports/html_writer.h"
#include "reports/page_bundle.h"

namespace kazasu::reports {

namespace {

std::string head_of(Page const& page) {
  auto title = escaped(page.results.front().name);
  if (page.compares()) {
    title = escaped(text(Text::kCompareTitle, page.language,
                         {page.results.front().name, std::to_string(page.results.size())}));
  }
  return "<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
         "'unsafe-inline'; "
         "script-src 'unsafe-inline'; img-src data:\">\n" +
         element("title", "", title + " – kazasu") + "\n" + element("style", "", page_style()) +
         "\n</head>\n";
}

bool of_claims(RunResult const& result) {
  return result.claims.has_value();
}

// A visit and a month of claims have no axis in common.
void require_one_kind(std::vector<RunResult> const& results) {
  auto const first = results.front().claims.has_value();
  auto const other = std::ranges::find(results, !first, of_claims);
  if (other == results.end()) return;
  auto const& claims = first ? results.front() : *other;
  auto const& visits = first ? *other : results.front();
  throw std::invalid_argument{"one report compares runs of visits or runs of claims, not both: " +
                              claims.name + " is of claims, " + visits.name + " of visits"};
}

std::string visit_parts(Page const& page) {
  return tiles_part(page) + waterfall_part(page) + distribution_part(page) + series_part(page) +
         outcomes_part(page) + ways_part(page) + thresholds_part(page) + connections_part(page) +
         journeys_part(page);
}

std::string claims_parts(Page const& page) {
  auto const connected =
      std::ranges::any_of(page.results, [](RunResult const& result) { return !result.connections.empty(); });
  return claims_tiles_part(page) + claims_picture_part(page) + claimants_part(page) + claim_steps_part(page) +
         claim_counts_part(page) + thresholds_part(page) + (connected ? connections_part(page) : "");
}

}  // namespace

std::string to_html(std::vector<RunResult> const& results, Language language) {
  if (results.empty()) throw std::invalid_argument{"a report needs at least one result"};
  require_one_kind(results);
  auto const page = page_of(results, language);
  auto const claims = of_claims(results.front());
  auto const main = verdict_part(page) + (claims ? claims_parts(page) : visit_parts(page)) +
                    honesty_part(page) + repeat_part(page);
  auto const footer =
      styled("p", "", page.word(Text::kSyntheticNote)) + styled("p", "", page.word(Text::kLicenseNote));
  return "<!doctype html>\n<html lang=\"" + std::string{code_of(language)} + "\" class=\"" +
         (page.compares() ? "compare" : "single") + (claims ? " claims" : "") + "\">\n" + head_of(page) +
         "<body>\n" + header_part(page) + "<noscript>" + styled("p", "note", page.word(Text::kNeedsScript)) +
         "</noscript>\n<main>\n" + main + "</main>\n" + element("footer", "", footer) +
         "\n<script type=\"application/json\" id=\"chart-data\">" + chart_data(page) + "</script>\n" +
         element("script", "", page_script()) + "\n</body>\n</html>\n";
}

}  // namespace kazasu::reports
