#include "harness/people_world.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "emulators/identity/csv_registry.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

std::unique_ptr<identity::CsvRegistry> read_people(std::filesystem::path const& file) {
  auto input = std::ifstream{file, std::ios::binary};
  auto const text = std::string{std::istreambuf_iterator<char>{input}, {}};
  if (!input.good() && !input.eof()) {
    throw CommandError(ExitCode::kUsage, file.string() + ": there is no readable file of that name");
  }
  auto people = identity::read_csv_people(text);
  if (!people.registry) {
    auto const& mistakes = people.mistakes;
    throw CommandError(ExitCode::kUsage,
                       file.string() + ": " + (mistakes.empty() ? "there are no people" : mistakes.front()));
  }
  return std::move(people.registry);
}

}  // namespace

PeopleWorld::PeopleWorld(identity::PopulationSettings const& settings, std::filesystem::path const& file,
                         identity::InsuranceMix const& mix) {
  if (!file.empty()) {
    auto both = read_people(file);
    people_ = both.get();
    registry_ = both.get();
    owned_people_ = std::move(both);
    return;
  }
  auto people = std::make_unique<identity::GeneratedPeople>(settings);
  owned_registry_ = std::make_unique<identity::GeneratedRegistry>(*people, settings, mix);
  registry_ = owned_registry_.get();
  people_ = people.get();
  owned_people_ = std::move(people);
}

}  // namespace kazasu::harness
