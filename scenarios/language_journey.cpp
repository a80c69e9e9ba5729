#include <array>

#include "scenarios/language_parts.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kConsents = std::to_array<std::string_view>(
    {"all", "operations", "diagnosis_and_medication", "health_checkup", "limit_amount", "specific_disease"});
constexpr auto kPatients = std::to_array<std::string_view>({"all", "new", "continuing"});
constexpr auto kNotices = std::to_array<std::string_view>({"told", "poll"});

template <class StepKind>
void append(Scenario& scenario, Value const&) {
  scenario.journeys.back().steps.emplace_back(StepKind{});
}
template <class StepKind>
StepKind& last(Scenario& scenario) {
  return std::get<StepKind>(scenario.journeys.back().steps.back());
}

void set_consents(Scenario& scenario, Value const& value) {
  auto consents = eligibility::ConsentSet{};
  for (auto const index : as<std::vector<std::size_t>>(value)) {
    if (index == 0) {
      consents = eligibility::ConsentSet::all();
    } else {
      consents.give(static_cast<eligibility::ConsentItem>(index - 1));
    }
  }
  last<ConsentStep>(scenario).consents = consents;
}

constexpr auto kJourney = std::to_array<Entry>({
    {.path = "journey",
     .type = Type::kSection,
     .description = "What happens in one visit.",
     .required = true,
     .unless = {"journeys", "claims"}},
    {.path = "journeys",
     .type = Type::kJourneys,
     .description = "Several journeys in place of one, each with the keys of `journey`."},
    {.path = "journey.name",
     .type = Type::kText,
     .description = "Names the journey in reports.",
     .initial = "visit",
     .set = [](Scenario& s, Value const& v) { s.journeys.back().name = as<std::string>(v); }},
    {.path = "journey.way_in",
     .type = Type::kWord,
     .description =
         "マイナ在宅受付Web or the app on the nurse's device; the patient's own device for online care, "
         "directly or through a consultation app.",
     .initial = "web",
     .words = Words{eligibility::kWaysIn},
     .set = [](Scenario& s, Value const& v) { s.journeys.back().way_in = as_word<eligibility::WayIn>(v); }},
    {.path = "journey.patients",
     .type = Type::kWord,
     .description =
         "Whom the journey is for: everyone, or only those whom the station has (not) visited before "
         "the run, see `population.continuing`.",
     .initial = "all",
     .words = Words{kPatients},
     .set = [](Scenario& s, Value const& v) { s.journeys.back().patients = as_word<Patients>(v); }},
    {.path = "journey.weight",
     .type = Type::kInteger,
     .description = "How often it is taken, in proportion to the other journeys for the same patient.",
     .initial = "1",
     .lowest = "1",
     .highest = "1000000",
     .set = [](Scenario& s, Value const& v) { s.journeys.back().weight = as_u32(v); }},
    {.path = "journey.consultation_in",
     .type = Type::kInteger,
     .description = "Days from the consent to the online consultation, with way_in: own_device or "
                    "consultation_app.",
     .initial = "0",
     .lowest = "0",
     .highest = "90",
     .set = [](Scenario& s, Value const& v) { s.journeys.back().consultation_in_days = as_u32(v); }},
    {.path = "journey.steps",
     .type = Type::kSteps,
     .description = "The steps of a visit, in order.",
     .required = true},
    {.path = "journey.steps.consent",
     .type = Type::kStep,
     .description = "The patient confirms the consent screen on the nurse's device.",
     .set = append<ConsentStep>},
    {.path = "journey.steps.consent.items",
     .type = Type::kWords,
     .description = "What the patient consents to; the health check-up only from the age of 40.",
     .initial = "all",
     .words = Words{kConsents},
     .set = set_consents},
    {.path = "journey.steps.consent.time",
     .type = Type::kDistribution,
     .description = "How long the patient takes before confirming.",
     .initial = "0s",
     .lowest = kNoTime,
     .highest = kLongestTime,
     .set = [](Scenario& s, Value const& v) { last<ConsentStep>(s).time = as<sim::Distribution>(v); }},
    {.path = "journey.steps.consent.registers",
     .type = Type::kShare,
     .description = "How often a card that is no insurance card yet is registered as one in the visit.",
     .initial = "0 %",
     .lowest = "0 %",
     .highest = "100 %",
     .set = [](Scenario& s, Value const& v) { last<ConsentStep>(s).registers_ppm = as_ppm(v); }},
    {.path = "journey.steps.enter_pin",
     .type = Type::kStep,
     .description = "The patient types the four-digit PIN.",
     .set = append<EnterPinStep>},
    {.path = "journey.steps.enter_pin.time",
     .type = Type::kDistribution,
     .description = "How long typing takes.",
     .initial = "0s",
     .lowest = kNoTime,
     .highest = kLongestTime,
     .set = [](Scenario& s, Value const& v) { last<EnterPinStep>(s).time = as<sim::Distribution>(v); }},
    {.path = "journey.steps.enter_pin.wrong",
     .type = Type::kShare,
     .description = "How often a wrong PIN is typed; counted in millionths.",
     .initial = "0 %",
     .lowest = "0 %",
     .highest = "100 %",
     .set =
         [](Scenario& s, Value const& v) {
           last<EnterPinStep>(s).wrong_ppm = static_cast<std::uint32_t>(as<double>(v) * 1e6 + 0.5);
         }},
    {.path = "journey.steps.tap_card",
     .type = Type::kStep,
     .description = "The card is held to the device: from the tap until the visit is registered.",
     .set = append<TapCardStep>},
    {.path = "journey.steps.tap_card.patience",
     .type = Type::kDuration,
     .description = "After this time the step is given up.",
     .initial = "30s",
     .lowest = "1ms",
     .highest = "10min",
     .set = [](Scenario& s, Value const& v) { last<TapCardStep>(s).patience = as<sim::Duration>(v); }},
    {.path = "journey.steps.fetch_eligibility",
     .type = Type::kStep,
     .description = "The station's back office fetches the eligibility over the closed line.",
     .set = append<FetchEligibilityStep>},
    {.path = "journey.steps.fetch_eligibility.notice",
     .type = Type::kWord,
     .description = "Whether the back office is told of a registration or asks at an interval.",
     .initial = "told",
     .words = Words{kNotices},
     .set = [](Scenario& s,
               Value const& v) { last<FetchEligibilityStep>(s).notice = as_word<NoticeMode>(v); }},
    {.path = "journey.steps.fetch_eligibility.poll_interval",
     .type = Type::kDuration,
     .description = "The interval, with notice: poll.",
     .initial = "5s",
     .lowest = "10ms",
     .highest = "10min",
     .set = [](Scenario& s,
               Value const& v) { last<FetchEligibilityStep>(s).poll_interval = as<sim::Duration>(v); }},
    {.path = "journey.steps.fetch_eligibility.patience",
     .type = Type::kDuration,
     .description = "After this time the step is given up.",
     .initial = "30s",
     .lowest = "1ms",
     .highest = "10min",
     .set = [](Scenario& s,
               Value const& v) { last<FetchEligibilityStep>(s).patience = as<sim::Duration>(v); }},
    {.path = "journey.steps.activate_device",
     .type = Type::kStep,
     .description =
         "The app on the station's device is activated with a code from the station's terminal; done "
         "once for each station; a visit that begins meanwhile waits.",
     .set = append<ActivateDeviceStep>},
    {.path = "journey.steps.activate_device.time",
     .type = Type::kDistribution,
     .description = "How long the nurse takes to type code and account.",
     .initial = "0s",
     .lowest = kNoTime,
     .highest = kLongestTime,
     .set = [](Scenario& s, Value const& v) { last<ActivateDeviceStep>(s).time = as<sim::Distribution>(v); }},
    {.path = "journey.steps.activate_device.patience",
     .type = Type::kDuration,
     .description = "After this time the step is given up.",
     .initial = "30s",
     .lowest = "1ms",
     .highest = "10min",
     .set = [](Scenario& s, Value const& v) { last<ActivateDeviceStep>(s).patience = as<sim::Duration>(v); }},
    {.path = "journey.steps.visual_check",
     .type = Type::kStep,
     .description =
         "The nurse compares the photograph on the card with the face, and nobody enters a PIN. After "
         "`enter_pin` it is kept for cards whose PIN is locked or was never set.",
     .set = append<VisualCheckStep>},
    {.path = "journey.steps.visual_check.time",
     .type = Type::kDistribution,
     .description = "How long comparing and typing the day's passcode take.",
     .initial = "0s",
     .lowest = kNoTime,
     .highest = kLongestTime,
     .set = [](Scenario& s, Value const& v) { last<VisualCheckStep>(s).time = as<sim::Distribution>(v); }},
    {.path = "journey.steps.visual_check.patience",
     .type = Type::kDuration,
     .description = "How long the passcode is waited for.",
     .initial = "30s",
     .lowest = "1ms",
     .highest = "10min",
     .set = [](Scenario& s, Value const& v) { last<VisualCheckStep>(s).patience = as<sim::Duration>(v); }},
    {.path = "journey.steps.re_inquiry",
     .type = Type::kStep,
     .description = "A later visit without a card: the station asks with the insured data that it has stored "
                    "(再照会).",
     .set = append<ReInquiryStep>},
    {.path = "journey.steps.re_inquiry.patience",
     .type = Type::kDuration,
     .description = "After this time the step is given up.",
     .initial = "30s",
     .lowest = "1ms",
     .highest = "10min",
     .set = [](Scenario& s, Value const& v) { last<ReInquiryStep>(s).patience = as<sim::Duration>(v); }},
    {.path = "journey.steps.think",
     .type = Type::kStep,
     .description = "Nothing happens for a while.",
     .set = append<ThinkStep>},
    {.path = "journey.steps.think.time",
     .type = Type::kDistribution,
     .description = "How long.",
     .required = true,
     .lowest = kNoTime,
     .highest = kLongestTime,
     .set = [](Scenario& s, Value const& v) { last<ThinkStep>(s).time = as<sim::Distribution>(v); }},
});

}  // namespace

std::span<Entry const> journey_entries() {
  return kJourney;
}

}  // namespace kazasu::scenarios
