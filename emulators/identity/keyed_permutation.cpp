#include "emulators/identity/keyed_permutation.h"

#include "sim/random.h"

namespace kazasu::identity {

namespace {

constexpr auto kHalfBits = 15U;
constexpr auto kHalfMask = (1U << kHalfBits) - 1U;

std::uint32_t mix(std::uint32_t half, std::uint32_t key) {
  auto value = (half ^ key) * 0x9E3779B1U;
  value ^= value >> 16U;
  value *= 0x85EBCA6BU;
  return value >> 17U;
}

}  // namespace

KeyedPermutation::KeyedPermutation(std::uint64_t seed, std::string_view purpose) {
  auto random = sim::RandomStream{seed, purpose, 0};
  for (auto& key : keys_) key = static_cast<std::uint32_t>(random.next());
}

std::uint32_t KeyedPermutation::forward(std::uint32_t value) const {
  auto left = value >> kHalfBits;
  auto right = value & kHalfMask;
  for (auto const key : keys_) {
    auto const next = left ^ mix(right, key);
    left = right;
    right = next;
  }
  return left << kHalfBits | right;
}

std::uint32_t KeyedPermutation::backward(std::uint32_t value) const {
  auto left = value >> kHalfBits;
  auto right = value & kHalfMask;
  for (auto key = keys_.rbegin(); key != keys_.rend(); ++key) {
    auto const previous = right ^ mix(left, *key);
    right = left;
    left = previous;
  }
  return left << kHalfBits | right;
}

}  // namespace kazasu::identity
