// The charts: places for the script to draw in, each with its legend and the same figures as a table.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "reports/display.h"
#include "reports/html_cells.h"
#include "reports/html_chart_row.h"
#include "reports/html_claims.h"
#include "reports/json_text.h"

namespace kazasu::reports {

namespace json = boost::json;

namespace {

std::string distribution_table(Page const& page) {
  struct Quantile {
    std::string_view name;
    double Figures::*value;
  };
  auto columns = std::vector<Column>{{page.word(Text::kUnitMs), false}};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    auto const prefix = page.compares() ? page.label(i) + ": " : "";
    columns.push_back({prefix + page.word(Text::kResponse)});
    columns.push_back({prefix + page.word(Text::kService)});
  }
  auto rows = std::string{};
  for (auto const& quantile : {Quantile{"50 %", &Figures::p50_ms}, Quantile{"90 %", &Figures::p90_ms},
                               Quantile{"95 %", &Figures::p95_ms}, Quantile{"99 %", &Figures::p99_ms},
                               Quantile{"99.9 %", &Figures::p999_ms}, Quantile{"100 %", &Figures::max_ms}}) {
    rows += "<tr>" + element("th", "scope=\"row\"", quantile.name);
    for (auto const& result : page.results) {
      rows += number_cell(ms_text(result.response.*quantile.value)) +
              number_cell(ms_text(result.service.*quantile.value));
    }
    rows += "</tr>";
  }
  return table(page.word(Text::kDistribution), columns, rows);
}

std::string series_table(Page const& page, std::size_t index) {
  auto rows = std::string{};
  for (auto const& point : page.results[index].series) {
    rows += "<tr>" + element("th", "scope=\"row\"", fixed_text(point.at_s, point.at_s < 10 ? 1 : 0) + " s") +
            number_cell(count_text(point.arrivals)) + number_cell(count_text(point.completions)) +
            number_cell(count_text(point.errors)) + number_cell(ms_text(point.p50_ms)) +
            number_cell(ms_text(point.p90_ms)) + number_cell(ms_text(point.p99_ms)) + "</tr>";
  }
  auto const caption = page.word(Text::kOverTime) + " " + page.label(index);
  auto columns = std::vector<Column>{{page.word(Text::kTimeFromStart), false}};
  for (auto const count : {Text::kArrivals, Text::kCompletions, Text::kErrors})
    columns.push_back({page.word(count)});
  for (auto const name : {"p50", "p90", "p99"}) {
    columns.push_back({std::string{name} + " (" + page.word(Text::kUnitMs) + ")"});
  }
  return (page.compares() ? styled("h4", colour_of(index), page.label(index)) : "") +
         styled("div", "tall", table(caption, columns, rows));
}

json::array numbers(std::vector<SeriesPoint> const& series, auto value) {
  auto array = json::array{};
  for (auto const& point : series) array.push_back(json::value(value(point)));
  return array;
}

json::object series_data(std::vector<SeriesPoint> const& series) {
  return {{"at", numbers(series, [](auto const& point) { return point.at_s; })},
          {"arrivals", numbers(series, [](auto const& point) { return point.arrivals; })},
          {"completions", numbers(series, [](auto const& point) { return point.completions; })},
          {"errors", numbers(series, [](auto const& point) { return point.errors; })},
          {"p50", numbers(series, [](auto const& point) { return point.p50_ms; })},
          {"p90", numbers(series, [](auto const& point) { return point.p90_ms; })},
          {"p99", numbers(series, [](auto const& point) { return point.p99_ms; })}};
}

json::array distribution_data(std::vector<DistributionPoint> const& points) {
  auto array = json::array{};
  for (auto const& point : points) array.push_back(json::array{point.percentile, point.value_ms});
  return array;
}

}  // namespace

std::string distribution_part(Page const& page) {
  auto const title = page.word(Text::kDistribution) + styled("small", "unit", page.word(Text::kUnitMs));
  auto const drawn = std::ranges::any_of(
      page.results, [](RunResult const& result) { return !result.response_distribution.empty(); });
  if (!drawn) return section("distribution", title, "", styled("p", "note", page.word(Text::kNoData)));
  auto keys = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    auto const prefix = page.compares() ? page.label(i) + ": " : "";
    keys += stroke_key(colour_of(i), prefix + page.word(Text::kResponse));
    keys += stroke_key(colour_of(i) + " dashed", prefix + page.word(Text::kService));
  }
  auto const figure = styled("figure", "",
                             "<figcaption>" + styled("span", "legend", keys) + "</figcaption>" +
                                 chart_place("distribution", 0, page.word(Text::kDistribution)) +
                                 styled("p", "axis-name", page.word(Text::kPercentileAxis)));
  return section("distribution", title, page.word(Text::kDistributionLead),
                 figure + folded_table(page, distribution_table(page)));
}

std::string series_part(Page const& page) {
  auto const drawn =
      std::ranges::any_of(page.results, [](RunResult const& result) { return !result.series.empty(); });
  if (!drawn) {
    return section("over-time", page.word(Text::kOverTime), "",
                   styled("p", "note", page.word(Text::kNoData)));
  }
  auto content = chart_row(page, {.kind = "throughput",
                                  .title = Text::kThroughput,
                                  .unit = page.word(Text::kThroughputUnit),
                                  .keys = stroke_key("arrivals", page.word(Text::kArrivals)) +
                                          stroke_key("completions", page.word(Text::kCompletions))});
  content += chart_row(page, {.kind = "errors", .title = Text::kErrorsPerSecond, .unit = "", .keys = ""});
  content += chart_row(
      page, {.kind = "percentiles",
             .title = Text::kPercentiles,
             .unit = page.word(Text::kUnitMs),
             .keys = stroke_key("p50", "p50") + stroke_key("p90", "p90") + stroke_key("p99", "p99")});
  auto tables = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) tables += series_table(page, i);
  return section("over-time", page.word(Text::kOverTime), page.word(Text::kOverTimeLead),
                 content + folded_table(page, tables));
}

std::string chart_data(Page const& page) {
  auto results = json::array{};
  for (auto const& result : page.results) {
    if (result.claims) {
      results.push_back(json::object{{"claims", claims_chart_data(result, page.language)}});
      continue;
    }
    results.push_back(json::object{{"series", series_data(result.series)},
                                   {"response", distribution_data(result.response_distribution)},
                                   {"service", distribution_data(result.service_distribution)}});
  }
  auto const document = json::value(json::object{{"results", std::move(results)}});
  return for_script_element(write_json(document));
}

}  // namespace kazasu::reports
