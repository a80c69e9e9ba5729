// After the charts: how visits ended, what was asked of the run, what it cost in connections, and by step.
#include <algorithm>

#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_cells.h"
#include "reports/names.h"

namespace kazasu::reports {

namespace {

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

ThresholdResult const* threshold_in(RunResult const& result, std::string const& name) {
  auto const found = std::ranges::find(result.thresholds, name, &ThresholdResult::text);
  return found == result.thresholds.end() ? nullptr : &*found;
}

std::string status_of(Page const& page, ThresholdResult const& threshold) {
  auto const status = threshold.no_data ? Text::kNoData : threshold.met ? Text::kMet : Text::kNotMet;
  return styled("span", threshold.met ? "good" : "bad", (threshold.met ? "✓ " : "✕ ") + page.word(status));
}

std::string threshold_row(Page const& page, std::string const& name) {
  auto const find = [&name](RunResult const& result) { return threshold_in(result, name); };
  auto const actual = cell_of(page, find, [](ThresholdResult const& threshold) {
    return threshold.no_data ? "–" : value_text(threshold.actual);
  });
  auto const limit =
      cell_of(page, find, [](ThresholdResult const& threshold) { return value_text(threshold.limit); });
  auto const status =
      cell_of(page, find, [&page](ThresholdResult const& threshold) { return status_of(page, threshold); });
  return element(
      "tr", "",
      head_cell(code(name)) + number_cell(actual) + number_cell(limit) + styled("td", "status", status));
}

std::string connection_row(Page const& page, std::string const& channel) {
  auto const find = [&channel](RunResult const& result) -> ConnectionFigures const* {
    auto const found = std::ranges::find(result.connections, channel, &ConnectionFigures::channel);
    return found == result.connections.end() ? nullptr : &*found;
  };
  auto cells = head_cell(escaped(channel_name(channel, page.language)));
  for (auto const count :
       {&ConnectionFigures::exchanges, &ConnectionFigures::handshakes, &ConnectionFigures::resumed}) {
    cells += number_cell(cell_of(
        page, find, [count](ConnectionFigures const& connection) { return count_text(connection.*count); }));
  }
  cells += number_cell(cell_of(page, find, [](ConnectionFigures const& connection) {
    if (connection.handshakes == 0) return std::string{"–"};
    return escaped(
        percent_text(static_cast<double>(connection.resumed) / static_cast<double>(connection.handshakes)));
  }));
  return element("tr", "", cells);
}

// What a row of the table by journey shows: a journey's response or service time, or one of its steps.
struct JourneyRow {
  std::string journey;
  Figures JourneyFigures::*time = nullptr;
  std::string step;
  std::map<std::string, std::string> tags;
  bool operator==(JourneyRow const&) const = default;
};

std::vector<JourneyRow> journey_rows_of(RunResult const& result) {
  auto rows = std::vector<JourneyRow>{};
  for (auto const& journey : result.journeys) {
    rows.push_back({journey.name, &JourneyFigures::response, "", {}});
    rows.push_back({journey.name, &JourneyFigures::service, "", {}});
    for (auto const& step : journey.steps) rows.push_back({journey.name, nullptr, step.step, step.tags});
  }
  return rows;
}

Figures const* figures_in(RunResult const& result, JourneyRow const& row) {
  auto const journey = std::ranges::find(result.journeys, row.journey, &JourneyFigures::name);
  if (journey == result.journeys.end()) return nullptr;
  if (row.time != nullptr) return &((*journey).*row.time);
  auto const step = std::ranges::find_if(journey->steps, [&row](StepFigures const& candidate) {
    return candidate.step == row.step && candidate.tags == row.tags;
  });
  return step == journey->steps.end() ? nullptr : &step->time;
}

std::string title_of(Page const& page, JourneyRow const& row) {
  if (row.time != nullptr) {
    auto const kind = row.time == &JourneyFigures::response ? Text::kResponse : Text::kService;
    return escaped(step_name(row.journey, page.language)) + styled("small", "", page.word(kind));
  }
  auto tags = std::string{};
  for (auto const& [name, value] : row.tags) tags += (tags.empty() ? "" : ", ") + name + " = " + value;
  return escaped(step_name(row.step, page.language)) +
         (tags.empty() ? "" : styled("small", "", escaped(tags)));
}

std::string journey_row(Page const& page, JourneyRow const& row) {
  auto const find = [&row](RunResult const& result) { return figures_in(result, row); };
  auto cells = head_cell(title_of(page, row));
  cells += number_cell(cell_of(page, find, [](Figures const& figures) { return count_text(figures.count); }));
  for (auto const value : {&Figures::mean_ms, &Figures::p50_ms, &Figures::p90_ms, &Figures::p95_ms,
                           &Figures::p99_ms, &Figures::p999_ms, &Figures::max_ms}) {
    cells +=
        number_cell(cell_of(page, find, [value](Figures const& figures) { return ms_text(figures.*value); }));
  }
  return styled("tr", row.time != nullptr ? "group" : "inner", cells);
}

}  // namespace

std::string outcomes_part(Page const& page) {
  auto const outcomes = keys_of_all(page, [](RunResult const& result) {
    auto names = std::vector<std::string>{result.success_outcome};
    for (auto const& outcome : result.outcomes) names.push_back(outcome.first);
    return names;
  });
  auto const columns = std::vector<Column>{{page.word(Text::kOutcome), false},
                                           {page.word(Text::kVisits)},
                                           {page.word(Text::kVisitsShare)},
                                           {page.word(Text::kRule), false}};
  return section(
      "outcomes", page.word(Text::kOutcomes), page.word(Text::kOutcomesLead),
      legend_of(page) + table(page.word(Text::kOutcomes), columns, rows_for(page, outcomes, outcome_row)));
}

std::string thresholds_part(Page const& page) {
  auto const names = keys_of_all(page, [](RunResult const& result) {
    auto texts = std::vector<std::string>{};
    for (auto const& threshold : result.thresholds) texts.push_back(threshold.text);
    return texts;
  });
  auto const columns = std::vector<Column>{{page.word(Text::kThreshold), false},
                                           {page.word(Text::kActual)},
                                           {page.word(Text::kLimit)},
                                           {page.word(Text::kStatus), false}};
  auto const content =
      names.empty() ? styled("p", "note", page.word(Text::kNoThresholds))
                    : table(page.word(Text::kThresholds), columns, rows_for(page, names, threshold_row));
  return section("thresholds", page.word(Text::kThresholds), "", content);
}

std::string connections_part(Page const& page) {
  auto const channels = keys_of_all(page, [](RunResult const& result) {
    auto names = std::vector<std::string>{};
    for (auto const& connection : result.connections) names.push_back(connection.channel);
    return names;
  });
  auto const columns = std::vector<Column>{{page.word(Text::kChannel), false},
                                           {page.word(Text::kExchanges)},
                                           {page.word(Text::kHandshakes)},
                                           {page.word(Text::kResumed)},
                                           {page.word(Text::kResumedShare)}};
  auto const content = channels.empty() ? styled("p", "note", page.word(Text::kNoConnections))
                                        : table(page.word(Text::kConnections), columns,
                                                rows_for(page, channels, connection_row));
  return section("connections", page.word(Text::kConnections), page.word(Text::kConnectionsLead), content);
}

std::string journeys_part(Page const& page) {
  auto const rows = keys_of_all(page, journey_rows_of);
  if (rows.empty()) return "";
  auto columns = std::vector<Column>{{page.word(Text::kStep), false}};
  for (auto const& name :
       {page.word(Text::kCount), page.word(Text::kMean), std::string{"p50"}, std::string{"p90"},
        std::string{"p95"}, std::string{"p99"}, std::string{"p99.9"}, page.word(Text::kMax)}) {
    columns.push_back({name});
  }
  auto const title = page.word(Text::kJourneys) + styled("small", "unit", page.word(Text::kUnitMs));
  return section("journeys", title, "",
                 table(page.word(Text::kJourneys), columns, rows_for(page, rows, journey_row)));
}

}  // namespace kazasu::reports
