// Random numbers per request: the n-th request of a station draws the same ones whatever the others do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "emulators/eligibility/ports.h"
#include "sim/random.h"

namespace kazasu::eligibility {

class CallerStreams {
 public:
  // `purpose` must outlive the streams: a literal.
  CallerStreams(std::uint64_t seed, std::string_view purpose) : seed_(seed), purpose_(purpose) {}

  // The stream of this caller's next request.
  sim::RandomStream next(Caller caller) {
    if (caller.station >= requests_.size()) requests_.resize(caller.station + std::size_t{1});
    auto const request = requests_[caller.station]++;
    return {seed_, purpose_, std::uint64_t{caller.station} << 32U | request};
  }

 private:
  std::uint64_t seed_;
  std::string_view purpose_;
  std::vector<std::uint32_t> requests_;  // by station; grows to the highest seen
};

}  // namespace kazasu::eligibility
