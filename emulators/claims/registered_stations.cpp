#include "emulators/claims/registered_stations.h"

#include "emulators/claims/receipt_draft.h"
#include "emulators/claims/wide_text.h"
#include "sim/random.h"

namespace kazasu::claims {

std::string claimed_name(identity::Station const& station) {
  constexpr auto kLongest = std::size_t{20 * 3};  // twenty characters, three bytes each in UTF-8
  auto name = wide(station.name);
  if (name.size() > kLongest) name.resize(kLongest);
  return name;
}

std::optional<StationFacts> RegisteredStations::facts(std::string_view code) const {
  auto const index = stations_.by_institution_code(code);
  if (!index) return std::nullopt;
  auto facts = StationFacts{.standards = drafted_standards(),
                            .station = index,
                            .name = encode_(claimed_name(stations_.station(*index)))};
  auto random = sim::RandomStream{seed_, "notified standards", *index};
  if (random.chance(forgotten_ppm_)) {
    auto const forgotten = random.below(facts.standards.size());
    facts.standards.erase(facts.standards.begin() + static_cast<std::ptrdiff_t>(forgotten));
  }
  return facts;
}

}  // namespace kazasu::claims
