#include "scenarios/reference_page.h"

#include <string_view>

#include "scenarios/language.h"
#include "scenarios/thresholds.h"
#include "scenarios/value_text.h"
#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kIntroduction = std::string_view{R"(# Scenario reference

This page is generated from the table in `scenarios/language.cpp`, `language_journey.cpp`
and `language_people.cpp`; change it there
and build the target `scenario_reference`. The same table gives `scenarios/scenario.schema.json`, with which
editors complete and check a file as it is written: begin it with
`# yaml-language-server: $schema=scenario.schema.json`.

A scenario is one YAML file in UTF-8 without anchors, aliases and tags. The smallest one:

```yaml
name: one visit a second
arrivals: {process: constant, rate: 1/s, duration: 1min}
journey:
  steps: [consent, enter_pin, tap_card, fetch_eligibility]
```

`kazasu check FILE` reports every mistake with line and column, or prints what the run amounts to.

## How values are written
| kind | examples | |
|---|---|---|
| duration | `250ms`, `1.5 s`, `2min` | units ns, us, ms, s, min, h; a number alone is not a duration |
| rate | `20/s`, `600/min`, `1800/h` | |
| share | `2 %`, `0.02` | |
| time | `2024-12-02T09:00:00+09:00` | Japanese time, with or without milliseconds |
| distribution | `{log_normal: {median: 85ms, sigma: 0.47}}` | of durations, see below |

## Distributions
)"};

std::string code(std::string_view text) {
  return "`" + std::string{text} + "`";
}

std::string example_of(DistributionForm const& form) {
  if (form.name == "constant") return "{constant: 20ms}";
  auto parameters = std::string{};
  auto value = 1;
  for (auto const name : form.parameters) {
    if (!parameters.empty()) parameters += ", ";
    parameters += std::string{name} + ": " + (name == "sigma" ? "0.47" : std::to_string(value) + "s");
    value += 2;
  }
  return "{" + std::string{form.name} + ": {" + parameters + "}}";
}

std::string distributions() {
  auto text = std::string{"| written as | |\n|---|---|\n"};
  for (auto const& form : distribution_forms()) {
    text += "| " + code(example_of(form)) + " | " + std::string{form.description} + " |\n";
  }
  return text + "\nSigma lies above 0 and up to 2.\n";
}

std::string default_of(Entry const& entry) {
  if (entry.required) {
    auto text = std::string{"required"};
    for (auto const other : entry.unless) {
      if (!other.empty()) text += (text.size() == 8 ? " without " : " and ") + code(other);
    }
    return text;
  }
  if (!entry.condition.path.empty()) {
    return "required with " + code(key_of(*find_entry(entry.condition.path))) + " " +
           sim::one_of(entry.condition.words);
  }
  return entry.initial.empty() ? "–" : code(entry.initial);
}

bool is_leaf(Entry const& entry) {
  return entry.type != Type::kSection && entry.type != Type::kStep && entry.type != Type::kSteps;
}

std::string keys_of(std::string_view path) {
  auto text = std::string{};
  for (auto const* const entry : children_of(path)) {
    if (!is_leaf(*entry)) continue;
    if (text.empty()) text = "| key | value | default | meaning |\n|---|---|---|---|\n";
    text += "| " + code(key_of(*entry)) + " | " + expectation(*entry) + " | " + default_of(*entry) + " | " +
            std::string{entry->description} + " |\n";
  }
  return text;
}

std::string sections() {
  auto text = std::string{"\n## The whole file\n"} + keys_of("");
  for (auto const& entry : language()) {
    if (is_leaf(entry)) continue;
    auto const step = entry.type == Type::kStep;
    auto const title = step ? "Step " + code(key_of(entry)) : code(entry.path);
    text += std::string{step ? "\n### " : "\n## "} + title + "\n" + std::string{entry.description};
    if (entry.type == Type::kSteps) {
      text +=
          " Each is its name alone, or its name with settings: `- tap_card: {patience: 10s}`. A visit has "
          "every "
          "step but `think` at most once; `tap_card` comes after `consent` and `enter_pin` or "
          "`visual_check`, "
          "`fetch_eligibility` "
          "and `view_medical_data` after `tap_card`. `way_in: app` begins with `activate_device`; "
          "`visual_check` is possible there alone. `re_inquiry` needs no card and stands beside none of the "
          "others but `think`.";
    }
    auto const keys = keys_of(entry.path);
    text += keys.empty() ? "\n" : "\n\n" + keys;
  }
  return text;
}

std::string faults() {
  return "\n## Faults\n"
         "Each is a text of one line: an effect, then what it strikes, as in `busy on inquiry share 10 %`, "
         "`delay 1s to 3s on authentication station 0-99 from +10s until +20s`, `reset on consent first 3` "
         "or "
         "`ocsp_down until +1min`. `+10s` counts from `calendar.start`, in calendar time. The grammar and "
         "what "
         "each effect does on the wire and in virtual time are in `docs/protocols/faults.md`. In real time "
         "our "
         "own emulators follow the rules; a system named with `--target` is not touched.\n";
}

std::string thresholds() {
  auto text =
      std::string{
          "\n## Thresholds\n"
          "Each is a text `<metric> <statistic> < <limit>`, such as `response p95 < 4 s`, "
          "`tap_to_shown p99 < 5 s` or `errors share < 1 %`. A figure that the run does not have counts "
          "as not met.\n\nStatistics of times: "} +
      sim::one_of(time_statistics()) + ".\n\n| metric | |\n|---|---|\n";
  for (auto const& metric : metrics()) {
    text += "| " + code(metric.name) + " | " + std::string{metric.description} + " |\n";
  }
  return text;
}

}  // namespace

std::string reference_page_text() {
  return std::string{kIntroduction} + distributions() + sections() + faults() + thresholds();
}

}  // namespace kazasu::scenarios
