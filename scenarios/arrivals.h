// Which visit begins when, where and with whom: a function of the scenario alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "emulators/identity/population.h"
#include "scenarios/scenario.h"
#include "sim/random.h"
#include "sim/time.h"
#include "sim/trace.h"

namespace kazasu::scenarios {

struct Arrival {
  std::uint64_t number = 0;
  sim::TimePoint due;  // the intended start
  identity::StationIndex station = 0;
  identity::PersonIndex person = 0;
  bool operator==(Arrival const&) const = default;
};

// Station of arrival n: uniform, from the stream (seed, "station", n). Person: the population is dealt to the
// stations in contiguous blocks (station s of S has the people from s*P/S up to (s+1)*P/S), and the k-th
// visit of a station takes the k-th person of its block: first visits only. Where a station has more visits
// than people, it begins again.
class VisitDealer {
 public:
  explicit VisitDealer(Population const& population);
  // To be called with numbers 0, 1, 2, ... in order.
  Arrival deal(std::uint64_t number, sim::TimePoint due);

 private:
  Population population_;
  std::vector<std::uint64_t> visits_;  // so far, of each station
};

class ArrivalProcess {
 public:
  // Throws std::invalid_argument when a station would have nobody to visit, or the rate is not positive.
  explicit ArrivalProcess(Scenario const& scenario);

  // Open kinds: the next arrival in order of time; nothing once the duration is over. Constant arrivals begin
  // at zero, Poisson arrivals after the first gap. Always nothing for the closed kind.
  std::optional<Arrival> next();
  // Closed kind: the next arrival, at the time its driver decided on.
  Arrival next_at(sim::TimePoint due);

  std::uint64_t yielded() const { return next_number_; }
  // Over (number, due, station, person) of all arrivals yielded; the closed kind leaves `due` out, because in
  // real time it is no function of the scenario.
  std::uint64_t hash() const { return hash_.digest(); }

 private:
  bool advance();
  Arrival yield(sim::TimePoint due);

  Arrivals arrivals_;
  VisitDealer dealer_;
  sim::Distribution gap_;  // Poisson
  sim::RandomStream random_;
  sim::Duration due_{};
  std::uint64_t remainder_ = 0;  // of the constant spacing, in 1/units_per_hour_ of a nanosecond
  std::uint64_t units_per_hour_ = 0;
  std::uint64_t next_number_ = 0;
  sim::RunningHash hash_;
};

// Arrivals of the constant kind: exact. Poisson: the mean, rounded. Closed: nothing, for the answers decide.
std::optional<std::uint64_t> planned_arrivals(Arrivals const& arrivals);

// The hash after the last arrival of an open kind; of no arrivals for the closed kind.
std::uint64_t arrival_hash(Scenario const& scenario);

}  // namespace kazasu::scenarios
