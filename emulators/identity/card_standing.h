// What the far side knows about a card. The card itself cannot tell and answers alike in all of them.
#pragma once

#include <cstdint>

namespace kazasu::identity {

enum class CardStanding : std::uint8_t {
  kRegistered,    // as an insurance card
  kUnregistered,  // never registered as one
  kSuspended,     // 一時停止, after a report of loss
  kRevoked,
};

}  // namespace kazasu::identity
