#include "scenarios/reader.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "scenarios/distribution_reader.h"
#include "scenarios/language.h"
#include "scenarios/value_text.h"
#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kJourneyPath = std::string_view{"journey"};
constexpr auto kStepsPath = std::string_view{"journey.steps"};

std::string found(Node const& node) {
  switch (node.kind) {
    case NodeKind::kNothing:
      return "nothing";
    case NodeKind::kScalar:
      return "'" + node.text + "'";
    case NodeKind::kList:
      return "a list";
    case NodeKind::kMapping:
      return "keys with values";
  }
  return {};
}

// Defaults of the keys below `path`, and of theirs; steps have theirs set as they are read.
void set_defaults(Scenario& scenario, std::string_view path) {
  for (auto const* const entry : children_of(path)) {
    if (entry->type == Type::kSection) {
      set_defaults(scenario, entry->path);
    } else if (!entry->initial.empty()) {
      entry->set(scenario, read_text(*entry, entry->initial).value.value());
    }
  }
}

Entry const* among(std::vector<Entry const*> const& entries, std::string_view key) {
  for (auto const* const entry : entries) {
    if (key_of(*entry) == key) return entry;
  }
  return nullptr;
}

class Reader {
 public:
  Reader() { reading_.scenario = default_scenario(); }

  Reading read(Node const& root) {
    if (root.kind != NodeKind::kMapping) {
      report(root.at, "expected the keys of a scenario, such as 'name:', found " + found(root));
    } else {
      read_keys("", root, {1, 1});
    }
    return std::move(reading_);
  }

 private:
  void report(Position at, std::string message) {
    reading_.mistakes.push_back({.file = {}, .at = at, .message = std::move(message)});
  }
  void report(Entry const& entry, Position at, std::string const& message) {
    report(at, std::string{entry.path} + ": " + message);
  }
  void report_type(Entry const& entry, Node const& node) {
    report(entry, node.at, "expected " + expectation(entry) + ", found " + found(node));
  }

  // The keys of one mapping; `owner` is where a missing one is reported.
  void read_keys(std::string_view path, Node const& mapping, Position owner) {
    auto const known = children_of(path);
    auto first_given = std::map<std::string, Position, std::less<>>{};
    for (auto const& [key, value] : mapping.entries) {
      auto const* const entry = among(known, key.text);
      if (key.kind != NodeKind::kScalar || entry == nullptr) {
        report_unknown(path, key, known);
      } else if (auto const [before, fresh] = first_given.emplace(key.text, key.at); !fresh) {
        report(key.at, "duplicate key '" + key.text + "', first given in line " +
                           std::to_string(before->second.line));
      } else {
        reading_.given[std::string{entry->path}] = value.at;
        read_entry(*entry, key, value);
      }
    }
    for (auto const* const entry : known) {
      auto const replaced = std::ranges::any_of(entry->unless, [&](std::string_view other) {
        return !other.empty() && first_given.contains(other);
      });
      if (entry->required && !replaced && !first_given.contains(key_of(*entry))) {
        report(owner, "missing key '" + std::string{entry->path} + "' — expected " + expectation(*entry));
      }
    }
  }

  void report_unknown(std::string_view path, Node const& key, std::vector<Entry const*> const& known) {
    if (key.kind != NodeKind::kScalar) {
      report(key.at, "expected a key, found " + found(key));
      return;
    }
    auto names = std::vector<std::string_view>{};
    for (auto const* const entry : known) names.push_back(key_of(*entry));
    auto const place = path.empty() ? std::string{} : " in " + std::string{path};
    report(key.at, "unknown key '" + key.text + "'" + place + sim::hint(key.text, names));
  }

  void read_entry(Entry const& entry, Node const& key, Node const& value) {
    if (entry.type == Type::kSection) {
      if (value.kind == NodeKind::kMapping) {
        if (entry.set != nullptr) entry.set(reading_.scenario, Value{});
        read_keys(entry.path, value, key.at);
      } else {
        report_type(entry, value);
      }
    } else if (entry.type == Type::kSteps) {
      read_steps(entry, value);
    } else if (entry.type == Type::kJourneys) {
      read_journeys(entry, value);
    } else if (auto const read = read_value(entry, value)) {
      entry.set(reading_.scenario, *read);
    }
  }

  std::optional<Value> read_value(Entry const& entry, Node const& node) {
    if (entry.type == Type::kThresholds) return read_list<Threshold>(entry, node);
    if (entry.type == Type::kFaults) return read_list<Fault>(entry, node);
    if (entry.type == Type::kWords && node.kind == NodeKind::kList)
      return read_list<std::size_t>(entry, node);
    if (entry.type == Type::kDistribution && node.kind == NodeKind::kMapping) {
      auto distribution = read_distribution(entry, node, reading_.mistakes);
      if (!distribution) return std::nullopt;
      return Value{std::move(*distribution)};
    }
    if (node.kind != NodeKind::kScalar) {
      report_type(entry, node);
      return std::nullopt;
    }
    auto parsed = read_text(entry, node.text);
    if (!parsed.value) report(entry, node.at, parsed.error);
    return std::move(parsed.value);
  }

  // A list whose items are plain texts, each read as a list of one.
  template <class Item>
  std::optional<Value> read_list(Entry const& entry, Node const& node) {
    if (node.kind != NodeKind::kList) {
      report_type(entry, node);
      return std::nullopt;
    }
    auto items = std::vector<Item>{};
    auto good = true;
    for (auto const& item : node.items) {
      if (item.kind != NodeKind::kScalar) {
        report_type(entry, item);
        good = false;
        continue;
      }
      auto parsed = read_text(entry, item.text);
      if (parsed.value) {
        items.push_back(std::move(std::get<std::vector<Item>>(*parsed.value).front()));
      } else {
        report(entry, item.at, parsed.error);
        good = false;
      }
    }
    if (!good) return std::nullopt;
    return Value{std::move(items)};
  }

  void read_journeys(Entry const& entry, Node const& node) {
    if (node.kind != NodeKind::kList || node.items.empty()) {
      report(entry, node.at,
             "expected a list of journeys, each begun with '-', found " +
                 (node.kind == NodeKind::kList ? std::string{"an empty one"} : found(node)));
      return;
    }
    auto& journeys = reading_.scenario.journeys;
    for (auto const& item : node.items) {
      if (&item != &node.items.front()) {
        journeys.emplace_back();
        set_defaults(reading_.scenario, kJourneyPath);
      }
      if (item.kind == NodeKind::kMapping) {
        read_keys(kJourneyPath, item, item.at);
      } else {
        report_type(*find_entry(kJourneyPath), item);
      }
    }
  }

  void read_steps(Entry const& entry, Node const& node) {
    if (node.kind != NodeKind::kList || node.items.empty()) {
      report(entry, node.at,
             "expected a list of steps such as '- tap_card', found " +
                 (node.kind == NodeKind::kList ? std::string{"an empty one"} : found(node)));
      return;
    }
    for (auto const& item : node.items) read_step(item);
  }

  // `tap_card`, `tap_card:` or `tap_card: {patience: 10s}`.
  void read_step(Node const& item) {
    auto const mapping = item.kind == NodeKind::kMapping && !item.entries.empty();
    if (!mapping && item.kind != NodeKind::kScalar) {
      reading_.steps_known = false;
      report(item.at, std::string{kStepsPath} + ": expected a step such as tap_card, found " + found(item));
      return;
    }
    auto const nothing = Node{.kind = NodeKind::kNothing, .at = item.at};
    auto const& key = mapping ? item.entries.front().first : item;
    auto const& settings = mapping ? item.entries.front().second : nothing;
    auto const* const step = find_entry(std::string{kStepsPath} + "." + key.text);
    if (step == nullptr || step->type != Type::kStep) {
      report_unknown_step(key);
      return;
    }
    step->set(reading_.scenario, Value{});
    reading_.steps.push_back(key.at);
    set_defaults(reading_.scenario, step->path);
    if (settings.kind == NodeKind::kMapping || settings.kind == NodeKind::kNothing) {
      read_keys(step->path, settings, key.at);
    } else {
      report_type(*step, settings);
    }
    for (std::size_t i = 1; mapping && i < item.entries.size(); ++i) {
      report(item.entries[i].first.at, "'" + item.entries[i].first.text + "' stands beside the step '" +
                                           key.text +
                                           "' — indent it further, or begin a step of its own with '-'");
    }
  }

  void report_unknown_step(Node const& key) {
    reading_.steps_known = false;
    auto names = std::vector<std::string_view>{};
    for (auto const* const entry : children_of(kStepsPath)) names.push_back(key_of(*entry));
    report(key.at, "unknown step '" + key.text + "'" + sim::hint(key.text, names));
  }

  Reading reading_;
};

}  // namespace

Scenario default_scenario() {
  auto scenario = Scenario{};
  scenario.journeys.emplace_back();
  set_defaults(scenario, "");
  return scenario;
}

Reading read_document(Node const& root) {
  return Reader{}.read(root);
}

}  // namespace kazasu::scenarios
