#include "scenarios/arrivals.h"

#include <stdexcept>

namespace kazasu::scenarios {

namespace {

// An hour's nanoseconds in millionths: with rates in millionths of a visit per hour, every rate that a file
// can write to six decimals per hour is a whole number, and no constant arrival is ever early or late.
constexpr auto kMillionthsOfAnHour = std::uint64_t{3'600'000'000'000'000'000};

std::uint64_t millionths_per_hour(double rate_per_second) {
  if (!(rate_per_second > 0.0) || rate_per_second > 1e6) {
    throw std::invalid_argument("arrivals.rate: expected more than 0 and at most 1000000 a second");
  }
  auto const rate = static_cast<std::uint64_t>(rate_per_second * 3.6e9 + 0.5);
  if (rate == 0) throw std::invalid_argument("arrivals.rate: expected at least one visit in a million hours");
  return rate;
}

bool is_open(Arrivals const& arrivals) {
  return arrivals.kind != ArrivalKind::kClosed;
}

std::uint64_t block_start(Population const& population, std::uint64_t station) {
  // station * people fits: at most 2^32 * 10^8.
  return station * population.people / population.stations;
}

Population const& checked(Population const& population) {
  if (population.stations == 0 || population.people < population.stations) {
    throw std::invalid_argument("population.people: expected at least one person for each station");
  }
  return population;
}

sim::Distribution gap_of(Arrivals const& arrivals, std::uint64_t units_per_hour) {
  if (arrivals.kind != ArrivalKind::kPoisson) return {};
  auto const mean = (kMillionthsOfAnHour + units_per_hour / 2) / units_per_hour;
  return sim::Distribution::exponential(sim::Duration{static_cast<std::int64_t>(mean)});
}

}  // namespace

VisitDealer::VisitDealer(Population const& population)
    : population_(checked(population)), visits_(population.stations) {}

Arrival VisitDealer::deal(std::uint64_t number, sim::TimePoint due) {
  auto random = sim::RandomStream{population_.seed, "station", number};
  auto const station = static_cast<identity::StationIndex>(random.below(population_.stations));
  auto const first = block_start(population_, station);
  auto const size = block_start(population_, std::uint64_t{station} + 1) - first;
  return {.number = number, .due = due, .station = station, .person = first + visits_[station]++ % size};
}

ArrivalProcess::ArrivalProcess(Scenario const& scenario)
    : arrivals_(scenario.arrivals),
      dealer_(scenario.population),
      random_(scenario.population.seed, "arrivals", 0),
      units_per_hour_(is_open(arrivals_) ? millionths_per_hour(arrivals_.rate_per_second) : 0) {
  gap_ = gap_of(arrivals_, units_per_hour_);
}

// Moves `due_` to the arrival about to be yielded.
bool ArrivalProcess::advance() {
  if (arrivals_.kind == ArrivalKind::kPoisson) {
    due_ += gap_.sample(random_);
  } else if (next_number_ > 0) {
    due_ += sim::Duration{static_cast<std::int64_t>(kMillionthsOfAnHour / units_per_hour_)};
    remainder_ += kMillionthsOfAnHour % units_per_hour_;
    if (remainder_ >= units_per_hour_) {
      remainder_ -= units_per_hour_;
      due_ += sim::Duration{1};
    }
  }
  return due_ < arrivals_.duration;
}

std::optional<Arrival> ArrivalProcess::next() {
  if (!is_open(arrivals_) || due_ >= arrivals_.duration || !advance()) return std::nullopt;
  return yield(sim::kRunStart + due_);
}

Arrival ArrivalProcess::next_at(sim::TimePoint due) {
  return yield(due);
}

Arrival ArrivalProcess::yield(sim::TimePoint due) {
  auto const arrival = dealer_.deal(next_number_++, due);
  hash_.add(arrival.number);
  if (is_open(arrivals_)) hash_.add(static_cast<std::uint64_t>(due.time_since_epoch().count()));
  hash_.add(arrival.station);
  hash_.add(arrival.person);
  return arrival;
}

std::optional<std::uint64_t> planned_arrivals(Arrivals const& arrivals) {
  if (!is_open(arrivals)) return std::nullopt;
  __extension__ using Wide = unsigned __int128;
  auto const rate = Wide{millionths_per_hour(arrivals.rate_per_second)};
  auto const product = rate * static_cast<std::uint64_t>(arrivals.duration.count());
  // Constant arrivals begin at zero: as many as there are whole n with n / rate below the duration.
  auto const round_up =
      arrivals.kind == ArrivalKind::kConstant ? kMillionthsOfAnHour - 1 : kMillionthsOfAnHour / 2;
  return static_cast<std::uint64_t>((product + round_up) / kMillionthsOfAnHour);
}

std::uint64_t arrival_hash(Scenario const& scenario) {
  auto process = ArrivalProcess{scenario};
  while (process.next()) {
  }
  return process.hash();
}

}  // namespace kazasu::scenarios
