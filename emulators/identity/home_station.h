// Which station has a person: the population is dealt to the stations in contiguous blocks.
#pragma once

#include "emulators/identity/population.h"

namespace kazasu::identity {

// Station s of S has the people from s*P/S up to (s+1)*P/S; this is the way back.
// Precondition: person < people, 0 < stations <= people.
constexpr StationIndex home_station(PersonIndex person, std::uint64_t people, StationIndex stations) {
  return static_cast<StationIndex>(((person + 1) * stations - 1) / people);
}

}  // namespace kazasu::identity
