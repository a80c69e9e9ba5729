// How long a card over the air takes, told from the bytes of an exchange.
#pragma once

#include <string_view>

#include "emulators/card/nfc_timing.h"
#include "sim/random.h"
#include "sim/time.h"

namespace kazasu::reader {

// Of one insertion of one card. A function of (timing, random, order of exchanges).
class CardPace {
 public:
  // `timing` outlives this.
  CardPace(card::NfcTiming const& timing, sim::RandomStream random) : timing_(timing), random_(random) {}

  // `answer` with its status word.
  sim::Duration operator()(std::string_view command, std::string_view answer);

 private:
  card::NfcTiming const& timing_;
  sim::RandomStream random_;
};

}  // namespace kazasu::reader
