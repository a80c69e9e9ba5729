// What a generated population is a function of.
#pragma once

#include <cstdint>

#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::identity {

// How many people in a million hold a certificate near or past its end when the calendar starts; all others
// stay valid for more than three months. The figures are ours: no statistic is public.
struct CertificateMix {
  std::uint32_t near_expiry_ppm = 20'000;  // expires within three months of the start
  std::uint32_t in_grace_ppm = 5'000;      // expired less than three months before it
  std::uint32_t beyond_grace_ppm = 2'000;  // expired longer ago
};

struct PopulationSettings {
  std::uint64_t seed = 1;
  std::uint64_t people = 30'000;  // at most 2^30
  StationIndex stations = 1000;   // at most kMostStations (generated_stations.h)
  sim::Instant calendar_start = {};
  CertificateMix certificates = {};
};

}  // namespace kazasu::identity
