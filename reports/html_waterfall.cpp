// The critical path, stage after stage, with the means of all results on one time axis.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_parts.h"
#include "reports/html_writer.h"
#include "reports/names.h"

namespace kazasu::reports {

namespace {

// Where a bar lies, in milliseconds from the tap.
struct Bar {
  double start_ms = 0;
  double mean_ms = 0;
};

// One row of the table: for every result its bar and figures, where it has them.
struct Row {
  std::vector<std::optional<Bar>> bars;
  std::vector<Figures const*> figures;
};

struct StageRow : Row {
  std::string name;
};

struct LegRows {
  std::string name;
  Row whole;
  std::vector<StageRow> stages;
};

template <typename Rows>
auto& row_named(Rows& rows, std::string const& name, std::size_t results) {
  auto const found = std::ranges::find(rows, name, &Rows::value_type::name);
  if (found != rows.end()) return *found;
  auto& row = rows.emplace_back();
  row.name = name;
  auto& cells = [&row]() -> Row& {
    if constexpr (requires { row.whole; }) {
      return row.whole;
    } else {
      return row;
    }
  }();
  cells.bars.resize(results);
  cells.figures.resize(results);
  return row;
}

std::vector<LegRows> rows_of(Page const& page, std::string const& journey) {
  auto legs = std::vector<LegRows>{};
  auto const results = page.results.size();
  for (std::size_t i = 0; i < results; ++i) {
    auto at = 0.0;
    for (auto const& leg : legs_of(page.results[i], journey)) {
      auto& rows = row_named(legs, leg.name, results);
      rows.whole.bars[i] = Bar{at, leg.mean_ms};
      for (auto const* stage : leg.stages) {
        auto& row = row_named(rows.stages, stage->name, results);
        row.bars[i] = Bar{at, stage->figures.mean_ms};
        row.figures[i] = &stage->figures;
        at += stage->figures.mean_ms;
      }
    }
  }
  return legs;
}

double sum_of(RunResult const& result, std::string const& journey) {
  auto const legs = legs_of(result, journey);
  return std::accumulate(legs.begin(), legs.end(), 0.0,
                         [](double sum, Leg const& leg) { return sum + leg.mean_ms; });
}

struct Axis {
  double end_ms = 1;
  double step_ms = 1;
};

// At most eight ticks, at steps of 1, 2 or 5 times a power of ten.
Axis axis_for(double longest_ms) {
  auto axis = Axis{std::max(longest_ms, 0.001) * 1.02, 0};
  auto const rough = axis.end_ms / 8;
  auto const power = std::pow(10.0, std::floor(std::log10(rough)));
  for (auto const factor : {1.0, 2.0, 5.0, 10.0}) {
    if (axis.step_ms < rough) axis.step_ms = factor * power;
  }
  return axis;
}

class Waterfall {
 public:
  // `alone`: the path of the whole result is that of this journey.
  Waterfall(Page const& page, std::string journey, bool alone)
      : page_(page), journey_(std::move(journey)), alone_(alone) {
    auto longest = 0.0;
    for (auto const& result : page.results) longest = std::max(longest, sum_of(result, journey_));
    axis_ = axis_for(longest);
  }

  std::string write() const {
    auto out = "<table class=\"waterfall\" role=\"table\" style=\"--step:" +
               css_percent(axis_.step_ms / axis_.end_ms) + "\">" +
               styled("caption", "sr", page_.word(Text::kCriticalPath) + " " + escaped(journey_)) + head();
    for (auto const& leg : rows_of(page_, journey_)) out += leg_body(leg);
    return out + foot() + "</table>\n" + sum_notes();
  }

 private:
  std::string head() const {
    auto ticks = std::string{};
    for (auto at = 0.0; at < axis_.end_ms * 0.97; at += axis_.step_ms) {
      ticks += element("span", "style=\"left:" + css_percent(at / axis_.end_ms) + "\"", ms_text(at));
    }
    auto out = "<thead role=\"rowgroup\"><tr role=\"row\">" + column("", page_.word(Text::kStage)) +
               column("track", styled("span", "sr", page_.word(Text::kUnitMs)) +
                                   element("div", "class=\"axis\" aria-hidden=\"true\"", ticks));
    for (auto const& name :
         {page_.word(Text::kMean), std::string{"p50"}, std::string{"p90"}, std::string{"p99"}}) {
      out += column("num", name);
    }
    if (page_.compares()) out += column("num", page_.word(Text::kDifference));
    return out + "</tr></thead>\n";
  }

  static std::string column(std::string const& css_class, std::string const& content) {
    return element("th", "role=\"columnheader\" scope=\"col\" class=\"" + css_class + "\"", content);
  }

  std::string leg_body(LegRows const& leg) const {
    auto const channel = leg_channel(leg.name, page_.language);
    auto const title = escaped(leg_name(leg.name, page_.language)) +
                       (channel.empty() ? "" : styled("small", "", escaped(channel)));
    auto out = "<tbody role=\"rowgroup\" data-leg=\"" + escaped(leg.name) + "\">" +
               row("leg", "data-leg-total=\"" + escaped(leg.name) + "\"", title, leg.whole);
    for (auto const& stage : leg.stages) {
      out += row("stage", "data-stage=\"" + escaped(stage.name) + "\"",
                 escaped(stage_name(stage.name, page_.language)), stage);
    }
    return out + "</tbody>\n";
  }

  // The path as a whole and, apart from it, the time of the people.
  std::string foot() const {
    auto whole = Row{};
    auto human = Row{};
    auto people = false;
    for (auto const& result : page_.results) {
      whole.bars.emplace_back(Bar{0, sum_of(result, journey_)});
      whole.figures.push_back(alone_ ? &result.critical_path : nullptr);
      human.bars.emplace_back(std::nullopt);
      human.figures.push_back(&result.human);
      people = people || (alone_ && result.human.count > 0);
    }
    auto out = "<tfoot role=\"rowgroup\">" + row("whole", "", page_.word(Text::kWholePath), whole);
    if (people) {
      out += row("human", "", page_.word(Text::kHuman) + styled("small", "", page_.word(Text::kHumanNote)),
                 human);
    }
    return out + "</tfoot>";
  }

  std::string row(std::string const& css_class, std::string const& attributes, std::string const& title,
                  Row const& cells) const {
    auto out = "<tr role=\"row\" class=\"" + css_class + "\" " + attributes +
               "><th role=\"rowheader\" scope=\"row\">" + title + "</th>" + track(cells);
    out += means(cells);
    for (auto const column : {&Figures::p50_ms, &Figures::p90_ms, &Figures::p99_ms})
      out += numbers(cells, column);
    if (page_.compares()) out += differences(cells);
    return out + "</tr>\n";
  }

  std::string track(Row const& cells) const {
    auto lanes = std::string{};
    for (std::size_t i = 0; i < cells.bars.size(); ++i) {
      auto bar = std::string{};
      if (cells.bars[i]) {
        auto const style = "left:" + css_percent(cells.bars[i]->start_ms / axis_.end_ms) +
                           ";width:" + css_percent(cells.bars[i]->mean_ms / axis_.end_ms);
        bar = element("span", "class=\"bar " + colour_of(i) + "\" style=\"" + style + "\"", "");
      }
      lanes += styled("span", "lane", bar);
    }
    return element("td", "role=\"cell\" class=\"track\" aria-hidden=\"true\"", lanes);
  }

  std::string means(Row const& cells) const {
    return cell(page_.word(Text::kMean), [&cells](std::size_t i) {
      if (cells.figures[i] != nullptr) return ms_text(cells.figures[i]->mean_ms);
      return cells.bars[i] ? ms_text(cells.bars[i]->mean_ms) : std::string{"–"};
    });
  }

  std::string numbers(Row const& cells, double Figures::*column) const {
    auto const name = column == &Figures::p50_ms ? "p50" : column == &Figures::p90_ms ? "p90" : "p99";
    auto const known =
        std::ranges::any_of(cells.figures, [](Figures const* figures) { return figures != nullptr; });
    if (!known) return element("td", "role=\"cell\" class=\"num none\"", "");
    return cell(name, [&cells, column](std::size_t i) {
      return cells.figures[i] == nullptr ? std::string{"–"} : ms_text(cells.figures[i]->*column);
    });
  }

  // Of the means of the later results against the first one.
  std::string differences(Row const& cells) const {
    auto const mean = [&cells](std::size_t i) {
      if (cells.figures[i] != nullptr) return cells.figures[i]->mean_ms;
      return cells.bars[i] ? cells.bars[i]->mean_ms : 0.0;
    };
    return cell(page_.word(Text::kDifference), [&mean](std::size_t i) {
      return i == 0 ? std::string{"\u00a0"} : change_text(mean(0), mean(i));
    });
  }

  template <typename Value>
  std::string cell(std::string const& name, Value value) const {
    auto lines = std::string{};
    for (std::size_t i = 0; i < page_.results.size(); ++i) {
      auto const said = page_.compares() ? styled("span", "sr", page_.label(i) + " ") : "";
      lines += styled("span", page_.compares() ? "line " + colour_of(i) : "line", said + value(i));
    }
    return element("td", "role=\"cell\" class=\"num\" data-name=\"" + name + "\"", lines);
  }

  std::string sum_notes() const {
    auto out = std::string{};
    for (std::size_t i = 0; alone_ && i < page_.results.size(); ++i) {
      auto const sum = sum_of(page_.results[i], journey_);
      auto const mean = page_.results[i].critical_path.mean_ms;
      if (std::abs(sum - mean) <= 0.005 * mean) continue;
      out += styled("p", "note",
                    escaped(text(Text::kStagesSumNote, page_.language,
                                 {ms_text(sum), ms_text(mean), page_.labels[i]})));
    }
    return out;
  }

  Page const& page_;
  std::string journey_;
  bool alone_;
  Axis axis_;
};

}  // namespace

std::string waterfall_part(Page const& page) {
  auto lead = page.word(Text::kWaterfallLead);
  if (page.compares())
    lead += (page.language == Language::kJapanese ? "" : " ") +
            escaped(text(Text::kWaterfallCompare, page.language, {page.labels.front()}));
  auto content = legend_of(page);
  auto const journeys = staged_journeys(page.results);
  for (auto const& journey : journeys) {
    if (journeys.size() > 1) content += styled("h3", "", escaped(journey));
    content += Waterfall{page, journey, journeys.size() == 1}.write();
  }
  if (journeys.empty()) content += styled("p", "note", page.word(Text::kNoStages));
  auto const title = page.word(Text::kCriticalPath) + styled("small", "unit", page.word(Text::kUnitMs));
  return section("critical-path", title, lead, content);
}

}  // namespace kazasu::reports
