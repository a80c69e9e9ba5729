#include "reports/html_report.h"

#include <stdexcept>

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

}  // namespace

std::string to_html(std::vector<RunResult> const& results, Language language) {
  if (results.empty()) throw std::invalid_argument{"a report needs at least one result"};
  auto const page = page_of(results, language);
  auto main = verdict_part(page) + tiles_part(page) + waterfall_part(page) + distribution_part(page) +
              series_part(page) + outcomes_part(page) + ways_part(page) + thresholds_part(page) +
              connections_part(page) + journeys_part(page) + honesty_part(page) + repeat_part(page);
  auto const footer =
      styled("p", "", page.word(Text::kSyntheticNote)) + styled("p", "", page.word(Text::kLicenseNote));
  return "<!doctype html>\n<html lang=\"" + std::string{code_of(language)} + "\" class=\"" +
         (page.compares() ? "compare" : "single") + "\">\n" + head_of(page) + "<body>\n" + header_part(page) +
         "<noscript>" + styled("p", "note", page.word(Text::kNeedsScript)) + "</noscript>\n<main>\n" + main +
         "</main>\n" + element("footer", "", footer) +
         "\n<script type=\"application/json\" id=\"chart-data\">" + chart_data(page) + "</script>\n" +
         element("script", "", page_script()) + "\n</body>\n</html>\n";
}

}  // namespace kazasu::reports
