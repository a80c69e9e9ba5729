// What a scenario says about the cards and the air between card and reader.
#pragma once

#include <cstdint>
#include <string>

namespace kazasu::card {

enum class CardTiming : std::uint8_t {
  kNone,   // the card answers as fast as the machine can: for benchmarks of everything else
  kModel,  // nfc_timing.h
};
enum class AirBitRate : std::uint16_t { k106 = 106, k212 = 212, k424 = 424 };  // kbit/s, both directions

struct CardModel {
  CardTiming timing = CardTiming::kModel;
  AirBitRate bit_rate = AirBitRate::k424;
  std::string trace_file{};  // measured exchange times that replace the distributions; empty = none
};

}  // namespace kazasu::card
