// A scenario after loading: what to simulate or run, as plain values.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "emulators/card/card_model.h"
#include "emulators/eligibility/link.h"
#include "emulators/eligibility/medical_data_messages.h"
#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/service_model.h"
#include "sim/calendar.h"
#include "sim/distribution.h"
#include "sim/time.h"

namespace kazasu::scenarios {

struct Population {
  std::uint32_t stations = 1000;
  std::uint64_t people = 30'000;
  std::uint64_t seed = 1;
};

enum class ArrivalKind : std::uint8_t {
  kConstant,  // evenly spaced
  kPoisson,   // exponential gaps
  kClosed,    // `users` visits at a time, each followed at once by the next
};
struct Arrivals {
  ArrivalKind kind = ArrivalKind::kPoisson;
  double rate_per_second = 20.0;  // open kinds
  std::uint32_t users = 1;        // closed kind
  sim::Duration duration = std::chrono::seconds{30};
};

// The steps of a journey, in the words of the domain.
struct ThinkStep {
  sim::Distribution time;
};
struct ConsentStep {
  eligibility::ConsentSet consents = eligibility::ConsentSet::all();  // check-up only where the age allows
  sim::Distribution time;  // the patient's, before the confirmation is sent
};
struct EnterPinStep {
  sim::Distribution time;
  std::uint32_t wrong_ppm = 0;  // chance, in a million, that a wrong PIN is typed
};
struct TapCardStep {
  sim::Duration patience = std::chrono::seconds{30};  // deadline for tap -> registered
};
enum class NoticeMode : std::uint8_t { kTold, kPoll };
struct FetchEligibilityStep {
  NoticeMode notice = NoticeMode::kTold;
  sim::Duration poll_interval = std::chrono::seconds{5};
  sim::Duration patience = std::chrono::seconds{30};  // deadline for registered -> fetched
};
// The station looks at the patient's medical data; a client that misbehaves asks many times for one view.
struct ViewMedicalDataStep {
  eligibility::MedicalDataKind kind = eligibility::MedicalDataKind::kMedication;
  std::uint32_t repeats = 1;
  sim::Duration patience = std::chrono::seconds{30};  // deadline for each request
};
using Step = std::variant<ThinkStep, ConsentStep, EnterPinStep, TapCardStep, FetchEligibilityStep,
                          ViewMedicalDataStep>;

struct Journey {
  std::string name;
  std::vector<Step> steps;
};

// A gate on one figure: `<metric> <statistic> < <limit>`.
struct Threshold {
  std::string text;       // as written, for the report
  std::string metric;     // one of metrics() in thresholds.h: "response", a leg, a stage, "errors", ...
  std::string statistic;  // "p50", "p90", "p95", "p99", "p99.9", "max", "mean", "share"
  double limit = 0;       // milliseconds, or a share in [0, 1] for "errors share"
};

// What shall go wrong: a rule for parse_service_fault() with the calendar's start, checked.
struct Fault {
  std::string text;
};

struct Scenario {
  std::string name;
  std::string description;
  std::string source;  // the file it came from
  std::string text;    // the whole file as written, so that a run can be repeated from its result
  Population population;
  sim::Calendar calendar;
  Arrivals arrivals;
  std::vector<Journey> journeys;  // exactly one in this version of the language
  eligibility::Links links;
  card::CardModel card;
  eligibility::ServiceModel service;
  std::vector<Fault> faults;
  std::vector<Threshold> thresholds;
};

}  // namespace kazasu::scenarios
