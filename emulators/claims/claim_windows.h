// When a station may do what in a month of claims (schedules of the payers; JST, weekends and holidays
// included).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "sim/calendar.h"

namespace kazasu::claims {

enum class ClaimAction : std::uint8_t {
  kSend,      // 請求データの送信, with or without ASP: days 5 to 10
  kCorrect,   // send again what was sent by the 10th and had errors: days 5 to 12
  kTestSend,  // 確認試験: day 5 to the end of the month
  kDownload,  // 返戻 and the like: day 5 to the end of the month
};

// 08:00 to 21:00, on days 8 to 10 to 24:00.
class ClaimWindows {
 public:
  // `extension`: until when the operator lets stations send after the 10th, as in April and May 2022 (the
  // 12th at 21:00). It opens sending at 08:00 on each day up to then.
  explicit ClaimWindows(std::optional<sim::Instant> extension = std::nullopt) : extension_(extension) {}

  bool is_open(ClaimAction action, sim::Instant now) const;
  // The first instant from `now` on at which the action is possible, within this month or the next.
  sim::Instant next_opening(ClaimAction action, sim::Instant now) const;
  // When unconfirmed sends of the month that `now` falls in are confirmed by the system: 24:00 on the 10th,
  // or the end of the extension.
  sim::Instant automatic_confirmation(sim::Instant now) const;
  // The same for corrections that came after that: 21:00 on the 12th, when the month closes (ours), or the
  // end of the extension.
  sim::Instant closing(sim::Instant now) const;

 private:
  struct Day {
    std::chrono::minutes from{};
    std::chrono::minutes to{};  // equal: closed
  };
  // `end`, or the end of the extension when that is later in its month.
  sim::Instant extended(sim::Instant end) const;
  Day hours_of(ClaimAction action, std::chrono::year_month_day day) const;

  std::optional<sim::Instant> extension_;
};

}  // namespace kazasu::claims
