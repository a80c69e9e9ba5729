// A permutation of 30-bit numbers chosen by a key: scatters an index and finds it again, with nothing stored.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kazasu::identity {

// A Feistel network of six rounds over two halves of 15 bits. It spreads, it does not protect: fit for
// synthetic data only.
class KeyedPermutation {
 public:
  static constexpr std::uint32_t kSize = 1U << 30U;

  KeyedPermutation(std::uint64_t seed, std::string_view purpose);

  // Precondition for both: below kSize.
  std::uint32_t forward(std::uint32_t value) const;
  std::uint32_t backward(std::uint32_t value) const;

 private:
  static constexpr std::size_t kRounds = 6;
  std::array<std::uint32_t, kRounds> keys_{};
};

}  // namespace kazasu::identity
