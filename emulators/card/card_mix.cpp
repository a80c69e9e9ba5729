#include "emulators/card/card_mix.h"

#include "sim/random.h"

namespace kazasu::card {

CardCondition condition_of(CardMix const& mix, std::uint64_t seed, identity::PersonIndex person) {
  if (mix.total() == 0) return CardCondition::kOrdinary;
  auto random = sim::RandomStream{seed, "card mix", person};
  auto draw = random.below(1'000'000);
  auto const falls_into = [&draw](std::uint32_t share) {
    if (draw < share) return true;
    draw -= share;
    return false;
  };
  if (falls_into(mix.absent_ppm)) return CardCondition::kAbsent;
  if (falls_into(mix.face_authentication_ppm)) return CardCondition::kFaceAuthentication;
  if (falls_into(mix.pin_locked_ppm)) return CardCondition::kPinLocked;
  if (falls_into(mix.reissued_ppm)) return CardCondition::kReissued;
  return CardCondition::kOrdinary;
}

}  // namespace kazasu::card
