// The parts of the report page, in page order. Each is a function of the page alone and gives one section.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/language.h"
#include "reports/run_result.h"
#include "reports/texts.h"

namespace kazasu::reports {

struct Page {
  std::vector<RunResult> const& results;
  Language language;
  std::vector<std::string>
      labels;  // what tells the results apart: the clock, and more where that is not enough

  bool compares() const { return results.size() > 1; }
  std::string word(Text key) const;             // escaped
  std::string label(std::size_t result) const;  // escaped
};
Page page_of(std::vector<RunResult> const& results, Language language);

std::string header_part(Page const& page);
std::string verdict_part(Page const& page);
std::string tiles_part(Page const& page);
std::string waterfall_part(Page const& page);
std::string distribution_part(Page const& page);
std::string series_part(Page const& page);
std::string outcomes_part(Page const& page);
std::string ways_part(Page const& page);  // and the fallbacks; empty where there is one way and nothing else
std::string thresholds_part(Page const& page);
std::string connections_part(Page const& page);
std::string journeys_part(Page const& page);
std::string honesty_part(Page const& page);
std::string repeat_part(Page const& page);
std::string chart_data(Page const& page);  // JSON for the script of the page, safe inside a script element

// A section with its heading and, where `lead` is not empty, a line under it; `id` names it for links.
std::string section(std::string_view id, std::string const& title, std::string const& lead,
                    std::string const& content);
// One line for each result, coloured as that result where there are several; `value` gives HTML.
std::string for_each_result(Page const& page, std::function<std::string(RunResult const&)> const& value);
// "r0" to "r3", round and round.
std::string colour_of(std::size_t result);
// Dot and label of each result; empty for a single one.
std::string legend_of(Page const& page);
struct Column {
  std::string title;  // HTML
  bool number = true;
};
// A table in a box of its own that scrolls sideways where the page is narrow; `rows` is HTML.
std::string table(std::string const& caption, std::vector<Column> const& columns, std::string const& rows);

}  // namespace kazasu::reports
