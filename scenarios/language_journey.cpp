#include <array>

#include "scenarios/language_parts.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kConsents = std::to_array<std::string_view>(
    {"all", "operations", "diagnosis_and_medication", "health_checkup", "limit_amount", "specific_disease"});
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
     .required = true},
    {.path = "journey.name",
     .type = Type::kText,
     .description = "Names the journey in reports.",
     .initial = "visit",
     .set = [](Scenario& s, Value const& v) { s.journeys.back().name = as<std::string>(v); }},
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
