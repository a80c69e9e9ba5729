// A scenario after loading: what to simulate or run, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "emulators/card/card_mix.h"
#include "emulators/card/card_model.h"
#include "emulators/eligibility/link.h"
#include "emulators/eligibility/medical_data_messages.h"
#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/responder_rules.h"
#include "emulators/eligibility/service_model.h"
#include "emulators/eligibility/way_in.h"
#include "emulators/identity/insurance_mix.h"
#include "scenarios/claims_plan.h"
#include "sim/calendar.h"
#include "sim/distribution.h"
#include "sim/time.h"

namespace kazasu::scenarios {

struct Population {
  std::uint32_t stations = 1000;
  std::uint64_t people = 30'000;
  std::uint64_t seed = 1;
  std::string people_file = {};      // CSV, in place of generated people; empty: none
  bool realistic_insurance = false;  // identity::InsuranceMix{}, else plain()
  std::uint32_t continuing_ppm = 0;  // visited before the run, consent given
};

// What the far side knows of the insurance cards; nothing: as the insurance mix has it.
struct CardStandings {
  std::optional<std::uint32_t> unregistered_ppm = {};
  std::optional<std::uint32_t> suspended_ppm = {};
  std::optional<std::uint32_t> revoked_ppm = {};
};

// The responder that the reception asks about every card's certificate.
struct CertificateStatusSettings {
  bool asked = false;
  eligibility::ResponderConduct conduct = eligibility::ResponderConduct::kGood;
  sim::Duration delay = std::chrono::seconds{1};  // of a slow responder
  std::uint32_t revoked_ppm = 0;
  std::chrono::seconds validity{60};  // calendar time that an answer is kept
  sim::Duration patience = std::chrono::seconds{2};
  bool accept_without = false;  // cards whose status cannot be learnt
  sim::Distribution answer;     // work of the responder, in virtual time
};

// What patients have beside the card when the online check gives no answer.
struct Fallbacks {
  bool used = false;  // else a visit ends where it failed
  sim::Distribution time;
  std::uint32_t certificate_ppm = 0;  // 資格確認書 on request, beside those who get one by themselves
  std::uint32_t old_card_ppm = 0;
  std::uint32_t portal_screen_ppm = 0;
  std::uint32_t notice_ppm = 0;  // 資格情報のお知らせ
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
  sim::Distribution time;           // the patient's, before the confirmation is sent
  std::uint32_t registers_ppm = 0;  // how often a card that is no insurance card becomes one
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
// The app on the nurse's device, once for each station: a code from the terminal, typed with the account.
struct ActivateDeviceStep {
  sim::Distribution time;
  sim::Duration patience = std::chrono::seconds{30};
};
// The nurse compares the photograph on the card with the face. After `enter_pin` only when that PIN cannot be
// used.
struct VisualCheckStep {
  sim::Distribution time;
  sim::Duration patience = std::chrono::seconds{30};  // for the passcode of the day
};
// A later visit: no card, the insured data that the station has stored.
struct ReInquiryStep {
  sim::Duration patience = std::chrono::seconds{30};
};
using Step = std::variant<ThinkStep, ConsentStep, EnterPinStep, TapCardStep, FetchEligibilityStep,
                          ViewMedicalDataStep, ActivateDeviceStep, VisualCheckStep, ReInquiryStep>;

// Whom a journey is for.
enum class Patients : std::uint8_t {
  kAll,
  kNew,         // not visited before the run
  kContinuing,  // visited before, see Population::continuing_ppm
};

struct Journey {
  std::string name;
  std::vector<Step> steps;
  std::uint32_t weight = 1;  // among the journeys that are for the same patient
  Patients patients = Patients::kAll;
  eligibility::WayIn way_in = eligibility::WayIn::kWeb;
  std::uint32_t consultation_in_days = 0;  // of online care
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
  std::vector<Journey> journeys;  // at least one; all succeed with the same outcome
  eligibility::Links links;
  card::CardModel card;
  card::CardMix card_mix;
  CardStandings standings;
  CertificateStatusSettings status;
  Fallbacks fallbacks;
  eligibility::ServiceModel service;
  std::vector<Fault> faults;
  std::vector<Threshold> thresholds;
  ClaimsPlan claims;  // in place of arrivals and journeys, where it is used
};

// The people's insurance as the scenario has it.
identity::InsuranceMix insurance_mix(Scenario const& scenario);

}  // namespace kazasu::scenarios
