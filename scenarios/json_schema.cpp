#include "scenarios/json_schema.h"

#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/language.h"
#include "scenarios/thresholds.h"

namespace kazasu::scenarios {

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

constexpr auto kNumberPattern = std::string_view{"[0-9]+([.][0-9]+)?"};
constexpr auto kReference = std::string_view{"$ref"};

std::string quoted(std::string_view text) {
  auto result = std::string{"\""};
  for (auto const character : text) {
    if (character == '"' || character == '\\') result += '\\';
    result += character;
  }
  return result + '"';
}

std::string object(Members const& members) {
  auto text = std::string{"{"};
  for (auto const& [key, value] : members) text += (text.size() > 1 ? "," : "") + quoted(key) + ":" + value;
  return text + "}";
}

std::string array(std::vector<std::string> const& items) {
  auto text = std::string{"["};
  for (auto const& item : items) text += (text.size() > 1 ? "," : "") + item;
  return text + "]";
}

// A word of digits is a number to YAML, so that both are offered.
std::string words_of(std::span<std::string_view const> words) {
  auto items = std::vector<std::string>{};
  for (auto const word : words) {
    items.push_back(quoted(word));
    if (word.find_first_not_of("0123456789") == std::string_view::npos) items.emplace_back(word);
  }
  return object({{"enum", array(items)}});
}

std::string definition(std::string_view name) {
  return object({{std::string{kReference}, quoted("#/$defs/" + std::string{name})}});
}

std::string pattern(std::string_view unit) {
  return object({{"type", quoted("string")},
                 {"pattern", quoted("^" + std::string{kNumberPattern} + std::string{unit} + "$")}});
}

std::string section(std::string_view path);

std::string steps() {
  auto names = std::vector<std::string>{};
  auto shapes = std::vector<std::string>{};
  for (auto const* const step : children_of("journey.steps")) {
    auto const key = key_of(*step);
    names.push_back(quoted(key));
    auto const settings =
        object({{"anyOf", array({section(step->path), object({{"type", quoted("null")}})})}});
    shapes.push_back(object({{"type", quoted("object")},
                             {"description", quoted(step->description)},
                             {"additionalProperties", "false"},
                             {"required", array({quoted(key)})},
                             {"properties", object({{std::string{key}, settings}})}}));
  }
  shapes.insert(shapes.begin(), object({{"enum", array(names)}}));
  return object(
      {{"type", quoted("array")}, {"minItems", "1"}, {"items", object({{"anyOf", array(shapes)}})}});
}

std::string shape_of(Entry const& entry) {
  switch (entry.type) {
    case Type::kSection:
    case Type::kStep:
      return section(entry.path);
    case Type::kText:
      return object({{"type", array({quoted("string"), quoted("number")})}});
    case Type::kFile:
      return object({{"type", quoted("string")}});
    case Type::kInteger:
      return object({{"type", quoted("integer")},
                     {"minimum", std::string{entry.lowest}},
                     {"maximum", std::string{entry.highest}}});
    case Type::kDuration:
      return definition("duration");
    case Type::kRate:
      return definition("rate");
    case Type::kShare:
      return definition("share");
    case Type::kWord:
      return words_of(entry.words);
    case Type::kWords:
      return object({{"anyOf", array({words_of(entry.words), object({{"type", quoted("array")},
                                                                     {"items", words_of(entry.words)}})})}});
    case Type::kDistribution:
      return definition("distribution");
    case Type::kTimestamp:
      return definition("timestamp");
    case Type::kSteps:
      return steps();
    case Type::kThresholds:
      return object({{"type", quoted("array")}, {"items", definition("threshold")}});
    case Type::kFaults:
      return object({{"type", quoted("array")}, {"items", object({{"type", quoted("string")}})}});
    case Type::kJourneys:
      return object({{"type", quoted("array")}, {"minItems", "1"}, {"items", section("journey")}});
  }
  return "true";
}

std::string described(Entry const& entry) {
  auto description = std::string{entry.description};
  if (!entry.lowest.empty()) {
    description += " From " + std::string{entry.lowest} + " to " + std::string{entry.highest} + ".";
  }
  auto shape = shape_of(entry);
  auto members = "{" + quoted("description") + ":" + quoted(description) + ",";
  if (!entry.initial.empty()) members += quoted("default") + ":" + quoted(entry.initial) + ",";
  return members + shape.substr(1);
}

// "if this key has one of these words, that key is required, otherwise it must not be there".
std::string conditions(std::vector<Entry const*> const& entries) {
  auto rules = std::vector<std::string>{};
  for (auto const* const entry : entries) {
    if (entry->required && has_alternative(*entry)) {
      auto ways = std::vector{object({{"required", array({quoted(key_of(*entry))})}})};
      for (auto const other : entry->unless) {
        if (!other.empty()) ways.push_back(object({{"required", array({quoted(other)})}}));
      }
      rules.push_back(object({{"oneOf", array(ways)}}));
    }
    if (entry->condition.path.empty()) continue;
    auto const other = std::string{key_of(*find_entry(entry->condition.path))};
    auto const required = object({{"required", array({quoted(key_of(*entry))})}});
    rules.push_back(
        object({{"if", object({{"properties", object({{other, words_of(entry->condition.words)}})}})},
                {"then", required},
                {"else", object({{"not", required}})}}));
  }
  return rules.empty() ? std::string{} : array(rules);
}

std::string section(std::string_view path) {
  auto const entries = children_of(path);
  auto required = std::vector<std::string>{};
  auto properties = Members{};
  for (auto const* const entry : entries) {
    if (entry->required && !has_alternative(*entry)) required.push_back(quoted(key_of(*entry)));
    properties.emplace_back(key_of(*entry), described(*entry));
  }
  auto members = Members{{"type", quoted("object")}, {"additionalProperties", "false"}};
  if (!required.empty()) members.emplace_back("required", array(required));
  members.emplace_back("properties", object(properties));
  if (auto const rules = conditions(entries); !rules.empty()) members.emplace_back("allOf", rules);
  return object(members);
}

std::string distribution() {
  auto shapes = std::vector<std::string>{definition("duration")};
  for (auto const& form : distribution_forms()) {
    auto parameters = Members{};
    auto required = std::vector<std::string>{};
    for (auto const name : form.parameters) {
      parameters.emplace_back(
          name, name == "sigma"
                    ? object({{"type", quoted("number")}, {"exclusiveMinimum", "0"}, {"maximum", "2"}})
                    : definition("duration"));
      required.push_back(quoted(name));
    }
    auto settings = object({{"type", quoted("object")},
                            {"additionalProperties", "false"},
                            {"required", array(required)},
                            {"properties", object(parameters)}});
    if (form.parameters.size() == 1)
      settings = object({{"anyOf", array({definition("duration"), settings})}});
    shapes.push_back(object({{"type", quoted("object")},
                             {"description", quoted(form.description)},
                             {"additionalProperties", "false"},
                             {"required", array({quoted(form.name)})},
                             {"properties", object({{std::string{form.name}, settings}})}}));
  }
  return object({{"anyOf", array(shapes)}});
}

std::string threshold() {
  auto names = std::string{};
  for (auto const& metric : metrics()) {
    if (metric.name != "errors") names += (names.empty() ? "" : "|") + std::string{metric.name};
  }
  auto statistics = std::string{};
  for (auto const statistic : time_statistics()) {
    statistics += (statistics.empty() ? "" : "|") + std::string{statistic};
  }
  return object({{"type", quoted("string")},
                 {"pattern", quoted("^ *((" + names + ") +(" + statistics + ")|errors +share) +< +" +
                                    std::string{kNumberPattern} + " *[a-z%]* *$")}});
}

std::string definitions() {
  auto const share = object(
      {{"anyOf",
        array({object({{"type", quoted("number")}, {"minimum", "0"}, {"maximum", "1"}}), pattern(" *%")})}});
  auto const day =
      std::string{"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{3})?[+]09:00$"};
  return object({{"duration", pattern(" *(ns|us|ms|s|min|h)")},
                 {"rate", pattern(" */ *(s|min|h)")},
                 {"share", share},
                 {"timestamp", object({{"type", quoted("string")}, {"pattern", quoted(day)}})},
                 {"distribution", distribution()},
                 {"threshold", threshold()}});
}

// Two spaces for each level; empty brackets stay together.
std::string pretty(std::string_view compact) {
  auto text = std::string{};
  auto depth = std::size_t{0};
  auto inside = false;
  auto const new_line = [&] { text += "\n" + std::string(2 * depth, ' '); };
  for (std::size_t i = 0; i < compact.size(); ++i) {
    auto const character = compact[i];
    if (character == '"' && (i == 0 || compact[i - 1] != '\\')) inside = !inside;
    if (inside || std::string_view{"{}[],:"}.find(character) == std::string_view::npos) {
      text += character;
    } else if (character == '{' || character == '[') {
      text += character;
      ++depth;
      new_line();
    } else if (character == '}' || character == ']') {
      --depth;
      new_line();
      text += character;
    } else {
      text += character;
      if (character == ':') text += ' ';
      if (character == ',') new_line();
    }
  }
  return text + "\n";
}

}  // namespace

std::string json_schema_text() {
  auto const root = section("");
  return pretty("{" + quoted("$schema") + ":" + quoted("https://json-schema.org/draft/2020-12/schema") + "," +
                quoted("title") + ":" + quoted("kazasu scenario") + "," + quoted("$defs") + ":" +
                definitions() + "," + root.substr(1));
}

}  // namespace kazasu::scenarios
