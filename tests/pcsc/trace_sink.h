// Keeps what a terminal sent and heard, in a form that can be compared.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "emulators/reader/apdu_record.h"
#include "tests/card/hex.h"

namespace kazasu::adapters {

// One line for each event, without times, reader and ATR: "power on", "00A4… -> 9000".
class TraceSink final : public reader::ApduSink {
 public:
  void record(reader::ApduRecord const& record) override {
    auto const lock = std::lock_guard{mutex_};
    if (record.event == reader::ReaderEvent::kPowerOn) {
      lines_.emplace_back("power on");
    } else if (record.end == reader::ExchangeEnd::kAnswer) {
      lines_.push_back(card::to_hex(record.command) + " -> " + card::to_hex(record.answer));
    } else {
      lines_.push_back(card::to_hex(record.command) +
                       (record.end == reader::ExchangeEnd::kRemoved ? " -> removed" : " -> nothing"));
    }
  }
  std::vector<std::string> lines() const {
    auto const lock = std::lock_guard{mutex_};
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

}  // namespace kazasu::adapters
