#include "scenarios/rules.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "scenarios/journey_rules.h"
#include "scenarios/language.h"
#include "scenarios/thresholds.h"
#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

using Mistakes = std::vector<Mistake>;

void report(Mistakes& mistakes, Position at, std::string message) {
  mistakes.push_back({.file = {}, .at = at, .message = std::move(message)});
}

// True when the key was given and is right.
bool sound(Reading const& reading, std::string_view path) {
  auto const place = reading.given.find(path);
  if (place == reading.given.end()) return false;
  return std::none_of(reading.mistakes.begin(), reading.mistakes.end(),
                      [&](Mistake const& mistake) { return mistake.at == place->second; });
}

// Of the only condition there is: users and rate belong to a process.
std::size_t process_of(Reading const& reading) {
  return static_cast<std::size_t>(reading.scenario.arrivals.kind);
}

void check_conditions(Reading const& reading, Mistakes& mistakes) {
  for (auto const& entry : language()) {
    if (entry.condition.path.empty() || !sound(reading, entry.condition.path)) continue;
    auto const process = find_entry(entry.condition.path)->words[process_of(reading)];
    auto const& words = entry.condition.words;
    auto const needed = std::find(words.begin(), words.end(), process) != words.end();
    auto const given = reading.given.find(entry.path);
    auto const with = std::string{key_of(*find_entry(entry.condition.path))} + ": ";
    if (needed && given == reading.given.end()) {
      report(mistakes, reading.given.find(entry.condition.path)->second,
             "missing key '" + std::string{entry.path} + "', which goes with " + with + std::string{process});
    } else if (!needed && given != reading.given.end()) {
      report(mistakes, given->second,
             std::string{entry.path} + ": has no meaning with " + with + std::string{process} +
                 ", only with " + sim::one_of(words));
    }
  }
}

void check_population(Reading const& reading, Mistakes& mistakes) {
  auto const& population = reading.scenario.population;
  if (population.people >= population.stations) return;
  auto const file = reading.given.find("population.people_file");
  auto const people = file != reading.given.end() ? file : reading.given.find("population.people");
  auto const stations = reading.given.find("population.stations");
  auto const at = people != reading.given.end()     ? people->second
                  : stations != reading.given.end() ? stations->second
                                                    : Position{1, 1};
  report(mistakes, at,
         "population.people: " + std::to_string(population.people) + " people cannot be dealt to " +
             std::to_string(population.stations) + " stations — expected at least one for each");
}

// Each of `paths` that was given is a mistake because of `reason`.
void forbid(Reading const& reading, std::initializer_list<std::string_view> paths, std::string const& reason,
            Mistakes& mistakes) {
  for (auto const path : paths) {
    auto const given = reading.given.find(path);
    if (given == reading.given.end()) continue;
    report(mistakes, given->second, std::string{path} + ": has no meaning " + reason);
  }
}

// A file says of every person how he is insured and how his card stands.
void check_people_file(Reading const& reading, Mistakes& mistakes) {
  if (reading.scenario.population.people_file.empty()) return;
  forbid(reading,
         {"population.people", "population.insurance", "card.unregistered", "card.suspended", "card.revoked",
          "card.reissued"},
         "with population.people_file, which says it for each person", mistakes);
}

void check_cards(Reading const& reading, Mistakes& mistakes) {
  auto const report_last = [&](std::initializer_list<std::string_view> paths, std::string const& message) {
    auto at = Position{1, 1};
    for (auto const path : paths) {
      auto const given = reading.given.find(path);
      if (given != reading.given.end()) at = std::max(at, given->second);
    }
    report(mistakes, at, message);
  };
  constexpr auto kWhole = std::uint64_t{1'000'000};
  if (reading.scenario.card_mix.total() > kWhole) {
    report_last({"card.absent", "card.face_authentication", "card.pin_locked", "card.reissued"},
                "card: absent, face_authentication, pin_locked and reissued are more than 100 % together");
  }
  auto const mix = insurance_mix(reading.scenario);
  if (std::uint64_t{mix.unregistered_ppm} + mix.suspended_ppm + mix.revoked_ppm > kWhole) {
    report_last({"card.unregistered", "card.suspended", "card.revoked"},
                "card: unregistered, suspended and revoked are more than 100 % together");
  }
}

void check_status(Reading const& reading, Mistakes& mistakes) {
  auto const& status = reading.scenario.status;
  if (!status.asked) {
    forbid(reading,
           {"status.delay", "status.revoked", "status.validity", "status.patience", "status.without",
            "status.answer"},
           "with responder: none", mistakes);
  } else if (status.conduct != eligibility::ResponderConduct::kSlow) {
    forbid(reading, {"status.delay"}, "with this responder, only with slow", mistakes);
  }
}

// A figure that a run of this kind does not have would never be met.
void check_thresholds(Reading const& reading, Mistakes& mistakes) {
  for (auto const& threshold : reading.scenario.thresholds) {
    auto const metric = std::ranges::find(metrics(), threshold.metric, &Metric::name);
    auto const claims = reading.scenario.claims.used;
    if (metric == metrics().end() || (claims ? metric->of_claims : metric->of_visits)) continue;
    report(mistakes, reading.given.find("thresholds")->second,
           "thresholds: '" + threshold.text + "' names a figure that a run of " +
               (claims ? "claims" : "visits") + " does not have");
  }
}

// Of a trouble that has a beginning and an end.
void check_order(Reading const& reading, std::string_view section, auto const& trouble, Mistakes& mistakes) {
  if (!trouble.from || !trouble.to || *trouble.from < *trouble.to) return;
  auto const path = std::string{section} + ".to";
  report(mistakes, reading.given.find(path)->second, path + ": expected a time after its `from`");
}

void check_pauses(Reading const& reading, std::string_view section, claims::RetryPolicy const& policy,
                  Mistakes& mistakes) {
  if (policy.pause <= policy.longest_pause) return;
  auto const given = reading.given.find(std::string{section} + ".pause");
  auto const longest = reading.given.find(std::string{section} + ".longest_pause");
  report(mistakes, given != reading.given.end() ? given->second : longest->second,
         std::string{section} + ".pause: expected no more than `longest_pause`");
}

// The window opens on the 5th, and stations send since July 2024.
void check_claims(Reading const& reading, Mistakes& mistakes) {
  constexpr auto kFirstMonth = std::chrono::year{2024} / std::chrono::July;
  constexpr auto kOpeningDay = std::chrono::day{5};
  auto const& scenario = reading.scenario;
  auto const& claims = scenario.claims;
  forbid(reading,
         {"arrivals", "journey", "journeys", "links", "card", "status", "fallback", "service", "faults",
          "population.people", "population.people_file", "population.insurance", "population.continuing"},
         "with claims", mistakes);
  auto const start_given = reading.given.find("calendar.start");
  auto const start_at = start_given != reading.given.end() ? start_given->second : Position{1, 1};
  auto const start = scenario.calendar.start();
  if (sim::date_jst(start).day() > kOpeningDay || claim_month(scenario) < kFirstMonth) {
    report(mistakes, start_at,
           "calendar.start: expected the 5th of a month or a day before it, of July 2024 or later");
    return;
  }
  auto const check_after = [&](std::string_view path, std::optional<sim::Instant> value, sim::Instant bound,
                               std::string const& expected) {
    if (value && *value <= bound) {
      report(mistakes, reading.given.find(path)->second, std::string{path} + ": expected " + expected);
    }
  };
  check_after("claims.end", claims.end, start, "a time after the calendar's start");
  check_after("claims.extension", claims.extension, claim_deadline(scenario), "a time after the 10th");
  check_order(reading, "claims.asp_stopped", claims.stopped, mistakes);
  check_order(reading, "claims.asp_one_server", claims.one_server, mistakes);
  check_order(reading, "claims.asp_wrong_errors", claims.wrong_errors, mistakes);
  check_order(reading, "claims.front_closed", claims.front_closed, mistakes);
  check_order(reading, "claims.front_degraded", claims.front_degraded, mistakes);
  if (claims.front_degraded.from && claims.front_degraded.workers >= claims.front.workers) {
    auto const path = std::string{"claims.front_degraded.workers"};
    report(mistakes, reading.given.find(path)->second,
           path + ": expected fewer than `claims.front.workers`, " + std::to_string(claims.front.workers));
  }
  check_pauses(reading, "claims.stations", claims.stations.retries, mistakes);
  check_pauses(reading, "claims.others", claims.others_retries, mistakes);
}

}  // namespace

std::vector<Mistake> check_rules(Reading const& reading) {
  auto mistakes = Mistakes{};
  if (reading.scenario.claims.used) {
    check_claims(reading, mistakes);
    check_thresholds(reading, mistakes);
    return mistakes;
  }
  check_conditions(reading, mistakes);
  check_population(reading, mistakes);
  check_people_file(reading, mistakes);
  check_cards(reading, mistakes);
  check_status(reading, mistakes);
  check_thresholds(reading, mistakes);
  if (reading.steps_known) check_journeys(reading, mistakes);
  return mistakes;
}

}  // namespace kazasu::scenarios
