// A short talk with two slots, in which everything happens that a trace can show.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/reader/apdu_mask.h"
#include "tests/reader/recorded.h"

namespace kazasu::reader {

inline std::vector<ApduRecord> sample_records() {
  constexpr auto kJpki = "00A4040C0AD392F000260100000001";
  auto const event = [](ReaderEvent kind, std::string_view atr = {}) {
    return ApduRecord{.event = kind, .command = {}, .answer = card::from_hex(atr)};
  };
  auto const ended = [](std::string_view command, std::string_view answer, ExchangeEnd end) {
    auto record = exchange(command, answer);
    record.end = end;
    return record;
  };
  auto records = std::vector{
      event(ReaderEvent::kInserted),
      event(ReaderEvent::kPowerOn, "3B888001000041E0B381A1003B"),
      exchange("FFCA000000", "010203049000"),
      exchange(kJpki, "9000"),
      exchange("00200098", "63C3"),
      exchange("002000980431323334", "63C2"),
      exchange("00B08A0004", "308205009000"),
      exchange("00B0000401", "309000"),
      ended("00B0000500", "82", ExchangeEnd::kDistorted),
      ended("802A00970131", "6F00", ExchangeEnd::kDistorted),
      exchange("0084000004", "AABBCCDD9000"),
      exchange("31323334", "6E00"),
      ended("00200098", "", ExchangeEnd::kMute),
      event(ReaderEvent::kReset, "3B888001000041E0B381A1003B"),
      exchange("00CA00F200", "6A88"),
      ended(kJpki, "", ExchangeEnd::kRemoved),
      event(ReaderEvent::kRemoved),
      event(ReaderEvent::kPowerOff),
  };
  auto mask = ApduMask{};
  auto time = std::int64_t{1'775'001'599'999'000};  // 2026-03-31T23:59:59.999Z
  for (auto& record : records) {
    record.unix_us = time;
    record.took = record.event == ReaderEvent::kExchange ? std::chrono::microseconds{213}
                                                         : std::chrono::microseconds{0};
    time += 700;
    mask.apply(record);
  }
  auto other = exchange(kJpki, "9000");
  other.slot = 3;
  other.unix_us = records.at(5).unix_us - 1;
  mask.apply(other);
  records.insert(records.begin() + 5, other);
  return records;
}

}  // namespace kazasu::reader
