// Whether to believe the figures, and how to get them again.
#include <algorithm>

#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_parts.h"
#include "reports/html_writer.h"
#include "reports/names.h"
#include "reports/run_json.h"

namespace kazasu::reports {

namespace {

// Terms and their values as rows of two columns; a term without a value is left out.
class Facts {
 public:
  explicit Facts(Page const& page) : page_(page) {}

  void add(std::string const& term, std::string const& value, std::string const& css_class = "") {
    if (value.empty()) return;
    out_ += styled("div", "", element("dt", "", term) + styled("dd", css_class, escaped(value)));
  }
  void add(Text key, std::string const& value, std::string const& css_class = "") {
    add(page_.word(key), value, css_class);
  }
  std::string write() const { return styled("dl", "facts-list", out_); }

 private:
  Page const& page_;
  std::string out_;
};

std::string titled(Page const& page, std::size_t index, std::string const& content) {
  auto const title = page.compares() ? styled("h3", "key " + colour_of(index),
                                              "<i class=\"swatch\"></i>" + page.label(index))
                                     : "";
  return styled("div", "column", title + content);
}

std::string honesty_of(Page const& page, std::size_t index) {
  auto const& result = page.results[index];
  auto const line = headline_of(result);
  auto facts = Facts{page};
  if (result.arrivals_planned > 0) {
    facts.add(Text::kOffered, rate_text(line.offered_per_s));
    facts.add(Text::kAchieved, rate_text(line.achieved_per_s) + " (" + count_text(result.arrivals_started) +
                                   " / " + count_text(result.arrivals_planned) + ")");
  }
  auto const& lag = result.lag;
  facts.add(Text::kLag, "p50 " + duration_text(lag.p50_ms) + ", p99 " + duration_text(lag.p99_ms) + ", " +
                            std::string{text(Text::kMax, page.language)} + " " + duration_text(lag.max_ms));
  for (auto const& [name, value] : result.generator) {
    facts.add(escaped(generator_name(name, page.language)), value);
  }
  auto const virtual_time = result.clock == ClockKind::kVirtual;
  return titled(page, index,
                facts.write() + (virtual_time ? styled("p", "note", page.word(Text::kHonestyVirtual)) : ""));
}

std::string repeat_of(Page const& page, std::size_t index) {
  auto const& result = page.results[index];
  auto out = std::string{};
  if (!result.command.empty()) out += styled("pre", "command", escaped(command_line(result)));
  auto facts = Facts{page};
  facts.add(Text::kSeed, std::to_string(result.seed), "mono");
  facts.add(Text::kScenario, result.scenario_file, "mono");
  facts.add(Text::kArrivalHash, result.arrival_hash, "mono");
  facts.add(Text::kTraceHash, result.trace_hash, "mono");
  facts.add(Text::kTarget, result.target);
  facts.add(Text::kArrivalProcess, result.arrival_process);
  facts.add(Text::kDuration, duration_text(result.duration_s * 1e3));
  facts.add(Text::kStations, count_text(result.stations));
  facts.add(Text::kPeople, count_text(result.people));
  facts.add(Text::kCalendarStart, result.calendar_start);
  facts.add(Text::kCalendarSpeed, "× " + count_text(result.calendar_speed));
  facts.add(Text::kStartedAt, result.started_at);
  facts.add(Text::kWallTime, duration_text(result.wall_s * 1e3));
  facts.add(Text::kVersion, result.version);
  facts.add(Text::kCompiler, result.compiler);
  facts.add(Text::kLibraries, result.libraries);
  facts.add(Text::kMachine, result.machine);
  return titled(page, index, out + facts.write());
}

// Once where all results ran the same text.
std::string scenarios_of(Page const& page) {
  auto const& first = page.results.front().scenario_text;
  auto const shared = std::ranges::all_of(
      page.results, [&first](RunResult const& result) { return result.scenario_text == first; });
  auto out = std::string{};
  for (std::size_t i = 0; i < (shared ? 1 : page.results.size()); ++i) {
    if (page.results[i].scenario_text.empty()) continue;
    auto const suffix = shared ? "" : " (" + page.label(i) + ")";
    out += "<details><summary>" + page.word(Text::kScenarioText) + suffix + "</summary>" +
           styled("pre", "", escaped(page.results[i].scenario_text)) + "</details>\n";
  }
  return out;
}

template <typename Part>
std::string in_columns(Page const& page, Part part) {
  auto columns = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) columns += part(page, i);
  return styled("div", "columns", columns) + "\n";
}

}  // namespace

std::string honesty_part(Page const& page) {
  return section("honesty", page.word(Text::kHonesty), page.word(Text::kHonestyLead),
                 in_columns(page, honesty_of));
}

std::string repeat_part(Page const& page) {
  return section("repeat", page.word(Text::kRepeat), "", in_columns(page, repeat_of) + scenarios_of(page));
}

}  // namespace kazasu::reports
