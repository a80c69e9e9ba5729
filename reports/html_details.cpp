// After the charts: how visits ended, what was asked of the run, what it cost in connections, and by step.
#include <set>

#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_parts.h"
#include "reports/html_writer.h"
#include "reports/names.h"

namespace kazasu::reports {

namespace {

std::string head_cell(std::string const& content) {
  return element("th", "scope=\"row\"", content);
}
std::string number_cell(std::string const& content) {
  return styled("td", "num", content);
}

// The name of a result as the first cell of a row, where there are several.
std::string result_cell(Page const& page, std::size_t index) {
  return page.compares() ? element("td", "",
                                   styled("span", "key " + colour_of(index),
                                          "<i class=\"swatch\"></i>" + page.label(index)))
                         : "";
}

std::string code(std::string const& name) {
  return styled("code", "", escaped(name));
}

std::uint64_t count_in(std::map<std::string, std::uint64_t> const& counts, std::string const& name) {
  auto const found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

std::string outcome_row(Page const& page, std::string const& outcome) {
  auto rule = std::string{};
  auto success = false;
  for (auto const& result : page.results) {
    if (auto const found = result.rules.find(outcome); found != result.rules.end()) rule = found->second;
    success = success || result.success_outcome == outcome;
  }
  auto const counts = for_each_result(
      page, [&outcome](RunResult const& result) { return count_text(count_in(result.outcomes, outcome)); });
  auto const shares = for_each_result(page, [&outcome](RunResult const& result) {
    auto const all = headline_of(result).completed;
    auto const count = static_cast<double>(count_in(result.outcomes, outcome));
    return escaped(percent_text(all == 0 ? 0 : count / static_cast<double>(all)));
  });
  return styled("tr", success ? "success" : "failure",
                head_cell(escaped(outcome_name(outcome, page.language)) + " " + code(outcome)) +
                    number_cell(counts) + number_cell(shares) + styled("td", "rule", escaped(rule)));
}

std::string threshold_row(Page const& page, std::size_t index, ThresholdResult const& threshold) {
  auto const status = threshold.no_data ? Text::kNoData : threshold.met ? Text::kMet : Text::kNotMet;
  auto const mark = threshold.met ? "✓ " : "✕ ";
  return "<tr>" + head_cell(code(threshold.text)) + result_cell(page, index) +
         number_cell(threshold.no_data ? "–" : ms_text(threshold.actual)) +
         number_cell(ms_text(threshold.limit)) +
         styled("td", threshold.met ? "status good" : "status bad", mark + page.word(status)) + "</tr>";
}

std::string times(Figures const& figures) {
  auto out = number_cell(count_text(figures.count));
  for (auto const value : {figures.mean_ms, figures.p50_ms, figures.p90_ms, figures.p95_ms, figures.p99_ms,
                           figures.p999_ms, figures.max_ms}) {
    out += number_cell(ms_text(value));
  }
  return out;
}

std::string tags_text(std::map<std::string, std::string> const& tags) {
  auto out = std::string{};
  for (auto const& [name, value] : tags) out += (out.empty() ? "" : ", ") + name + " = " + value;
  return out;
}

std::string journey_rows(Page const& page, std::size_t index) {
  auto rows = std::string{};
  for (auto const& journey : page.results[index].journeys) {
    auto const name = escaped(step_name(journey.name, page.language));
    auto const row = [&](std::string const& css_class, std::string const& title, Figures const& figures) {
      rows += styled("tr", css_class, head_cell(title) + result_cell(page, index) + times(figures));
    };
    row("group", name + styled("small", "", page.word(Text::kResponse)), journey.response);
    row("group", name + styled("small", "", page.word(Text::kService)), journey.service);
    for (auto const& step : journey.steps) {
      auto const tags = tags_text(step.tags);
      row("inner",
          escaped(step_name(step.step, page.language)) +
              (tags.empty() ? "" : styled("small", "", escaped(tags))),
          step.time);
    }
  }
  return rows;
}

void insert_result_column(Page const& page, std::vector<std::string>& columns) {
  if (page.compares()) columns.insert(columns.begin() + 1, page.word(Text::kResult));
}

}  // namespace

std::string outcomes_part(Page const& page) {
  auto outcomes = std::vector<std::string>{};
  auto seen = std::set<std::string>{};
  auto const add = [&](std::string const& outcome) {
    if (seen.insert(outcome).second) outcomes.push_back(outcome);
  };
  for (auto const& result : page.results) add(result.success_outcome);
  for (auto const& result : page.results) {
    for (auto const& [outcome, count] : result.outcomes) add(outcome);
  }
  auto rows = std::string{};
  for (auto const& outcome : outcomes) rows += outcome_row(page, outcome);
  return section("outcomes", page.word(Text::kOutcomes), page.word(Text::kOutcomesLead),
                 legend_of(page) + table(page.word(Text::kOutcomes),
                                         {page.word(Text::kOutcome), page.word(Text::kCount),
                                          page.word(Text::kVisitsShare), page.word(Text::kRule)},
                                         rows));
}

std::string thresholds_part(Page const& page) {
  auto rows = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    for (auto const& threshold : page.results[i].thresholds) rows += threshold_row(page, i, threshold);
  }
  auto columns = std::vector<std::string>{page.word(Text::kThreshold), page.word(Text::kActual),
                                          page.word(Text::kLimit), page.word(Text::kStatus)};
  insert_result_column(page, columns);
  auto const content = rows.empty() ? styled("p", "note", page.word(Text::kNoThresholds))
                                    : table(page.word(Text::kThresholds), columns, rows);
  return section("thresholds", page.word(Text::kThresholds), "", content);
}

std::string connections_part(Page const& page) {
  auto rows = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    for (auto const& connection : page.results[i].connections) {
      auto const share = connection.handshakes == 0 ? 0
                                                    : static_cast<double>(connection.resumed) /
                                                          static_cast<double>(connection.handshakes);
      rows += "<tr>" + head_cell(escaped(channel_name(connection.channel, page.language))) +
              result_cell(page, i) + number_cell(count_text(connection.exchanges)) +
              number_cell(count_text(connection.handshakes)) + number_cell(count_text(connection.resumed)) +
              number_cell(escaped(percent_text(share))) + "</tr>";
    }
  }
  auto columns = std::vector<std::string>{page.word(Text::kChannel), page.word(Text::kExchanges),
                                          page.word(Text::kHandshakes), page.word(Text::kResumed),
                                          page.word(Text::kResumedShare)};
  insert_result_column(page, columns);
  auto const content = rows.empty() ? styled("p", "note", page.word(Text::kNoConnections))
                                    : table(page.word(Text::kConnections), columns, rows);
  return section("connections", page.word(Text::kConnections), page.word(Text::kConnectionsLead), content);
}

std::string journeys_part(Page const& page) {
  auto rows = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) rows += journey_rows(page, i);
  if (rows.empty()) return "";
  auto columns = std::vector<std::string>{page.word(Text::kStep),
                                          page.word(Text::kCount),
                                          page.word(Text::kMean),
                                          "p50",
                                          "p90",
                                          "p95",
                                          "p99",
                                          "p99.9",
                                          page.word(Text::kMax)};
  insert_result_column(page, columns);
  auto const title = page.word(Text::kJourneys) + styled("small", "unit", page.word(Text::kUnitMs));
  return section("journeys", title, "", table(page.word(Text::kJourneys), columns, rows));
}

}  // namespace kazasu::reports
