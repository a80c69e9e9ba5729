// The insured people of a run: generated ones, or the user's own from a file.
#pragma once

#include <filesystem>
#include <memory>

#include "emulators/identity/insurance_mix.h"
#include "emulators/identity/insured_registry.h"
#include "emulators/identity/population.h"
#include "emulators/identity/population_settings.h"

namespace kazasu::harness {

class PeopleWorld {
 public:
  // An empty file name: generated people, insured by `mix`. Throws CommandError(kUsage) for a file that
  // cannot be used.
  PeopleWorld(identity::PopulationSettings const& settings, std::filesystem::path const& file,
              identity::InsuranceMix const& mix);

  identity::PersonSource const& people() const { return *people_; }
  identity::InsuredRegistry const& registry() const { return *registry_; }

 private:
  std::unique_ptr<identity::PersonSource const> owned_people_;
  std::unique_ptr<identity::InsuredRegistry const> owned_registry_;
  identity::PersonSource const* people_ = nullptr;
  identity::InsuredRegistry const* registry_ = nullptr;
};

}  // namespace kazasu::harness
