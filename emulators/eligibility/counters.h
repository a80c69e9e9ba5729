// How many requests ended with each outcome, per kind of request.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "emulators/eligibility/outcome.h"

namespace kazasu::eligibility {

inline constexpr auto kOutcomes = static_cast<std::size_t>(Outcome::kBusy) + 1;

class OutcomeCounts {
 public:
  void add(Outcome outcome) { ++counts_[static_cast<std::size_t>(outcome)]; }
  std::uint64_t of(Outcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }
  std::uint64_t total() const {
    auto sum = std::uint64_t{0};
    for (auto const count : counts_) sum += count;
    return sum;
  }

 private:
  std::array<std::uint64_t, kOutcomes> counts_{};
};

struct Counters {
  OutcomeCounts consents;
  OutcomeCounts authentications;
  OutcomeCounts notices;
  OutcomeCounts inquiries;
  OutcomeCounts re_inquiries;
  OutcomeCounts cancellations;
  OutcomeCounts bulk_requests;
  OutcomeCounts bulk_results;
  OutcomeCounts medical_data;
  OutcomeCounts qualifications;
  OutcomeCounts reference_numbers;
  OutcomeCounts settings;
  OutcomeCounts activations;
};

}  // namespace kazasu::eligibility
