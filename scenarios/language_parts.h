// What the files that hold the language's table share; for them alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "scenarios/language.h"

namespace kazasu::scenarios {

// "journey" and everything below it.
std::span<Entry const> journey_entries();
// The step "view_medical_data" of the journey.
std::span<Entry const> medical_data_entries();

// "status", "fallback" and what is below them.
std::span<Entry const> status_entries();
std::span<Entry const> fallback_entries();
// "claims" and everything below it.
std::span<Entry const> claims_entries();
// Below "population" and "card".
std::span<Entry const> people_entries();
std::span<Entry const> card_state_entries();

using Words = std::span<std::string_view const>;

// What every key of one kind shares.
inline constexpr auto kNoTime = std::string_view{"0s"};
inline constexpr auto kLongestTime =
    std::string_view{"10min"};  // of a distribution: its tail must stay in 64 bits

template <class T>
T const& as(Value const& value) {
  return std::get<T>(value);
}
template <class Enumeration>
Enumeration as_word(Value const& value) {
  return static_cast<Enumeration>(std::get<std::uint64_t>(value));
}
inline std::uint32_t as_u32(Value const& value) {
  return static_cast<std::uint32_t>(std::get<std::uint64_t>(value));
}
// A share in millionths.
inline std::uint32_t as_ppm(Value const& value) {
  return static_cast<std::uint32_t>(std::get<double>(value) * 1e6 + 0.5);
}

}  // namespace kazasu::scenarios
