#include "scenarios/distribution_reader.h"

#include <algorithm>
#include <map>
#include <string>

#include "scenarios/value_text.h"
#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

// The parameters of one distribution, as far as they are right.
struct Parameters {
  std::map<std::string_view, sim::Duration> durations;
  double sigma = 0;
  Position to;  // where the upper end of a uniform stands
};

class DistributionReader {
 public:
  DistributionReader(Entry const& entry, std::vector<Mistake>& mistakes)
      : entry_(entry), mistakes_(mistakes) {}

  std::optional<sim::Distribution> read(Node const& mapping) {
    auto const before = mistakes_.size();
    if (mapping.entries.size() != 1) {
      report(mapping.at, "expected one distribution — " + sim::one_of(form_names()));
      return std::nullopt;
    }
    auto const& [key, value] = mapping.entries.front();
    auto const* const form = form_of(key);
    if (form == nullptr) return std::nullopt;
    auto const parameters = read_parameters(*form, key, value);
    if (mistakes_.size() != before) return std::nullopt;
    return make(*form, parameters);
  }

 private:
  void report(Position at, std::string const& message) {
    mistakes_.push_back({.file = {}, .at = at, .message = std::string{entry_.path} + ": " + message});
  }

  static std::vector<std::string_view> form_names() {
    auto names = std::vector<std::string_view>{};
    for (auto const& form : distribution_forms()) names.push_back(form.name);
    return names;
  }

  DistributionForm const* form_of(Node const& key) {
    for (auto const& form : distribution_forms()) {
      if (form.name == key.text) return &form;
    }
    report(key.at, "unknown distribution '" + key.text + "'" + sim::hint(key.text, form_names()));
    return nullptr;
  }

  Parameters read_parameters(DistributionForm const& form, Node const& key, Node const& value) {
    auto parameters = Parameters{};
    // {constant: 20ms} needs no inner mapping.
    if (form.parameters.size() == 1 && value.kind == NodeKind::kScalar) {
      read_parameter(form.parameters.front(), value, parameters);
      return parameters;
    }
    if (value.kind != NodeKind::kMapping) {
      report(value.at, "expected the parameters of " + std::string{form.name} + " — " + example(form));
      return parameters;
    }
    auto seen = std::vector<std::string_view>{};
    for (auto const& [name, text] : value.entries) {
      auto const known = std::find(form.parameters.begin(), form.parameters.end(), name.text);
      if (known == form.parameters.end()) {
        report(name.at, "unknown parameter '" + name.text + "' of " + std::string{form.name} +
                            sim::hint(name.text, form.parameters));
      } else if (std::find(seen.begin(), seen.end(), *known) != seen.end()) {
        report(name.at, "duplicate parameter '" + name.text + "'");
      } else {
        seen.push_back(*known);
        read_parameter(*known, text, parameters);
      }
    }
    for (auto const parameter : form.parameters) {
      if (std::find(seen.begin(), seen.end(), parameter) == seen.end()) {
        report(key.at, std::string{form.name} + " lacks its parameter '" + std::string{parameter} + "'");
      }
    }
    if (parameters.durations.contains("to") && parameters.durations.contains("from") &&
        parameters.durations["to"] < parameters.durations["from"]) {
      report(parameters.to, "'to' lies below 'from'");
    }
    return parameters;
  }

  static std::string example(DistributionForm const& form) {
    auto text = std::string{};
    for (auto const parameter : form.parameters) {
      text +=
          (text.empty() ? "" : ", ") + std::string{parameter} + (parameter == "sigma" ? ": 0.47" : ": 250ms");
    }
    return "{" + text + "}";
  }

  void read_parameter(std::string_view name, Node const& value, Parameters& parameters) {
    if (name == "sigma") {
      auto const number = parse_number(value.text);
      if (!number.value) {
        report(value.at, number.error);
      } else if (*number.value <= 0 || *number.value > kLargestSigma) {
        report(value.at, "'" + value.text + "' is out of range — expected a sigma above 0, up to 2");
      } else {
        parameters.sigma = *number.value;
      }
      return;
    }
    auto const duration = read_duration(entry_, value.text);
    if (!duration.value) {
      report(value.at, duration.error);
      return;
    }
    parameters.durations[name] = *duration.value;
    if (name == "to") parameters.to = value.at;
  }

  static sim::Distribution make(DistributionForm const& form, Parameters const& parameters) {
    auto const& durations = parameters.durations;
    if (form.name == "uniform") return sim::Distribution::uniform(durations.at("from"), durations.at("to"));
    if (form.name == "exponential") return sim::Distribution::exponential(durations.at("mean"));
    if (form.name == "log_normal") {
      return sim::Distribution::log_normal(durations.at("median"), parameters.sigma);
    }
    return sim::Distribution::constant(durations.at("value"));
  }

  Entry const& entry_;
  std::vector<Mistake>& mistakes_;
};

}  // namespace

std::optional<sim::Distribution> read_distribution(Entry const& entry, Node const& mapping,
                                                   std::vector<Mistake>& mistakes) {
  return DistributionReader{entry, mistakes}.read(mapping);
}

}  // namespace kazasu::scenarios
