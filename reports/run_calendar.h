// The hours of a run as days and times of its calendar, in the words of a reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reports/language.h"
#include "sim/calendar.h"

namespace kazasu::reports {

class RunCalendar {
 public:
  // `start` as RunResult::calendar_start has it. With a text that is no time, hours are shown as hours.
  explicit RunCalendar(std::string_view start);

  // "Mon 9 June 08:00", "6月9日(月) 8:00".
  std::string from(double hours, Language language) const;
  // The same for an end: midnight is 24:00 of the day before, as claims offices write it.
  std::string until(double hours, Language language) const;
  // "Mon 9 June 08:00 to 13:00"; with the second day where it is another one.
  std::string range(double from_h, double to_h, Language language) const;

  // Milliseconds since 1970 of the start, read as if Japanese time were UTC; nothing without a start.
  std::optional<std::int64_t> start_ms() const;

 private:
  struct Moment;
  Moment moment(double hours, bool ends) const;
  static std::string day_of(Moment const& moment, Language language);

  std::optional<sim::Instant> start_;
};

// "2025-06" as "June 2025" and "2025年6月"; any other text as it is.
std::string month_name(std::string_view month, Language language);

}  // namespace kazasu::reports
