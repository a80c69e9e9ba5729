// The headline of a month of claims, and its tables: who sent, how long it took, and what became of it.
#include "reports/html_claims.h"

#include "reports/claims_reading.h"
#include "reports/display.h"
#include "reports/html_cells.h"
#include "reports/names.h"

namespace kazasu::reports {

namespace {

ClaimsFigures const& claims_of(RunResult const& result) {
  return result.claims.value();
}

std::string each_text(std::uint64_t requests, std::uint64_t claimants) {
  return value_text(share_of(requests, claimants));
}

// The words of the deadline serve a page on which any run reaches it.
bool speaks_of_deadline(Page const& page) {
  return std::ranges::any_of(page.results,
                             [](RunResult const& result) { return reaches_deadline(claims_of(result)); });
}
Text received_title(Page const& page) {
  return speaks_of_deadline(page) ? Text::kByDeadline : Text::kByEnd;
}
Text unreceived_title(Page const& page) {
  return speaks_of_deadline(page) ? Text::kUnreceived : Text::kUnreceivedAtEnd;
}

// The headline of one result: `number` large, `beside` small, both HTML; `bad` for what ought not to be.
struct Tile {
  std::string number;
  std::string beside;
  bool bad = false;
};

template <typename Read>
std::string tile(Page const& page, Text title, std::string const& css_class, Read read) {
  auto const readings = for_each_result(page, [&read](RunResult const& result) {
    Tile const reading = read(result, totals_of(claims_of(result)));
    return styled("b", reading.bad ? "bad" : "", reading.number) + styled("small", "", reading.beside);
  });
  return styled("div", "tile " + css_class,
                styled("h3", "", page.word(title)) + styled("div", "readings", readings)) +
         "\n";
}

std::string kinds_text(RunResult const& result, Language language) {
  auto out = std::string{};
  for (auto const& claimant : claims_of(result).claimants) {
    if (!out.empty()) out += " · ";
    out += claimant_name(claimant.who, language) + " " + count_text(claimant.claimants);
  }
  return escaped(out);
}

ClaimantFigures const* claimant_in(RunResult const& result, std::string const& who) {
  auto const& claimants = claims_of(result).claimants;
  auto const found = std::ranges::find(claimants, who, &ClaimantFigures::who);
  return found == claimants.end() ? nullptr : &*found;
}

// "1,234" and its share of `whole` in small.
std::string count_and_share(std::uint64_t count, std::uint64_t whole) {
  return count_text(count) + styled("small", "beside", escaped(percent_text(share_of(count, whole))));
}

std::string claimant_row(Page const& page, std::string const& who) {
  auto const find = [&who](RunResult const& result) { return claimant_in(result, who); };
  auto const cell = [&](auto write) { return number_cell(cell_of(page, find, write)); };
  auto const language = page.language;
  auto cells = head_cell(escaped(claimant_name(who, language)));
  cells += styled("td", "status", cell_of(page, find, [language](ClaimantFigures const& figures) {
                    return escaped(retry_name(figures.retry, language));
                  }));
  cells += cell([](ClaimantFigures const& figures) { return count_text(figures.claimants); });
  for (auto const count : {&ClaimantFigures::by_deadline, &ClaimantFigures::unreceived}) {
    cells += cell([count](ClaimantFigures const& figures) {
      return count_and_share(figures.*count, figures.claimants);
    });
  }
  cells += cell([](ClaimantFigures const& figures) { return count_text(figures.by_extension); });
  cells += cell([](ClaimantFigures const& figures) {
    return count_text(figures.unreceived - std::min(figures.unreceived, figures.by_extension));
  });
  cells += cell([](ClaimantFigures const& figures) { return count_text(figures.requests); });
  cells +=
      cell([](ClaimantFigures const& figures) { return count_and_share(figures.retries, figures.requests); });
  cells +=
      cell([](ClaimantFigures const& figures) { return each_text(figures.requests, figures.claimants); });
  cells += cell([](ClaimantFigures const& figures) { return count_text(figures.wasted); });
  return element("tr", "", cells);
}

std::string step_row(Page const& page, std::string const& name) {
  auto const find = [&name](RunResult const& result) -> Figures const* {
    auto const& steps = claims_of(result).steps;
    auto const found = std::ranges::find(steps, name, &ClaimStepFigures::name);
    return found == steps.end() ? nullptr : &found->time;
  };
  auto cells = head_cell(escaped(claim_step_name(name, page.language)));
  cells += number_cell(cell_of(page, find, [](Figures const& figures) { return count_text(figures.count); }));
  for (auto const value :
       {&Figures::mean_ms, &Figures::p50_ms, &Figures::p90_ms, &Figures::p99_ms, &Figures::max_ms}) {
    cells += number_cell(cell_of(page, find, [value](Figures const& figures) {
      return figures.count == 0 ? std::string{"–"} : escaped(duration_text(figures.*value));
    }));
  }
  return styled("tr", name == "whole" ? "group" : "", cells);
}

using Counts = std::map<std::string, std::uint64_t> ClaimsFigures::*;

std::string counts_table(Page const& page, Text title, Counts counts, auto name_of) {
  auto const names = keys_of_all(page, [counts](RunResult const& result) {
    auto keys = std::vector<std::string>{};
    for (auto const& entry : claims_of(result).*counts) keys.push_back(entry.first);
    return keys;
  });
  if (names.empty()) return "";
  auto const rows = rows_for(page, names, [&](Page const&, std::string const& name) {
    auto const find = [&](RunResult const& result) -> std::uint64_t const* {
      auto const& map = claims_of(result).*counts;
      auto const found = map.find(name);
      return found == map.end() ? nullptr : &found->second;
    };
    auto const count = cell_of(page, find, [](std::uint64_t number) { return count_text(number); });
    return element("tr", "", head_cell(escaped(name_of(name, page.language))) + number_cell(count));
  });
  return styled("div", "column",
                table(page.word(title), {{page.word(title), false}, {page.word(Text::kCount)}}, rows));
}

}  // namespace

std::string claims_tiles_part(Page const& page) {
  auto const language = page.language;
  auto const said = [language](Text key, std::initializer_list<std::string_view> values) {
    return escaped(text(key, language, values));
  };
  auto out = tile(page, unreceived_title(page), "first", [&](RunResult const&, WindowTotals const& all) {
    auto const share = percent_text(share_of(all.unreceived, all.claimants));
    return Tile{count_text(all.unreceived), said(Text::kOfAll, {share}), all.unreceived > 0};
  });
  out += tile(page, received_title(page), "", [&](RunResult const&, WindowTotals const& all) {
    auto const share = percent_text(share_of(all.by_deadline, all.claimants));
    return Tile{count_text(all.by_deadline), said(Text::kOfAll, {share})};
  });
  out += tile(page, Text::kByExtension, "", [&](RunResult const&, WindowTotals const& all) {
    if (all.unreceived == 0) return Tile{"–", ""};
    auto const left = count_text(all.unreceived);
    auto const never = all.unreceived - std::min(all.unreceived, all.by_extension);
    return Tile{count_text(all.by_extension),
                never == 0 ? said(Text::kOfUnreceived, {left})
                           : said(Text::kOfUnreceivedNever, {left, count_text(never)})};
  });
  out += tile(page, Text::kClaimants, "", [&](RunResult const& result, WindowTotals const& all) {
    return Tile{count_text(all.claimants), page.compares() ? "" : kinds_text(result, language)};
  });
  out += tile(page, Text::kRequestsEach, "", [&](RunResult const&, WindowTotals const& all) {
    auto const retries = percent_text(share_of(all.retries, all.requests));
    return Tile{each_text(all.requests, all.claimants),
                said(Text::kRetriesOf, {count_text(all.requests), retries})};
  });
  out += tile(page, Text::kWasted, "", [&](RunResult const& result, WindowTotals const& all) {
    auto const share = percent_text(reading_of(claims_of(result)).wasted_share);
    return Tile{count_text(all.wasted), said(Text::kWastedOf, {share})};
  });
  return "<section id=\"headline\" class=\"tiles thirds\" aria-label=\"" + page.word(Text::kResult) +
         "\">\n" + out + "</section>\n";
}

std::string claimants_part(Page const& page) {
  auto const who = keys_of_all(page, [](RunResult const& result) {
    auto names = std::vector<std::string>{};
    for (auto const& claimant : claims_of(result).claimants) names.push_back(claimant.who);
    return names;
  });
  auto columns = std::vector<Column>{{page.word(Text::kWho), false}, {page.word(Text::kRetryPolicy), false}};
  for (auto const title : {Text::kClaimants, received_title(page), unreceived_title(page), Text::kByExtension,
                           Text::kNever, Text::kRequests, Text::kRetries, Text::kEach, Text::kWasted}) {
    columns.push_back({page.word(title)});
  }
  return section("claimants", page.word(Text::kWhoSends), page.word(Text::kWhoSendsLead),
                 legend_of(page) +
                     styled("div", "wrapped-heads",
                            table(page.word(Text::kWhoSends), columns, rows_for(page, who, claimant_row))));
}

std::string claim_steps_part(Page const& page) {
  auto const steps = keys_of_all(page, [](RunResult const& result) {
    auto names = std::vector<std::string>{};
    for (auto const& step : claims_of(result).steps) names.push_back(step.name);
    return names;
  });
  if (steps.empty()) return "";
  auto columns = std::vector<Column>{{page.word(Text::kStep), false}};
  for (auto const& name : {page.word(Text::kCount), page.word(Text::kMean), std::string{"p50"},
                           std::string{"p90"}, std::string{"p99"}, page.word(Text::kMax)}) {
    columns.push_back({name});
  }
  return section("claim-steps", page.word(Text::kClaimSteps), page.word(Text::kClaimStepsLead),
                 table(page.word(Text::kClaimSteps), columns, rows_for(page, steps, step_row)));
}

std::string claim_counts_part(Page const& page) {
  auto const tables = counts_table(page, Text::kSends, &ClaimsFigures::sends, send_name) +
                      counts_table(page, Text::kReceipts, &ClaimsFigures::receipts, receipt_name);
  if (tables.empty()) return "";
  return section("claim-counts", page.word(Text::kSendsReceipts), "",
                 styled("div", "columns halves", tables));
}

}  // namespace kazasu::reports
