#include "scenarios/rules.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "scenarios/journey_rules.h"
#include "scenarios/language.h"
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

}  // namespace

std::vector<Mistake> check_rules(Reading const& reading) {
  auto mistakes = Mistakes{};
  check_conditions(reading, mistakes);
  check_population(reading, mistakes);
  check_people_file(reading, mistakes);
  check_cards(reading, mistakes);
  check_status(reading, mistakes);
  if (reading.steps_known) check_journeys(reading, mistakes);
  return mistakes;
}

}  // namespace kazasu::scenarios
