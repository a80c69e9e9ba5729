// By which ways visits came in, what was measured beside the critical path, and what they fell back on.
#include <algorithm>
#include <tuple>

#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_cells.h"
#include "reports/names.h"

namespace kazasu::reports {

namespace {

bool has_ways(RunResult const& result) {
  return result.ways.size() > 1 || !result.fallbacks.empty() || !result.beside.empty();
}

// The keys of all results, in the order in which they are first met.
template <typename Items, typename KeyOf>
auto keys_of(Page const& page, Items RunResult::*items, KeyOf key_of) {
  using Key = decltype(key_of((page.results.front().*items).front()));
  auto keys = std::vector<Key>{};
  for (auto const& result : page.results) {
    for (auto const& item : result.*items) {
      if (std::ranges::find(keys, key_of(item)) == keys.end()) keys.push_back(key_of(item));
    }
  }
  return keys;
}

// One line for each result: what `write` gives for its item with that key.
template <typename Items, typename KeyOf, typename Write>
auto cell_writer(Page const& page, Items RunResult::*items, KeyOf key_of, Write write) {
  return [=, &page](auto const& key) {
    return for_each_result(page, [&](RunResult const& result) {
      auto const& list = result.*items;
      auto const found = std::ranges::find_if(list, [&](auto const& item) { return key_of(item) == key; });
      return found == list.end() ? std::string{"–"} : std::string{write(*found)};
    });
  };
}

auto way_key(WayFigures const& way) {
  return std::pair{way.way_in, way.identity};
}
auto fallback_key(FallbackFigures const& fallback) {
  return std::pair{fallback.fallback, fallback.cause};
}
auto beside_key(StageFigures const& stage) {
  return std::pair{stage.name, stage.journey};
}

std::string ways_table(Page const& page) {
  auto const language = page.language;
  auto const visits = cell_writer(page, &RunResult::ways, way_key,
                                  [](WayFigures const& way) { return count_text(way.visits); });
  auto const answered = cell_writer(page, &RunResult::ways, way_key, [](WayFigures const& way) {
    auto const all = static_cast<double>(std::max<std::uint64_t>(way.visits, 1));
    return escaped(percent_text(static_cast<double>(way.answered) / all));
  });
  auto rows = std::string{};
  for (auto const& key : keys_of(page, &RunResult::ways, way_key)) {
    rows += element("tr", "",
                    head_cell(escaped(way_name(key.first, language))) +
                        styled("td", "", escaped(identity_name(key.second, language))) +
                        number_cell(visits(key)) + number_cell(answered(key)));
  }
  return table(page.word(Text::kWaysIn),
               {{page.word(Text::kWayIn), false},
                {page.word(Text::kIdentifiedBy), false},
                {page.word(Text::kVisits)},
                {page.word(Text::kAnswered)}},
               rows);
}

std::string events_part(Page const& page) {
  auto names = std::vector<std::string>{};
  for (auto const& result : page.results) {
    for (auto const& [name, count] : result.events) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  if (names.empty()) return "";
  auto rows = std::string{};
  for (auto const& name : names) {
    rows += element("tr", "",
                    head_cell(escaped(event_name(name, page.language))) +
                        number_cell(for_each_result(page, [&name](RunResult const& result) {
                          auto const found = result.events.find(name);
                          return count_text(found == result.events.end() ? 0 : found->second);
                        })));
  }
  return section(
      "events", page.word(Text::kEvents), "",
      table(page.word(Text::kEvents), {{page.word(Text::kEvent), false}, {page.word(Text::kVisits)}}, rows));
}

std::string beside_part(Page const& page) {
  auto const keys = keys_of(page, &RunResult::beside, beside_key);
  if (keys.empty()) return "";
  auto rows = std::string{};
  for (auto const& key : keys) {
    auto cells = head_cell(escaped(stage_name(key.first, page.language)) + " " +
                           styled("small", "", escaped(key.second)));
    cells += number_cell(cell_writer(page, &RunResult::beside, beside_key, [](StageFigures const& stage) {
      return count_text(stage.figures.count);
    })(key));
    for (auto const value :
         {&Figures::mean_ms, &Figures::p50_ms, &Figures::p90_ms, &Figures::p99_ms, &Figures::max_ms}) {
      cells += number_cell(cell_writer(page, &RunResult::beside, beside_key, [value](StageFigures const& s) {
        return ms_text(s.figures.*value);
      })(key));
    }
    rows += element("tr", "", cells);
  }
  auto columns = std::vector<Column>{{page.word(Text::kStage), false}};
  for (auto const& title : {page.word(Text::kCount), page.word(Text::kMean), std::string{"p50"},
                            std::string{"p90"}, std::string{"p99"}, page.word(Text::kMax)}) {
    columns.push_back({title});
  }
  auto const title = page.word(Text::kBeside) + styled("small", "unit", page.word(Text::kUnitMs));
  return section("beside", title, page.word(Text::kBesideLead),
                 table(page.word(Text::kBeside), columns, rows));
}

// The same in every result: they follow from the fallback.
FallbackFigures consequences_of(Page const& page, std::pair<std::string, std::string> const& key) {
  for (auto const& result : page.results) {
    for (auto const& fallback : result.fallbacks) {
      if (fallback_key(fallback) == key) return fallback;
    }
  }
  return {};
}

std::string fallbacks_part(Page const& page) {
  auto const keys = keys_of(page, &RunResult::fallbacks, fallback_key);
  if (keys.empty()) return "";
  auto const cell = [&page](auto const& key, auto write) {
    return cell_writer(page, &RunResult::fallbacks, fallback_key, write)(key);
  };
  auto rows = std::string{};
  for (auto const& key : keys) {
    auto cells = head_cell(escaped(outcome_name(key.first, page.language)));
    cells += styled("td", "", escaped(outcome_name(key.second, page.language)));
    cells += number_cell(cell(key, [](FallbackFigures const& f) { return count_text(f.visits); }));
    auto const follows = consequences_of(page, key);
    for (auto const yes : {follows.re_inquiry, follows.medical_data, follows.claim_may_return}) {
      cells += styled("td", "", page.word(yes ? Text::kYes : Text::kNo));
    }
    rows += element("tr", "", cells);
  }
  auto const columns = std::vector<Column>{{page.word(Text::kFallback), false},
                                           {page.word(Text::kCause), false},
                                           {page.word(Text::kVisits)},
                                           {page.word(Text::kReInquiryPossible), false},
                                           {page.word(Text::kMedicalData), false},
                                           {page.word(Text::kClaimMayReturn), false}};
  return section("fallbacks", page.word(Text::kFallbacks), page.word(Text::kFallbacksLead),
                 table(page.word(Text::kFallbacks), columns, rows));
}

}  // namespace

std::string ways_part(Page const& page) {
  if (std::ranges::none_of(page.results, has_ways)) return "";
  return section("ways", page.word(Text::kWaysIn), page.word(Text::kWaysInLead), ways_table(page)) +
         fallbacks_part(page) + events_part(page) + beside_part(page);
}

}  // namespace kazasu::reports
