#include "reports/claims_story.h"

#include "reports/claims_reading.h"
#include "reports/display.h"
#include "reports/names.h"
#include "reports/run_calendar.h"
#include "reports/texts.h"

namespace kazasu::reports {

namespace {

// Below this the retries are not worth a word; ours.
constexpr double kAmplified = 1.05;

std::string number_text(double value) {
  return count_text(static_cast<std::uint64_t>(value + 0.5));
}

class Story {
 public:
  Story(RunResult const& result, ClaimsFigures const& claims, Language language)
      : claims_(claims),
        reading_(reading_of(claims)),
        calendar_(result.calendar_start),
        language_(language) {}

  std::vector<std::string> tell() {
    if (!reading_.faults.empty()) tell_fault();
    if (reading_.peak) {
      tell_peak(*reading_.peak);
      say(Text::kStoryCapacity,
          {number_text(reading_.most_answered_per_min), percent_text(reading_.wasted_share)});
      if (reading_.aftermath) tell_aftermath(*reading_.aftermath);
    }
    tell_end();
    return std::move(sentences_);
  }

 private:
  void say(Text key, std::initializer_list<std::string_view> values) {
    sentences_.push_back(text(key, language_, values));
  }

  void tell_fault() {
    auto faults = std::string{};
    auto const japanese = language_ == Language::kJapanese;
    for (auto const& fault : reading_.faults) {
      if (!faults.empty()) faults += japanese ? "、" : ", ";
      faults.append(mark_name(fault.name, language_)).append(japanese ? "（" : " (");
      faults.append(calendar_.range(fault.from_h, fault.to_h, language_)).append(japanese ? "）" : ")");
    }
    say(Text::kStoryFault, {faults});
  }

  void tell_peak(ClaimsPeak const& peak) {
    auto const when = calendar_.from(peak.at_h, language_);
    auto const requests = number_text(peak.requests_per_min);
    auto const amplification = peak.amplification();
    if (amplification == 0) {
      say(Text::kStoryPeakRetries, {when, requests});
    } else if (amplification < kAmplified) {
      say(Text::kStoryPeakPlain, {when, requests});
    } else {
      say(Text::kStoryPeak,
          {when, requests, number_text(peak.first_tries_per_min), fixed_text(amplification, 1)});
    }
  }

  void tell_aftermath(ClaimsAftermath const& after) {
    auto const failing = fixed_text(kFailing * 100, 0) + " %";
    if (after.failing_h == 0) {
      say(Text::kStoryCalm, {failing});
    } else {
      say(Text::kStoryAftermath,
          {failing, fixed_text(after.failing_h, 1), calendar_.until(after.until_h, language_)});
    }
  }

  void tell_end() {
    auto const totals = totals_of(claims_);
    auto const whole = reaches_deadline(claims_);
    if (totals.unreceived > 0 && !whole) {
      say(Text::kStoryEnd, {count_text(totals.unreceived)});
    } else if (totals.unreceived > 0) {
      say(Text::kStoryDeadline, {count_text(totals.unreceived), count_text(totals.by_extension)});
    } else if (totals.claimants > 0) {
      say(whole ? Text::kStoryAllReceived : Text::kStoryAllByEnd, {});
    }
  }

  ClaimsFigures const& claims_;
  ClaimsReading reading_;
  RunCalendar calendar_;
  Language language_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> claims_story(RunResult const& result, Language language) {
  if (!result.claims) return {};
  return Story{result, *result.claims, language}.tell();
}

}  // namespace kazasu::reports
