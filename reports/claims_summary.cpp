#include "reports/claims_summary.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "reports/claims_reading.h"
#include "reports/claims_story.h"
#include "reports/display.h"
#include "reports/names.h"
#include "reports/run_calendar.h"
#include "reports/texts.h"

namespace kazasu::reports {

namespace {

constexpr std::size_t kLabel = 34;
constexpr std::size_t kNumber = 12;
constexpr double kBar = 44;    // columns of the busiest part of a day
constexpr double kPart_h = 3;  // how long such a part is

// What happened at the window in one part of a day.
struct Part {
  double from_h = 0;
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
};

std::vector<Part> parts_of(std::vector<ClaimSlice> const& slices) {
  auto parts = std::vector<Part>{};
  for (auto const& slice : slices) {
    auto const from_h = std::floor(slice.at_h / kPart_h) * kPart_h;
    if (parts.empty() || parts.back().from_h != from_h) parts.push_back({.from_h = from_h});
    parts.back().answered += slice.answered;
    parts.back().failed += slice.timed_out + slice.turned_away;
  }
  std::erase_if(parts, [](Part const& part) { return part.answered + part.failed == 0; });
  return parts;
}

class ClaimsSummary {
 public:
  ClaimsSummary(RunResult const& result, Language language)
      : result_(result), claims_(*result.claims), language_(language) {}

  std::string write() {
    out_ += "\n";
    for (auto const& sentence : claims_story(result_, language_)) {
      out_ += wrapped(printable(sentence), kSummaryColumns, "  - ");
    }
    write_claimants();
    write_parts();
    write_steps();
    write_counts(Text::kSends, claims_.sends, send_name);
    write_counts(Text::kReceipts, claims_.receipts, receipt_name);
    return std::move(out_);
  }

 private:
  std::string_view word(Text key) const { return text(key, language_); }
  void label(std::string_view name) { out_ += "  " + pad_right(printable(name), kLabel); }
  void number(std::string_view value) { out_ += pad_left(value, kNumber); }
  void heading(std::string_view name) { out_ += "\n" + printable(name) + "\n"; }

  // A line for each figure, a column for each kind of claimant.
  void write_claimants() {
    out_ += "\n";
    label("");
    for (auto const& claimant : claims_.claimants) {
      out_ += "  " + pad_left(printable(claimant_name(claimant.who, language_)), kWho);
    }
    out_ += "\n";
    line(Text::kRetryPolicy,
         [this](ClaimantFigures const& figures) { return printable(retry_name(figures.retry, language_)); });
    auto const whole = reaches_deadline(claims_);
    auto const counts = {
        std::pair{Text::kClaimants, &ClaimantFigures::claimants},
        std::pair{whole ? Text::kByDeadline : Text::kByEnd, &ClaimantFigures::by_deadline},
        std::pair{whole ? Text::kUnreceived : Text::kUnreceivedAtEnd, &ClaimantFigures::unreceived},
        std::pair{Text::kByExtension, &ClaimantFigures::by_extension},
        std::pair{Text::kRequests, &ClaimantFigures::requests},
        std::pair{Text::kRetries, &ClaimantFigures::retries}};
    for (auto const& [key, member] : counts) {
      line(key, [count = member](ClaimantFigures const& figures) { return count_text(figures.*count); });
    }
    line(Text::kRequestsEach, [](ClaimantFigures const& figures) {
      return value_text(share_of(figures.requests, figures.claimants));
    });
    line(Text::kWasted, [](ClaimantFigures const& figures) { return count_text(figures.wasted); });
  }

  template <typename Value>
  void line(Text key, Value value) {
    label(word(key));
    for (auto const& claimant : claims_.claimants) out_ += "  " + pad_left(value(claimant), kWho);
    out_ += "\n";
  }

  // '#' for what was answered in time, 'x' for what was not.
  void write_parts() {
    auto const parts = parts_of(claims_.slices);
    if (parts.empty()) return;
    auto most = std::uint64_t{0};
    for (auto const& part : parts) most = std::max(most, part.answered + part.failed);
    heading(std::string{word(Text::kRequestsChart)} + "  (# " + std::string{word(Text::kInTime)} + ", x " +
            std::string{word(Text::kTimedOut)} + " / " + std::string{word(Text::kTurnedAway)} + ")");
    auto const calendar = RunCalendar{result_.calendar_start};
    auto const marks = [most](std::uint64_t count) {
      return static_cast<std::size_t>(share_of(count, most) * kBar + 0.5);
    };
    for (auto const& part : parts) {
      label(calendar.from(part.from_h, language_));
      number(count_text(part.answered + part.failed));
      auto const answered = marks(part.answered);
      auto const all = marks(part.answered + part.failed);
      if (all > 0) out_ += "  ";
      out_.append(answered, '#').append(all - answered, 'x').append("\n");
    }
  }

  void write_steps() {
    if (claims_.steps.empty()) return;
    heading(word(Text::kClaimSteps));
    label("");
    for (auto const name : {word(Text::kCount), std::string_view{"p50"}, std::string_view{"p90"},
                            std::string_view{"p99"}, word(Text::kMax)}) {
      number(name);
    }
    out_ += "\n";
    for (auto const& step : claims_.steps) {
      label(claim_step_name(step.name, language_));
      number(count_text(step.time.count));
      for (auto const value : {step.time.p50_ms, step.time.p90_ms, step.time.p99_ms, step.time.max_ms}) {
        number(step.time.count == 0 ? "-" : duration_text(value));
      }
      out_ += "\n";
    }
  }

  void write_counts(Text title, std::map<std::string, std::uint64_t> const& counts, auto name_of) {
    if (counts.empty()) return;
    heading(word(title));
    for (auto const& [name, count] : counts) {
      label(name_of(name, language_));
      number(count_text(count));
      out_ += "\n";
    }
  }

  static constexpr std::size_t kWho = 24;

  RunResult const& result_;
  ClaimsFigures const& claims_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string claims_summary(RunResult const& result, Language language) {
  return ClaimsSummary{result, language}.write();
}

}  // namespace kazasu::reports
