#include "reports/text_summary.h"

#include <algorithm>
#include <string_view>

#include "reports/claims_summary.h"
#include "reports/display.h"
#include "reports/headline.h"
#include "reports/names.h"
#include "reports/run_json.h"
#include "reports/texts.h"

namespace kazasu::reports {

namespace {

constexpr std::size_t kLabel = 26;
constexpr std::size_t kPathLabel = 36;
constexpr std::size_t kNumber = 9;
constexpr double kBar = 16;  // columns of the longest stage

class Summary {
 public:
  Summary(RunResult const& result, Language language) : result_(result), language_(language) {}

  std::string write() {
    write_verdict();
    if (result_.claims) {
      out_ += claims_summary(result_, language_);
      write_thresholds();
    } else {
      write_visits();
    }
    write_repeat();
    return std::move(out_);
  }

 private:
  std::string_view word(Text key) const { return text(key, language_); }

  void label(std::string_view name, std::size_t width = kLabel) { out_ += pad_right(printable(name), width); }
  void number(std::string_view value) { out_ += pad_left(value, kNumber); }
  void heading(std::string_view name) { out_ += "\n" + printable(name) + "\n"; }

  void write_verdict() {
    auto const clock = word(result_.clock == ClockKind::kReal ? Text::kRealClock : Text::kVirtualClock);
    out_ += std::string{name_of(result_.verdict)} + "  " + printable(result_.name) + "  (" +
            std::string{clock} + ")\n";
    out_ += wrapped(verdict_sentence(result_, language_), kSummaryColumns, "");
    for (auto const& reason : result_.reasons)
      out_ += wrapped(printable(reason_text(reason, language_)), kSummaryColumns, "  ! ");
    if (auto const sentence = thresholds_sentence(result_, language_); !sentence.empty())
      out_ += sentence + "\n";
  }

  void write_visits() {
    write_counts();
    write_times();
    for (auto const& journey : staged_journeys({result_})) write_path(journey);
    write_thresholds();
    write_outcomes();
    write_ways();
    write_fallbacks();
  }

  void write_counts() {
    auto const line = headline_of(result_);
    out_ += "\n";
    auto const pair = [this](Text key, std::string const& value) {
      out_ += std::string{word(key)} + " " + value + "   ";
    };
    label(word(Text::kVisits), 12);
    pair(Text::kVisitsPlanned, count_text(result_.arrivals_planned));
    pair(Text::kVisitsStarted, count_text(result_.arrivals_started));
    pair(Text::kVisitsCompleted, count_text(line.completed));
    out_ += std::string{word(Text::kVisitsFailed)} + " " + count_text(line.errors) + " (" +
            percent_text(line.error_share) + ")\n";
    label(word(Text::kRateShort), 12);
    pair(Text::kOffered, rate_text(line.offered_per_s));
    out_ += std::string{word(Text::kAchieved)} + " " + rate_text(line.achieved_per_s) + "\n";
  }

  void write_times() {
    out_ += "\n";
    label(word(Text::kUnitMs));
    for (auto const key : {Text::kCount, Text::kMean}) number(word(key));
    for (auto const name : {"p50", "p90", "p95", "p99", "p99.9"}) number(name);
    number(word(Text::kMax));
    out_ += "\n";
    figures(word(Text::kResponse), result_.response);
    figures(word(Text::kService), result_.service);
    figures(word(Text::kLag), result_.lag);
    if (result_.critical_path.count > 0) figures(word(Text::kCriticalPath), result_.critical_path);
    if (result_.human.count > 0) figures(word(Text::kHuman), result_.human);
  }

  void figures(std::string_view name, Figures const& values) {
    label(name);
    number(count_text(values.count));
    for (auto const value : {values.mean_ms, values.p50_ms, values.p90_ms, values.p95_ms, values.p99_ms,
                             values.p999_ms, values.max_ms}) {
      number(ms_text(value));
    }
    out_ += "\n";
  }

  void write_path(std::string const& journey) {
    auto const legs = legs_of(result_, journey);
    auto total = 0.0;
    auto longest = 0.0;
    for (auto const& leg : legs) {
      total += leg.mean_ms;
      for (auto const* stage : leg.stages) longest = std::max(longest, stage->figures.mean_ms);
    }
    heading(std::string{word(Text::kCriticalPath)} + (journey.empty() ? "" : ": " + journey));
    label("  " + std::string{word(Text::kUnitMs)}, kPathLabel);
    for (auto const name : {std::string_view{word(Text::kMean)}, std::string_view{"p50"},
                            std::string_view{"p90"}, std::string_view{"p99"}, word(Text::kShare)}) {
      number(name);
    }
    out_ += "\n";
    for (auto const& leg : legs) {
      auto const channel = leg_channel(leg.name, language_);
      label(leg_name(leg.name, language_) + (channel.empty() ? "" : " (" + channel + ")"), kPathLabel);
      number(ms_text(leg.mean_ms));
      out_ += std::string(3 * kNumber, ' ');
      number(percent_text(total > 0 ? leg.mean_ms / total : 0));
      out_ += "\n";
      for (auto const* stage : leg.stages) write_stage(*stage, total, longest);
    }
  }

  void write_stage(StageFigures const& stage, double total, double longest) {
    auto const share = total > 0 ? stage.figures.mean_ms / total : 0;
    label("  " + stage_name(stage.name, language_), kPathLabel);
    for (auto const value :
         {stage.figures.mean_ms, stage.figures.p50_ms, stage.figures.p90_ms, stage.figures.p99_ms}) {
      number(ms_text(value));
    }
    number(percent_text(share));
    auto const marks =
        static_cast<std::size_t>(longest > 0 ? stage.figures.mean_ms / longest * kBar + 0.5 : 0);
    if (marks > 0) out_ += "  " + std::string(marks, '#');
    out_ += "\n";
  }

  void write_thresholds() {
    if (result_.thresholds.empty()) return;
    heading(word(Text::kThresholds));
    for (auto const& threshold : result_.thresholds) {
      auto const status = threshold.no_data ? Text::kNoData : threshold.met ? Text::kMet : Text::kNotMet;
      out_ += "  ";
      label(word(status), 12);
      if (threshold.no_data) {
        out_ += printable(threshold.text) + "\n";
        continue;
      }
      label(threshold.text, kPathLabel);
      number(value_text(threshold.actual));
      out_ += "\n";
    }
  }

  void write_outcomes() {
    heading(word(Text::kOutcomes));
    for (auto const& [outcome, count] : result_.outcomes) {
      auto const rule = result_.rules.find(outcome);
      out_ += "  ";
      label(outcome, kLabel);
      number(count_text(count));
      out_ += rule == result_.rules.end() ? "\n" : "  " + printable(rule->second) + "\n";
    }
  }

  void write_ways() {
    if (result_.ways.size() < 2) return;
    heading(word(Text::kWaysIn));
    for (auto const& way : result_.ways) {
      out_ += "  ";
      label(way.way_in + ", " + way.identity, kPathLabel);
      number(count_text(way.visits));
      auto const all = static_cast<double>(std::max<std::uint64_t>(way.visits, 1));
      out_ += "  " + std::string{word(Text::kAnswered)} + " " +
              percent_text(static_cast<double>(way.answered) / all) + "\n";
    }
  }

  void write_fallbacks() {
    if (result_.fallbacks.empty()) return;
    heading(word(Text::kFallbacks));
    for (auto const& fallback : result_.fallbacks) {
      out_ += "  ";
      label(fallback.fallback + " < " + fallback.cause, kPathLabel + 18);
      number(count_text(fallback.visits));
      if (fallback.claim_may_return) out_ += "  " + std::string{word(Text::kClaimMayReturn)};
      out_ += "\n";
    }
  }

  void write_repeat() {
    out_ += "\n";
    label(word(Text::kSeed), 12);
    out_ += std::to_string(result_.seed) + "\n";
    if (result_.command.empty()) return;
    label(word(Text::kCommand), 12);
    out_ += command_line(result_) + "\n";
  }

  RunResult const& result_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string text_summary(RunResult const& result, Language language) {
  return Summary{result, language}.write();
}

}  // namespace kazasu::reports
