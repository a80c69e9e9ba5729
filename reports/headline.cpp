#include "reports/headline.h"

#include <algorithm>

#include "reports/claims_reading.h"
#include "reports/display.h"
#include "reports/names.h"
#include "reports/texts.h"

namespace kazasu::reports {

namespace {

constexpr auto kFirstLeg = "tap_to_registered";
constexpr auto kSecondLeg = "registered_to_fetched";

double per_second(std::uint64_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

std::string claims_sentence(RunResult const& result, Language language) {
  auto const totals = totals_of(*result.claims);
  auto const key = reaches_deadline(*result.claims) ? Text::kClaimsSentence : Text::kClaimsSoFar;
  auto sentence = text(key, language, {count_text(totals.by_deadline), count_text(totals.claimants)});
  auto const add = [&sentence, language](std::string_view next) {
    if (language == Language::kEnglish) sentence += ' ';
    sentence += next;
  };
  if (totals.unreceived > 0) {
    auto const share = percent_text(share_of(totals.unreceived, totals.claimants));
    add(text(Text::kClaimsMissed, language, {count_text(totals.unreceived), share}));
  }
  if (result.verdict == Verdict::kInterrupted) add(text(Text::kClaimsInterrupted, language));
  return sentence;
}

}  // namespace

Headline headline_of(RunResult const& result) {
  auto line = Headline{};
  for (auto const& [outcome, count] : result.outcomes) {
    line.completed += count;
    if (outcome == result.success_outcome) line.shown += count;
  }
  line.errors = line.completed - line.shown;
  if (line.completed > 0)
    line.error_share = static_cast<double>(line.errors) / static_cast<double>(line.completed);
  line.offered_per_s = per_second(result.arrivals_planned, result.duration_s);
  line.achieved_per_s = per_second(result.arrivals_started, result.duration_s);
  line.thresholds_missed = static_cast<std::uint64_t>(std::ranges::count_if(
      result.thresholds, [](ThresholdResult const& threshold) { return !threshold.met; }));
  return line;
}

std::string verdict_sentence(RunResult const& result, Language language) {
  auto const line = headline_of(result);
  if (result.verdict == Verdict::kInvalid) return std::string{text(Text::kInvalidSentence, language)};
  if (result.claims) return claims_sentence(result, language);
  if (result.verdict == Verdict::kInterrupted) {
    return text(Text::kInterruptedSentence, language,
                {count_text(line.completed), count_text(result.arrivals_planned)});
  }
  return text(Text::kValidSentence, language,
              {count_text(line.shown), count_text(line.completed), duration_text(result.response.p50_ms),
               duration_text(result.response.p99_ms)});
}

std::string thresholds_sentence(RunResult const& result, Language language) {
  if (result.thresholds.empty()) return "";
  auto const missed = headline_of(result).thresholds_missed;
  auto const all = count_text(result.thresholds.size());
  if (missed == 0) return text(Text::kThresholdsAllMet, language, {all});
  return text(Text::kThresholdsNotMet, language, {count_text(missed), all});
}

std::string command_line(RunResult const& result) {
  constexpr auto kPlain =
      std::string_view{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+@%"};
  auto line = std::string{};
  for (auto const& word : result.command) {
    if (!line.empty()) line += ' ';
    auto const plain = !word.empty() && word.find_first_not_of(kPlain) == std::string::npos;
    if (!plain) line += '\'';
    for (auto const letter : word) {
      auto const control = static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
      line += letter == '\'' ? std::string{"'\\''"} : std::string(1, control ? ' ' : letter);
    }
    if (!plain) line += '\'';
  }
  return line;
}

std::vector<Leg> legs_of(RunResult const& result, std::string const& journey) {
  auto legs = std::vector<Leg>{};
  for (auto const& stage : result.stages) {
    if (stage.journey != journey) continue;
    auto leg = std::ranges::find(legs, stage.leg, &Leg::name);
    if (leg == legs.end()) leg = legs.insert(legs.end(), Leg{stage.leg, 0, {}});
    leg->mean_ms += stage.figures.mean_ms;
    leg->stages.push_back(&stage);
  }
  return legs;
}

std::vector<std::string> staged_journeys(std::vector<RunResult> const& results) {
  auto journeys = std::vector<std::string>{};
  for (auto const& result : results) {
    for (auto const& stage : result.stages) {
      if (std::ranges::find(journeys, stage.journey) == journeys.end()) journeys.push_back(stage.journey);
    }
  }
  return journeys;
}

std::string leg_name(std::string const& leg, Language language) {
  if (leg == kFirstLeg) return std::string{text(Text::kLegFirst, language)};
  if (leg == kSecondLeg) return std::string{text(Text::kLegSecond, language)};
  return stage_name(leg, language);
}

std::string leg_channel(std::string const& leg, Language language) {
  if (leg == kFirstLeg) return std::string{text(Text::kChannelFirst, language)};
  if (leg == kSecondLeg) return std::string{text(Text::kChannelSecond, language)};
  return "";
}

}  // namespace kazasu::reports
