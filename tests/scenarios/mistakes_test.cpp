// Every kind of mistake with its exact place and words.
#include <gtest/gtest.h>

#include <string>

#include "scenarios/scenario_file.h"

namespace kazasu::scenarios {
namespace {

std::string mistakes_in(std::string const& text) {
  return text_of(load_scenario_text(text, "f").mistakes);
}

// Right but for what is put in the middle (from line 4) or into the steps.
std::string with(std::string const& lines) {
  return "name: n\narrivals: {process: constant, rate: 1/s, duration: 1s}\n"
         "journey: {steps: [consent, enter_pin, tap_card]}\n" +
         lines;
}
std::string with_steps(std::string const& steps) {
  return "name: n\narrivals: {process: constant, rate: 1/s, duration: 1s}\njourney:\n  steps:\n" + steps;
}
std::string with_arrivals(std::string const& arrivals) {
  return "name: n\njourney: {steps: [consent, enter_pin, tap_card]}\narrivals: " + arrivals + "\n";
}

TEST(Mistakes, UnknownKeys) {
  EXPECT_EQ(mistakes_in(with("arivals: {}\n")), "f:4:1: unknown key 'arivals' — did you mean 'arrivals'?\n");
  EXPECT_EQ(mistakes_in(with("population: {station: 3}\n")),
            "f:4:14: unknown key 'station' in population — did you mean 'stations'?\n");
  EXPECT_EQ(mistakes_in(with("population: {weather: 3}\n")),
            "f:4:14: unknown key 'weather' in population — expected stations, people, seed, people_file, "
            "insurance or continuing\n");
  EXPECT_EQ(mistakes_in(with("[a]: 3\n")), "f:4:1: expected a key, found a list\n");
  EXPECT_EQ(mistakes_in(with_steps("    - consent\n    - enter_pin\n    - tap_card: {patiense: 3s}\n")),
            "f:7:18: unknown key 'patiense' in journey.steps.tap_card — did you mean 'patience'?\n");
}

TEST(Mistakes, ColumnsCountCharacters) {
  EXPECT_EQ(mistakes_in(with("description: \"訪問看護\"\npopulation: {people: 30, 人: 3}\n")),
            "f:5:22: population.people: 30 people cannot be dealt to 1000 stations — expected at least one "
            "for each\n"
            "f:5:26: unknown key '人' in population — expected stations, people, seed, people_file, "
            "insurance or continuing\n");
}

TEST(Mistakes, MissingKeys) {
  EXPECT_EQ(mistakes_in("population: {}\n"),
            "f:1:1: missing key 'name' — expected a text\n"
            "f:1:1: missing key 'arrivals' — expected keys with values\n"
            "f:1:1: missing key 'journey' — expected keys with values\n");
  EXPECT_EQ(mistakes_in(with_arrivals("{process: constant, rate: 1/s}")),
            "f:3:1: missing key 'arrivals.duration' — expected a duration from 1ms to 24h\n");
  EXPECT_EQ(mistakes_in(with_steps("    - think\n")),
            "f:5:7: missing key 'journey.steps.think.time' — expected a duration or a distribution of "
            "durations from "
            "0s to 10min\n");
}

TEST(Mistakes, KeysThatGoTogether) {
  EXPECT_EQ(mistakes_in(with_arrivals("{process: closed, duration: 1s}")),
            "f:3:21: missing key 'arrivals.users', which goes with process: closed\n");
  EXPECT_EQ(mistakes_in(with_arrivals("{process: poisson, duration: 1s}")),
            "f:3:21: missing key 'arrivals.rate', which goes with process: poisson\n");
  EXPECT_EQ(mistakes_in(with_arrivals("{process: closed, users: 3, rate: 1/s, duration: 1s}")),
            "f:3:45: arrivals.rate: has no meaning with process: closed, only with constant or poisson\n");
  EXPECT_EQ(mistakes_in(with_arrivals("{process: constant, users: 3, rate: 1/s, duration: 1s}")),
            "f:3:38: arrivals.users: has no meaning with process: constant, only with closed\n");
  // Nothing is said about keys that depend on a word nobody knows.
  EXPECT_EQ(mistakes_in(with_arrivals("{process: poison, duration: 1s}")),
            "f:3:21: arrivals.process: unknown word 'poison' — did you mean 'poisson'?\n");
}

TEST(Mistakes, WrongTypes) {
  EXPECT_EQ(mistakes_in(with("population: many\n")),
            "f:4:13: population: expected keys with values, found 'many'\n");
  EXPECT_EQ(mistakes_in(with("population: {stations: many}\n")),
            "f:4:24: population.stations: expected a whole number, found 'many'\n");
  EXPECT_EQ(mistakes_in(with("population: {stations: [3]}\n")),
            "f:4:24: population.stations: expected a whole number from 1 to 100000, found a list\n");
  EXPECT_EQ(mistakes_in(with("population:\n")),
            "f:4:1: population: expected keys with values, found nothing\n");
  EXPECT_EQ(mistakes_in(with("description: {a: b}\n")),
            "f:4:14: description: expected a text, found keys with values\n");
  EXPECT_EQ(mistakes_in(with("description: ''\n")),
            "f:4:14: description: expected a text, found an empty one\n");
  EXPECT_EQ(
      mistakes_in(with("calendar: {start: 2024-12-02}\n")),
      "f:4:19: calendar.start: expected a time such as 2024-12-02T09:00:00+09:00, found '2024-12-02'\n");
  EXPECT_EQ(mistakes_in(with("calendar: {start: 2024-02-30T09:00:00+09:00}\n")),
            "f:4:19: calendar.start: expected a time such as 2024-12-02T09:00:00+09:00, found "
            "'2024-02-30T09:00:00+09:00'\n");
  EXPECT_EQ(mistakes_in(with("thresholds: response p95 < 4 s\n")),
            "f:4:13: thresholds: expected a list of thresholds such as 'response p95 < 4 s', found 'response "
            "p95 < 4 "
            "s'\n");
  EXPECT_EQ(mistakes_in("- a\n- b\n"),
            "f:1:1: expected the keys of a scenario, such as 'name:', found a list\n");
  EXPECT_EQ(mistakes_in("hello\n"),
            "f:1:1: expected the keys of a scenario, such as 'name:', found 'hello'\n");
}

TEST(Mistakes, OutOfRange) {
  EXPECT_EQ(mistakes_in(with("population: {stations: 0}\n")),
            "f:4:24: population.stations: '0' is out of range — expected a whole number from 1 to 100000\n");
  EXPECT_EQ(mistakes_in(with_arrivals("{process: constant, rate: 0/s, duration: 25h}")),
            "f:3:37: arrivals.rate: '0/s' is out of range — expected a rate from 0.001/s to 100000/s\n"
            "f:3:52: arrivals.duration: '25h' is out of range — expected a duration from 1ms to 24h\n");
  EXPECT_EQ(mistakes_in(with("links: {app: {latency: 11min}}\n")),
            "f:4:24: links.app.latency: '11min' is out of range — expected a duration or a distribution of "
            "durations "
            "from 0s to 10min\n");
}

TEST(Mistakes, BadUnits) {
  EXPECT_EQ(mistakes_in(with("links: {app: {latency: 20}}\n")),
            "f:4:24: links.app.latency: the duration '20' has no unit — expected ns, us, ms, s, min or h\n");
  EXPECT_EQ(mistakes_in(with("links: {app: {latency: 20mss}}\n")),
            "f:4:24: links.app.latency: unknown unit 'mss' in '20mss' — did you mean 'ms'?\n");
}

TEST(Mistakes, DuplicateKeys) {
  EXPECT_EQ(mistakes_in(with("card: {timing: none,\n  timing: model}\nname: m\n")),
            "f:5:3: duplicate key 'timing', first given in line 4\n"
            "f:6:1: duplicate key 'name', first given in line 1\n");
}

TEST(Mistakes, UnknownWords) {
  EXPECT_EQ(mistakes_in(with("card: {timing: modle, bit_rate: 848}\n")),
            "f:4:16: card.timing: unknown word 'modle' — did you mean 'model'?\n"
            "f:4:33: card.bit_rate: unknown word '848' — expected 106, 212 or 424\n");
  EXPECT_EQ(
      mistakes_in(with_steps("    - consent: {items: [all, operation]}\n    - enter_pin\n    - tap_card\n")),
      "f:5:30: journey.steps.consent.items: unknown word 'operation' — did you mean 'operations'?\n");
}

TEST(Mistakes, Distributions) {
  auto const lookup = [](std::string const& value) {
    return mistakes_in(with("service: {lookup: " + value + "}\n"));
  };
  EXPECT_EQ(lookup("{lognormal: {median: 3s}}"),
            "f:4:20: service.lookup: unknown distribution 'lognormal' — did you mean 'log_normal'?\n");
  EXPECT_EQ(lookup("{log_normal: {median: 3s}}"),
            "f:4:20: service.lookup: log_normal lacks its parameter 'sigma'\n");
  EXPECT_EQ(lookup("{log_normal: {median: 3s, sigma: 3}}"),
            "f:4:52: service.lookup: '3' is out of range — expected a sigma above 0, up to 2\n");
  EXPECT_EQ(lookup("{log_normal: {median: 3s, sigma: 1, sigma: 1, mode: 1s}}"),
            "f:4:55: service.lookup: duplicate parameter 'sigma'\n"
            "f:4:65: service.lookup: unknown parameter 'mode' of log_normal — expected median or sigma\n");
  EXPECT_EQ(lookup("{log_normal: 3s}"),
            "f:4:32: service.lookup: expected the parameters of log_normal — {median: 250ms, sigma: 0.47}\n");
  EXPECT_EQ(lookup("{uniform: {from: 3s, to: 1s}}"), "f:4:44: service.lookup: 'to' lies below 'from'\n");
  EXPECT_EQ(lookup("{exponential: {mean: 3}}"),
            "f:4:40: service.lookup: the duration '3' has no unit — expected ns, us, ms, s, min or h\n");
  EXPECT_EQ(
      lookup("{constant: 1s, exponential: 1s}"),
      "f:4:19: service.lookup: expected one distribution — constant, uniform, exponential or log_normal\n");
  EXPECT_EQ(
      lookup("[1s]"),
      "f:4:19: service.lookup: expected a duration or a distribution of durations from 0s to 10min, found a "
      "list\n");
}

TEST(Mistakes, Steps) {
  EXPECT_EQ(mistakes_in(with_steps("    - consent\n    - enter_pn\n    - tap_card\n")),
            "f:6:7: unknown step 'enter_pn' — did you mean 'enter_pin'?\n");
  EXPECT_EQ(mistakes_in(with_steps("    - [consent]\n")),
            "f:5:7: journey.steps: expected a step such as tap_card, found a list\n");
  EXPECT_EQ(mistakes_in(with_steps("    []\n")),
            "f:5:5: journey.steps: expected a list of steps such as '- tap_card', found an empty one\n");
  EXPECT_EQ(mistakes_in(with_steps("    tap_card\n")),
            "f:5:5: journey.steps: expected a list of steps such as '- tap_card', found 'tap_card'\n");
  EXPECT_EQ(
      mistakes_in(with_steps("    - consent\n    - enter_pin:\n      time: 3s\n    - tap_card\n")),
      "f:7:7: 'time' stands beside the step 'enter_pin' — indent it further, or begin a step of its own with "
      "'-'\n");
  EXPECT_EQ(mistakes_in(with_steps("    - consent: 3s\n    - enter_pin\n    - tap_card\n")),
            "f:5:16: journey.steps.consent: expected keys with values, found '3s'\n");
}

TEST(Mistakes, OrdersOfStepsThatCannotWork) {
  EXPECT_EQ(mistakes_in(with_steps("    - tap_card\n    - consent\n    - enter_pin\n")),
            "f:5:7: the step 'tap_card' cannot work here — expected 'consent' before it\n"
            "f:5:7: the step 'tap_card' cannot work here — expected 'enter_pin' before it\n");
  EXPECT_EQ(
      mistakes_in(with_steps("    - consent\n    - enter_pin\n    - fetch_eligibility\n    - tap_card\n")),
      "f:7:7: the step 'fetch_eligibility' cannot work here — expected 'tap_card' before it\n");
  EXPECT_EQ(mistakes_in(with_steps("    - consent\n    - enter_pin\n    - tap_card\n    - tap_card\n")),
            "f:8:7: the step 'tap_card' occurs twice; a visit has it once\n");
}

TEST(Mistakes, Thresholds) {
  EXPECT_EQ(mistakes_in(with("thresholds:\n  - respons p95 < 4 s\n  - response p94 < 4 s\n  - [a]\n")),
            "f:5:5: thresholds: unknown metric 'respons' — did you mean 'response'?\n"
            "f:6:5: thresholds: unknown statistic 'p94' — did you mean 'p90'?\n"
            "f:7:5: thresholds: expected a list of thresholds such as 'response p95 < 4 s', found a list\n");
}

TEST(Mistakes, TextsThatAreNoScenarioAtAll) {
  EXPECT_EQ(mistakes_in(""), "f:1:1: the file is empty; a scenario begins with 'name:'\n");
  EXPECT_EQ(mistakes_in("# a comment\n"), "f:1:1: the file is empty; a scenario begins with 'name:'\n");
  EXPECT_EQ(mistakes_in("name: 訪\x96\n"), "f:1:8: the text is not UTF-8; save the file as UTF-8\n");
  EXPECT_EQ(mistakes_in("name: a\x07\n"), "f:1:8: a control character is in the text; remove it\n");
  EXPECT_EQ(mistakes_in(std::string(2'000'000, '#')),
            "f: the file is larger than 1 MiB; this is not a scenario\n");
}

TEST(Mistakes, YamlSyntax) {
  EXPECT_EQ(mistakes_in("name: n\narrivals: {process: constant\n"),
            "f:3:1: this is not YAML: end of map flow not found\n");
  EXPECT_EQ(mistakes_in("name: n\n\tarrivals: 3\n"),
            "f:2:1: this is not YAML: illegal tab when looking for indentation\n");
  EXPECT_EQ(mistakes_in("name: 'n\n"), "f:1:7: the quote that opens here is never closed\n");
  EXPECT_EQ(mistakes_in("name: n\n---\nname: m\n"),
            "f:3:1: a second document begins here; a file holds one scenario\n");
  EXPECT_EQ(mistakes_in("name: &a n\n"), "f:1:7: anchors (&name) are not part of the scenario language\n");
  EXPECT_EQ(mistakes_in("name: !!str n\n"), "f:1:7: tags (!name) are not part of the scenario language\n");
  EXPECT_EQ(mistakes_in("a: " + std::string(31, '[') + std::string(31, ']') + "\n").find("nested"),
            std::string::npos);
  EXPECT_EQ(mistakes_in("a: " + std::string(32, '[') + std::string(32, ']') + "\n"),
            "f:1:35: nested too deep for a scenario\n");
}

TEST(Mistakes, AllOfThemAtOnceInTheOrderOfTheFile) {
  EXPECT_EQ(mistakes_in(R"(nme: a
thresholds: [respnse p95 < 1s]
card: {bit_rate: 1}
arrivals:
  process: closed
  duration: 1
journey:
  steps:
    - tap_card: {patience: 1 hour}
    - fetch_eligibility
population: {stations: 10, people: 3}
)"),
            "f:1:1: unknown key 'nme' — did you mean 'name'?\n"
            "f:1:1: missing key 'name' — expected a text\n"
            "f:2:14: thresholds: unknown metric 'respnse' — did you mean 'response'?\n"
            "f:3:18: card.bit_rate: unknown word '1' — expected 106, 212 or 424\n"
            "f:5:12: missing key 'arrivals.users', which goes with process: closed\n"
            "f:6:13: arrivals.duration: the duration '1' has no unit — expected ns, us, ms, s, min or h\n"
            "f:9:7: the step 'tap_card' cannot work here — expected 'consent' before it\n"
            "f:9:7: the step 'tap_card' cannot work here — expected 'enter_pin' before it\n"
            "f:9:28: journey.steps.tap_card.patience: unknown unit 'hour' in '1 hour' — expected ns, us, ms, "
            "s, min "
            "or h\n"
            "f:11:36: population.people: 3 people cannot be dealt to 10 stations — expected at least one for "
            "each\n");
}

}  // namespace
}  // namespace kazasu::scenarios
