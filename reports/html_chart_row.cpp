#include "reports/html_chart_row.h"

#include "reports/html_writer.h"

namespace kazasu::reports {

std::string stroke_key(std::string const& style, std::string const& name) {
  return styled("span", "key", styled("i", "stroke " + style, "") + name);
}

std::string field_key(std::string const& style, std::string const& name) {
  return styled("span", "key", styled("i", "field " + style, "") + name);
}

std::string chart_place(std::string const& kind, std::size_t result, std::string const& label) {
  return "<div class=\"chart\" data-chart=\"" + kind + "\" data-result=\"" + std::to_string(result) +
         "\" role=\"img\" aria-label=\"" + label + "\"></div>\n";
}

std::string chart_row(Page const& page, SeriesChart const& series) {
  auto columns = std::string{};
  auto const title = page.word(series.title);
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    auto const name =
        page.compares() ? styled("p", "key " + colour_of(i), "<i class=\"swatch\"></i>" + page.label(i)) : "";
    auto const label = title + (page.compares() ? ", " + page.label(i) : "");
    columns += styled("div", "column", name + chart_place(series.kind, i, label));
  }
  auto const heading =
      styled("h3", "", title + (series.unit.empty() ? "" : styled("small", "unit", series.unit)));
  return styled("figure", "",
                "<figcaption>" + heading + styled("span", "legend", series.keys) + "</figcaption>" +
                    styled("div", "columns", columns)) +
         "\n";
}

std::string folded_table(Page const& page, std::string const& content) {
  return "<details><summary>" + page.word(Text::kAsTable) + "</summary>" + content + "</details>\n";
}

}  // namespace kazasu::reports
