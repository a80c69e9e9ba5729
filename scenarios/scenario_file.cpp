#include "scenarios/scenario_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "emulators/identity/csv_registry.h"
#include "scenarios/document.h"
#include "scenarios/reader.h"
#include "scenarios/rules.h"

namespace kazasu::scenarios {

namespace {

LoadResult refused(std::vector<Mistake> mistakes, std::string const& name) {
  for (auto& mistake : mistakes) mistake.file = name;
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [](Mistake const& a, Mistake const& b) { return a.at < b.at; });
  return {std::nullopt, std::move(mistakes)};
}

LoadResult unreadable(std::filesystem::path const& path, std::string message) {
  return {std::nullopt, {Mistake{.file = path.string(), .at = {}, .message = std::move(message)}}};
}

bool is_readable_file(std::filesystem::path const& path) {
  auto error = std::error_code{};
  return std::filesystem::is_regular_file(path, error) && std::ifstream{path}.good();
}

// A trace named in the file stands beside it, wherever the program was started.
void resolve_trace(Reading& reading, std::string const& name) {
  auto& trace = reading.scenario.card.trace_file;
  if (trace.empty()) return;
  trace = (std::filesystem::path{name}.parent_path() / trace).string();
  if (is_readable_file(trace)) return;
  reading.mistakes.push_back({.file = {},
                              .at = reading.given.find("card.trace")->second,
                              .message = "card.trace: there is no readable file '" + trace + "'"});
}

// The file's people take the place of the generated ones.
void read_people(Reading& reading, std::string const& name) {
  auto& population = reading.scenario.population;
  if (population.people_file.empty()) return;
  auto const at = reading.given.find("population.people_file")->second;
  auto const report = [&](std::string const& message) {
    reading.mistakes.push_back({.file = {}, .at = at, .message = "population.people_file: " + message});
  };
  population.people_file = (std::filesystem::path{name}.parent_path() / population.people_file).string();
  if (!is_readable_file(population.people_file)) {
    report("there is no readable file '" + population.people_file + "'");
    return;
  }
  auto input = std::ifstream{population.people_file, std::ios::binary};
  auto const people = identity::read_csv_people(std::string{std::istreambuf_iterator<char>{input}, {}});
  for (auto const& mistake : people.mistakes) report("'" + population.people_file + "', " + mistake);
  if (people.registry) population.people = people.registry->people();
}

}  // namespace

LoadResult load_scenario_text(std::string text, std::string const& name) {
  auto document = parse_document(text);
  if (!document.mistakes.empty()) return refused(std::move(document.mistakes), name);
  auto reading = read_document(document.root);
  resolve_trace(reading, name);
  read_people(reading, name);
  if (reading.scenario.claims.used) reading.scenario.population.people = claims_people(reading.scenario);
  auto broken = check_rules(reading);
  std::move(broken.begin(), broken.end(), std::back_inserter(reading.mistakes));
  if (!reading.mistakes.empty()) return refused(std::move(reading.mistakes), name);
  reading.scenario.source = name;
  reading.scenario.text = std::move(text);
  return {std::move(reading.scenario), {}};
}

LoadResult load_scenario(std::filesystem::path const& path) {
  auto error = std::error_code{};
  auto const status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return unreadable(path, "there is no such file");
  if (std::filesystem::is_directory(status))
    return unreadable(path, "this is a folder; name a scenario file in it");
  auto input = std::ifstream{path, std::ios::binary};
  auto text = std::string{std::istreambuf_iterator<char>{input}, {}};
  if (!input.good() && !input.eof())
    return unreadable(path, "the file cannot be read; check its permissions");
  return load_scenario_text(std::move(text), path.string());
}

std::string text_of(std::vector<Mistake> const& mistakes) {
  auto text = std::string{};
  for (auto const& mistake : mistakes) text += text_of(mistake) + "\n";
  return text;
}

}  // namespace kazasu::scenarios
