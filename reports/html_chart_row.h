// Places that the page's script draws charts in, with their titles and keys.
#pragma once

#include <string>

#include "reports/html_parts.h"

namespace kazasu::reports {

// A key of a legend: a stroke or a field of colour with its name; `style` is a class of charts.css.
std::string stroke_key(std::string const& style, std::string const& name);
std::string field_key(std::string const& style, std::string const& name);

// One chart; `kind` is its name in page/script/main.js, `label` what it shows to who cannot see it.
std::string chart_place(std::string const& kind, std::size_t result, std::string const& label);

struct SeriesChart {
  std::string kind;
  Text title;
  std::string unit;  // HTML; empty where the title names it
  std::string keys;
};
// One kind of chart for every result, in columns beside each other.
std::string chart_row(Page const& page, SeriesChart const& series);

// The same figures as a table, folded away.
std::string folded_table(Page const& page, std::string const& content);

}  // namespace kazasu::reports
