// Counter-based random streams: every number is a function of (seed, purpose, entity, index).
//
// Philox 4x32 with ten rounds (Salmon, Moraes, Dror, Shaw: "Parallel Random Numbers: As Easy as 1, 2, 3",
// SC'11). Streams are never shared between entities, so adding a fault shifts nobody else's numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kazasu::sim {

namespace detail {

inline constexpr std::uint32_t kPhiloxMultiplier0 = 0xD2511F53U;
inline constexpr std::uint32_t kPhiloxMultiplier1 = 0xCD9E8D57U;
inline constexpr std::uint32_t kPhiloxWeyl0 = 0x9E3779B9U;
inline constexpr std::uint32_t kPhiloxWeyl1 = 0xBB67AE85U;

}  // namespace detail

using PhiloxBlock = std::array<std::uint32_t, 4>;

constexpr PhiloxBlock philox(PhiloxBlock counter, std::uint64_t key) {
  auto key0 = static_cast<std::uint32_t>(key);
  auto key1 = static_cast<std::uint32_t>(key >> 32U);
  for (int round = 0; round < 10; ++round) {
    auto const product0 = std::uint64_t{detail::kPhiloxMultiplier0} * counter[0];
    auto const product1 = std::uint64_t{detail::kPhiloxMultiplier1} * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32U) ^ counter[1] ^ key0,
               static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32U) ^ counter[3] ^ key1,
               static_cast<std::uint32_t>(product0)};
    key0 += detail::kPhiloxWeyl0;
    key1 += detail::kPhiloxWeyl1;
  }
  return counter;
}

// 32-bit FNV-1a: the stable number of a stream's purpose.
constexpr std::uint32_t purpose_number(std::string_view purpose) {
  auto hash = std::uint32_t{2166136261U};
  for (auto const character : purpose) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
  }
  return hash;
}

class RandomStream {
 public:
  constexpr RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t entity)
      : seed_(seed), entity_(entity), purpose_(purpose_number(purpose)) {}

  constexpr std::uint64_t next() {
    if (spare_ready_) {
      spare_ready_ = false;
      return spare_;
    }
    auto const block = philox(
        {block_++, purpose_, static_cast<std::uint32_t>(entity_), static_cast<std::uint32_t>(entity_ >> 32U)},
        seed_);
    spare_ = std::uint64_t{block[3]} << 32U | block[2];
    spare_ready_ = true;
    return std::uint64_t{block[1]} << 32U | block[0];
  }

  // Uniform in [0, bound); bound must not be zero. The bias is below bound / 2^32.
  constexpr std::uint64_t below(std::uint64_t bound) {
    if (bound <= 0xFFFFFFFFU) return ((next() >> 32U) * bound) >> 32U;
    return next() % bound;
  }

  // True with probability `parts_per_million` / 1,000,000.
  constexpr bool chance(std::uint32_t parts_per_million) { return below(1'000'000) < parts_per_million; }

 private:
  std::uint64_t seed_;
  std::uint64_t entity_;
  std::uint64_t spare_ = 0;
  std::uint32_t purpose_;
  std::uint32_t block_ = 0;
  bool spare_ready_ = false;
};

}  // namespace kazasu::sim
