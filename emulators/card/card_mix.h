// What shape people's cards are in when a run begins.
#pragma once

#include <cstdint>

#include "emulators/identity/population.h"

namespace kazasu::card {

enum class CardCondition : std::uint8_t {
  kOrdinary,
  kAbsent,              // the person has no card
  kFaceAuthentication,  // 顔認証マイナンバーカード: without a PIN
  kPinLocked,           // three wrong PINs before
  kReissued,            // the person's second card, not linked yet
};

// Parts per million of the people; each falls into one group or into none.
struct CardMix {
  std::uint32_t absent_ppm = 0;
  std::uint32_t face_authentication_ppm = 0;
  std::uint32_t pin_locked_ppm = 0;
  std::uint32_t reissued_ppm = 0;
  bool operator==(CardMix const&) const = default;

  constexpr std::uint64_t total() const {
    return std::uint64_t{absent_ppm} + face_authentication_ppm + pin_locked_ppm + reissued_ppm;
  }
};

// Of a person's card: a function of (seed, person). Precondition: mix.total() is at most a million.
CardCondition condition_of(CardMix const& mix, std::uint64_t seed, identity::PersonIndex person);

}  // namespace kazasu::card
