// What a reader should learn first from a result: the verdict in a sentence, and the few numbers behind it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/language.h"
#include "reports/run_result.h"

namespace kazasu::reports {

struct Headline {
  std::uint64_t completed = 0;
  std::uint64_t shown = 0;    // ended with the success outcome
  std::uint64_t errors = 0;   // every other outcome
  double error_share = 0;     // of the completed visits
  double offered_per_s = 0;   // planned arrivals over the duration of the arrivals
  double achieved_per_s = 0;  // started visits over the same time
  std::uint64_t thresholds_missed = 0;
};
Headline headline_of(RunResult const& result);

std::string verdict_sentence(RunResult const& result, Language language);
// "2 of 3 thresholds not met."; empty when the scenario has none.
std::string thresholds_sentence(RunResult const& result, Language language);

// The command that ran it, quoted for a POSIX shell where a word needs it; control characters as spaces.
std::string command_line(RunResult const& result);

// One leg of the path with its stages in order; `mean_ms` is the sum of their means.
struct Leg {
  std::string name;
  double mean_ms = 0;
  std::vector<StageFigures const*> stages;
};
// The legs of `journey` in path order, pointing into `result`.
std::vector<Leg> legs_of(RunResult const& result, std::string const& journey);
// The journeys that have stages, in path order.
std::vector<std::string> staged_journeys(std::vector<RunResult> const& results);
std::string leg_name(std::string const& leg, Language language);
// "internet" or "closed line"; empty for a leg of another name.
std::string leg_channel(std::string const& leg, Language language);

}  // namespace kazasu::reports
