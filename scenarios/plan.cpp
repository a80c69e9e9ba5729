#include "scenarios/plan.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <variant>

#include "scenarios/arrivals.h"
#include "scenarios/units.h"

namespace kazasu::scenarios {

namespace {

std::string grouped(std::uint64_t value) {
  auto digits = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

// At most one decimal.
std::string number_text(double value) {
  auto text = std::array<char, 32>{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  auto result = std::string{text.data()};
  if (result.ends_with(".0")) result.resize(result.size() - 2);
  return result;
}

// Rounded to what a plan can promise.
std::string about(sim::Duration duration) {
  auto const unit = duration < std::chrono::seconds{1} ? sim::Duration{std::chrono::milliseconds{1}}
                                                       : sim::Duration{std::chrono::milliseconds{100}};
  return duration_text((duration + unit / 2) / unit * unit);
}

sim::Duration human_time(Step const& step) {
  if (auto const* const think = std::get_if<ThinkStep>(&step)) return think->time.mean();
  if (auto const* const consent = std::get_if<ConsentStep>(&step)) return consent->time.mean();
  if (auto const* const pin = std::get_if<EnterPinStep>(&step)) return pin->time.mean();
  if (auto const* const visual = std::get_if<VisualCheckStep>(&step)) return visual->time.mean();
  return {};
}

sim::Duration patience(Step const& step) {
  if (auto const* const tap = std::get_if<TapCardStep>(&step)) return tap->patience;
  if (auto const* const fetch = std::get_if<FetchEligibilityStep>(&step)) return fetch->patience;
  if (auto const* const view = std::get_if<ViewMedicalDataStep>(&step)) return view->patience * view->repeats;
  if (auto const* const again = std::get_if<ReInquiryStep>(&step)) return again->patience;
  return {};
}

std::string arrivals_line(Arrivals const& arrivals) {
  auto const duration = duration_text(arrivals.duration);
  if (arrivals.kind == ArrivalKind::kClosed) {
    return grouped(arrivals.users) + " visits at a time for " + duration +
           "; as many in all as the answers allow";
  }
  auto const constant = arrivals.kind == ArrivalKind::kConstant;
  return std::string{constant ? "constant " : "Poisson "} + number_text(arrivals.rate_per_second) +
         "/s for " + duration + ": " + (constant ? "" : "about ") + grouped(*planned_arrivals(arrivals)) +
         " visits";
}

std::string exchanges_text(Journey const& journey) {
  auto const exchanges = exchanges_per_visit(journey);
  return std::to_string(exchanges.total()) + " in a visit (" + std::to_string(exchanges.internet) +
         " internet, " + std::to_string(exchanges.closed_line) + " closed line)";
}

// One of several.
std::string journey_line(Journey const& journey) {
  static constexpr auto kFor = std::array<std::string_view, 3>{"all", "new", "continuing"};
  return journey.name + ": weight " + std::to_string(journey.weight) + " for " +
         std::string{kFor[static_cast<std::size_t>(journey.patients)]} + " patients, " +
         (exchanges_per_visit(journey).internet > 0 ? std::string{name_of(journey.way_in)} : "no card") +
         "; requests " + exchanges_text(journey);
}

std::string requests_line(Scenario const& scenario) {
  auto const exchanges = exchanges_per_visit(scenario.journeys.front());
  auto const rate = scenario.arrivals.rate_per_second;
  auto const each = exchanges_text(scenario.journeys.front());
  if (scenario.arrivals.kind == ArrivalKind::kClosed) return each;
  return each + ": about " + number_text(rate * exchanges.total()) + "/s, " +
         number_text(rate * exchanges.internet) + "/s internet and " +
         number_text(rate * exchanges.closed_line) + "/s closed line";
}

std::string length_line(Scenario const& scenario) {
  auto weights = std::int64_t{0};
  auto human = sim::Duration{};
  auto longest = sim::Duration{};
  for (auto const& journey : scenario.journeys) {
    auto waits = sim::Duration{};
    for (auto const& step : journey.steps) {
      human += human_time(step) * journey.weight;
      waits += patience(step);
    }
    weights += journey.weight;
    longest = std::max(longest, waits);
  }
  human /= weights;
  auto text = duration_text(scenario.arrivals.duration) + " in real time, then until the last visits end";
  if (human > sim::Duration::zero()) text += "; people take " + about(human) + " of a visit on average";
  if (longest > sim::Duration::zero())
    text += "; no visit waits longer than " + about(longest) + " for answers";
  return text;
}

std::string calendar_line(sim::Calendar const& calendar, sim::Duration duration) {
  return sim::iso_date_time(calendar.start()) + " to " +
         sim::iso_date_time(calendar.at(sim::kRunStart + duration)) + ", speed " +
         std::to_string(calendar.speed());
}

std::string retries_text(claims::RetryPolicy const& policy) {
  auto text = "retries " + std::string{name_of(policy.kind)};
  if (policy.kind != claims::RetryKind::kNone && policy.kind != claims::RetryKind::kImmediate) {
    text += " after " + duration_text(policy.pause);
  }
  return text;
}

void add_trouble(std::string& text, std::string_view name, auto const& trouble) {
  if (!trouble.from || !trouble.to) return;
  text += "  fault       ";
  text.append(name).append(" ").append(sim::iso_date_time(*trouble.from)).append(" to ");
  text.append(sim::iso_date_time(*trouble.to)).append("\n");
}

std::string claims_plan_text(Scenario const& scenario) {
  auto const& claims = scenario.claims;
  auto text = scenario.name + "\n";
  text += "  population  " + grouped(scenario.population.stations) + " stations, seed " +
          std::to_string(scenario.population.seed) + ", " + retries_text(claims.stations.retries) + "\n";
  text += "  others      " + grouped(claims.others) + " institutions, " +
          retries_text(claims.others_retries) + "\n";
  text += "  window      " + std::to_string(claims.front.workers) + " workers, " +
          about(claims.front.service.mean()) + " each; ASP of " + std::to_string(claims.asp.servers) +
          " servers for each payer\n";
  text += "  calendar    " + sim::iso_date_time(scenario.calendar.start()) + " to " +
          sim::iso_date_time(claims_end(scenario)) + ", speed " + std::to_string(scenario.calendar.speed()) +
          "\n";
  add_trouble(text, "ASP stopped", claims.stopped);
  add_trouble(text, "ASP on one server", claims.one_server);
  add_trouble(text, "ASP with wrong errors", claims.wrong_errors);
  add_trouble(text, "window closed", claims.front_closed);
  add_trouble(text, "window with " + std::to_string(claims.front_degraded.workers) + " workers",
              claims.front_degraded);
  if (claims.extension) text += "  extension   " + sim::iso_date_time(*claims.extension) + "\n";
  for (auto const& threshold : scenario.thresholds) text += "  threshold   " + threshold.text + "\n";
  return text;
}

}  // namespace

ExchangesPerVisit exchanges_per_visit(Journey const& journey) {
  auto exchanges = ExchangesPerVisit{};
  for (auto const& step : journey.steps) {
    if (std::holds_alternative<ConsentStep>(step) || std::holds_alternative<TapCardStep>(step))
      ++exchanges.internet;
    if (auto const* const fetch = std::get_if<FetchEligibilityStep>(&step)) {
      exchanges.closed_line += fetch->notice == NoticeMode::kPoll ? 2 : 1;
    }
    if (auto const* const view = std::get_if<ViewMedicalDataStep>(&step)) {
      exchanges.closed_line += static_cast<int>(view->repeats);
    }
    if (std::holds_alternative<ReInquiryStep>(step)) ++exchanges.closed_line;
  }
  return exchanges;
}

std::string plan_text(Scenario const& scenario) {
  if (scenario.claims.used) return claims_plan_text(scenario);
  auto text = scenario.name + "\n";
  auto const line = [&](std::string_view title, std::string const& content) {
    text += "  " + std::string{title} + std::string(12 - title.size(), ' ') + content + "\n";
  };
  auto const& population = scenario.population;
  line("population", grouped(population.stations) + " stations, " + grouped(population.people) +
                         " people, seed " + std::to_string(population.seed));
  line("arrivals", arrivals_line(scenario.arrivals));
  if (scenario.journeys.size() == 1) line("requests", requests_line(scenario));
  for (auto const& journey : scenario.journeys) {
    if (scenario.journeys.size() > 1) line("journey", journey_line(journey));
  }
  line("length", length_line(scenario));
  line("calendar", calendar_line(scenario.calendar, scenario.arrivals.duration));
  for (auto const& fault : scenario.faults) line("fault", fault.text);
  for (auto const& threshold : scenario.thresholds) line("threshold", threshold.text);
  return text;
}

}  // namespace kazasu::scenarios
