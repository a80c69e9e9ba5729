// A stand with slots of the virtual reader, and the hand that puts people's cards into them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/card/card_stock.h"
#include "emulators/terminal/card_hand.h"

namespace kazasu::adapters {

inline constexpr auto kContactlessAtr =
    std::string_view{"\x3B\x88\x80\x01\x00\x00\x41\xE0\xB3\x81\xA1\x00\x3B", 13};

inline SlotCard slot_card(card::CardStock& stock, identity::PersonIndex person) {
  return {.card = stock.card(person),
          .atr = std::string{kContactlessAtr},
          .uid = "\x01\x02\x03\x04",
          .label = "person " + std::to_string(person)};
}

// Readers are named by the test; the slots outlive the hand.
class SlotHand final : public terminal::CardHand {
 public:
  SlotHand(card::CardStock& stock, std::map<std::string, CardSlot*> slots)
      : stock_(stock), slots_(std::move(slots)) {}

  void hold(std::string const& reader, identity::PersonIndex person) override {
    if (!slots_.at(reader)->insert(slot_card(stock_, person))) {
      throw terminal::CardHandError("a card lies in " + reader + " already");
    }
  }
  void take_away(std::string const& reader) override { slots_.at(reader)->remove(); }

 private:
  card::CardStock& stock_;
  std::map<std::string, CardSlot*> slots_;
};

}  // namespace kazasu::adapters
