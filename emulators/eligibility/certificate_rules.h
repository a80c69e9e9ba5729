// What the dates of a card's user-authentication certificate allow.
#pragma once

#include <cstdint>

#include "sim/calendar.h"

namespace kazasu::eligibility {

enum class CertificateStanding : std::uint8_t {
  kNotYetValid,
  kGood,
  kExpiresSoon,  // three months or less to its expiry: accepted, with an alert
  kGrace,        // expired three months ago or less: eligibility only
  kBeyondGrace,
};

struct CertificateDates {
  sim::Instant not_before;
  sim::Instant not_after;
};

// The periods are those of the notice of 2025-04-24. The day rule is ours: both periods count from
// the day of expiry in Japan to the same day of the month, or to the last day of a shorter month; the alert
// begins with that day and the grace ends with it. X.509 dates are inclusive whole seconds (RFC
// 5280, 4.1.2.5).
CertificateStanding standing_of(CertificateDates const& dates, sim::Instant now);

// `date` moved by `months`, clipped to the last day of the month.
std::chrono::year_month_day shift_months(std::chrono::year_month_day date, std::chrono::months months);

}  // namespace kazasu::eligibility
