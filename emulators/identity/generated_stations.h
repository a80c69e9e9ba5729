// Home-visit nursing stations as a function of (seed, index); nothing is stored per station.
#pragma once

#include "emulators/identity/population_settings.h"

namespace kazasu::identity {

// The fullest prefecture runs out of reserved institution codes beyond this.
inline constexpr StationIndex kMostStations = 286'000;

// Institution codes use table 6 and serials that are never issued, so none can be a real station's. Every run
// of a thousand indices holds the prefectures in the proportions of prefectures.h.
//
// The reception token is the index and a keyed hash of it (Philox, keyed by the seed): anyone who knows the
// seed can make it, so its being unguessable holds for synthetic data only.
class GeneratedStations final : public StationSource {
 public:
  // Throws std::invalid_argument when there are more stations than kMostStations.
  explicit GeneratedStations(PopulationSettings const& settings);

  StationIndex stations() const override { return stations_; }
  Station station(StationIndex index) const override;
  // Only codes and tokens of stations below stations() are found; a token must match in all 32 lower-case
  // digits.
  std::optional<StationIndex> by_institution_code(std::string_view code) const override;
  std::optional<StationIndex> by_reception_token(std::string_view token) const override;

 private:
  std::uint64_t seed_;
  StationIndex stations_;
};

}  // namespace kazasu::identity
