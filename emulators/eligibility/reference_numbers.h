// 照会番号: the patient numbers that institutions gave to insured people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "emulators/eligibility/environment.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

// One number for a person at an institution; registering again replaces it (ours).
class ReferenceNumbers {
 public:
  static constexpr auto kLongest = std::size_t{50};  // characters

  struct Key {
    identity::PersonIndex person = 0;
    identity::StationIndex station = 0;
    Environment environment = Environment::kOperation;
    bool operator==(Key const&) const = default;
  };

  void put(Key const& key, std::string number) { numbers_[key] = std::move(number); }
  // Empty when there is none.
  std::string find(Key const& key) const {
    auto const found = numbers_.find(key);
    return found == numbers_.end() ? std::string{} : found->second;
  }

 private:
  struct Hash {
    std::size_t operator()(Key const& key) const {
      auto const place = (key.person << 21U ^ std::uint64_t{key.station} << 1U) |
                         static_cast<std::uint64_t>(key.environment);
      return static_cast<std::size_t>(place * 0x9E3779B97F4A7C15U);
    }
  };
  std::unordered_map<Key, std::string, Hash> numbers_;  // never iterated
};

}  // namespace kazasu::eligibility
