// Every text of the reports, by key.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "reports/language.h"

namespace kazasu::reports {

// One key a line would not fit a screen.
// clang-format off
enum class Text : std::uint8_t {
  kRealClock, kVirtualClock, kValid, kInvalid, kInterrupted, kValidSentence, kInvalidSentence,
  kInterruptedSentence, kThresholdsAllMet, kThresholdsNotMet, kVisits, kVisitsCompleted, kVisitsPlanned,
  kVisitsStarted, kVisitsFailed, kOfPlanned, kRate, kRateShort, kRateOffered, kOffered, kAchieved, kErrors,
  kErrorsCount, kResponse, kResponseNote, kService, kLag, kWorstLag, kCriticalPath, kCriticalPathNote,
  kHuman, kHumanNote, kLegFirst, kLegSecond, kChannelFirst, kChannelSecond, kWholePath, kStage, kMean, kMax,
  kCount, kShare, kDifference, kUnitMs, kWaterfallLead, kWaterfallCompare, kStagesSumNote, kNoStages,
  kDistribution, kDistributionLead, kPercentileAxis, kOverTime, kOverTimeLead, kThroughput, kThroughputUnit,
  kArrivals, kCompletions, kErrorsPerSecond, kPercentiles, kAsTable, kTimeFromStart, kNeedsScript,
  kOutcomes, kOutcome, kOutcomesLead, kRule, kVisitsShare, kThresholds, kThreshold, kNoThresholds, kMet,
  kNotMet, kNoData, kActual, kLimit, kStatus, kConnections, kConnectionsLead, kNoConnections, kChannel,
  kExchanges, kHandshakes, kResumed, kResumedShare, kJourneys, kStep, kHonesty, kHonestyLead,
  kHonestyVirtual, kRepeat, kCommand, kSeed, kVerdict, kArrivalHash, kTraceHash, kVersion, kCompiler,
  kLibraries, kMachine, kTarget, kStartedAt, kCalendarStart, kCalendarSpeed, kArrivalProcess, kStations,
  kPeople, kDuration, kWallTime, kScenario, kScenarioText, kReport, kCompareTitle, kResult, kSyntheticNote,
  kLicenseNote, kReasonNoData, kReasonGeneratorLate, kReasonTargetUnreachable, kReasonOpenFilesShort,
  kReasonInterrupted, kWaysIn, kWaysInLead, kWayIn, kIdentifiedBy, kAnswered, kEvents, kEvent, kBeside, kBesideLead, kFallbacks,
  kFallbacksLead, kFallback, kCause, kReInquiryPossible, kMedicalData, kClaimMayReturn, kYes, kNo,
  kClaimsSentence, kClaimsSoFar, kClaimsMissed, kClaimsInterrupted, kClaimsOf, kClaimants, kByDeadline, kByEnd, kUnreceived,
  kUnreceivedAtEnd, kOfAll,
  kByExtension, kOfUnreceived, kOfUnreceivedNever, kRequestsEach, kRetriesOf, kWasted, kWastedOf, kPicture, kPictureLead,
  kCumulated, kMeant, kReceived, kGap, kRequestsChart, kPerMinute, kFirstTries, kInTime, kTimedOut,
  kTurnedAway, kMostAnswered, kFrontWait, kUnitSeconds, kBacklog, kUnitFiles, kNotReceived, kFaultKey,
  kClosedKey, kExtensionKey, kHour, kStory, kStoryFault, kStoryPeak, kStoryPeakPlain, kStoryPeakRetries,
  kStoryCapacity, kStoryAftermath, kStoryCalm, kStoryDeadline, kStoryEnd, kStoryAllReceived,
  kStoryAllByEnd, kWho, kRetryPolicy, kNever,
  kRequests, kRetries, kEach, kWhoSends, kWhoSendsLead, kClaimSteps, kClaimStepsLead, kSendsReceipts, kSends,
  kReceipts, kEnd
};
// clang-format on

std::string_view text(Text key, Language language);
// `pattern` with {0}, {1} ... replaced by `values`; an index beyond them stays as it is.
std::string filled(std::string_view pattern, std::span<std::string_view const> values);
std::string text(Text key, Language language, std::initializer_list<std::string_view> values);

}  // namespace kazasu::reports
