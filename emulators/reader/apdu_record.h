// What passes between a reader and a card, as one record per event. Masked before anybody sees it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/time.h"

namespace kazasu::reader {

enum class ReaderEvent : std::uint8_t { kInserted, kRemoved, kPowerOn, kPowerOff, kReset, kExchange };

// How an exchange ended. kAnswer and kDistorted brought bytes; the others brought none.
enum class ExchangeEnd : std::uint8_t {
  kAnswer,
  kDistorted,  // a fault changed or cut the answer
  kRemoved,    // the card left before the answer was complete
  kMute,       // the card never answers
};

// Bytes that were replaced by kMaskedByte before anybody saw them; the length stays.
struct MaskedBytes {
  std::size_t at = 0;
  std::size_t count = 0;
  bool operator==(MaskedBytes const&) const = default;
};
inline constexpr char kMaskedByte = '\xEE';  // no digit and no letter, so that it looks like no PIN

struct ApduRecord {
  std::int64_t unix_us = 0;  // wall clock when it began
  sim::Duration took{};      // card time for an exchange, faults included
  std::uint32_t slot = 0;
  ReaderEvent event = ReaderEvent::kExchange;
  ExchangeEnd end = ExchangeEnd::kAnswer;
  std::string command;  // of an exchange
  std::string answer;   // of an exchange, with its status word; the ATR of kPowerOn and kReset
  MaskedBytes masked_command{};
  MaskedBytes masked_answer{};
};

// Receives records in order, from one thread at a time for each slot but from several threads for several.
struct ApduSink {
  virtual ~ApduSink() = default;
  virtual void record(ApduRecord const& record) = 0;
};

// One record for several sinks, in their order; none may be null, and all outlive this.
class FanOut final : public ApduSink {
 public:
  explicit FanOut(std::vector<ApduSink*> sinks) : sinks_(std::move(sinks)) {}
  void record(ApduRecord const& record) override {
    for (auto* const sink : sinks_) sink->record(record);
  }

 private:
  std::vector<ApduSink*> sinks_;
};

}  // namespace kazasu::reader
