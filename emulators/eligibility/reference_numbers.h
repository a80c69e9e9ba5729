// 照会番号: the patient numbers that institutions gave to insured people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "emulators/eligibility/environment.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

struct Journal;

// One number for a person at an institution; registering again replaces it (ours).
class ReferenceNumbers {
 public:
  static constexpr auto kLongest = std::size_t{50};             // characters
  static constexpr auto kMostNumbers = std::size_t{1'000'000};  // of all institutions: about 130 MB; ours

  struct Key {
    identity::PersonIndex person = 0;
    identity::StationIndex station = 0;
    Environment environment = Environment::kOperation;
    bool operator==(Key const&) const = default;
  };

  ReferenceNumbers() = default;
  explicit ReferenceNumbers(std::size_t most) : most_(most) {}

  // False, and nothing changed, when as many are kept as can be and this would be another one.
  bool put(Key const& key, std::string number);
  // Empty when there is none.
  std::string find(Key const& key) const;
  std::size_t size() const { return numbers_.size(); }

  void report_to(Journal* journal) { journal_ = journal; }

 private:
  struct Hash {
    std::size_t operator()(Key const& key) const {
      auto const place = (key.person << 21U ^ std::uint64_t{key.station} << 1U) |
                         static_cast<std::uint64_t>(key.environment);
      return static_cast<std::size_t>(place * 0x9E3779B97F4A7C15U);
    }
  };
  std::size_t most_ = kMostNumbers;
  std::unordered_map<Key, std::string, Hash> numbers_;  // never iterated
  Journal* journal_ = nullptr;
};

}  // namespace kazasu::eligibility
