#include "emulators/eligibility/certificate_rules.h"

namespace kazasu::eligibility {

namespace {

constexpr auto kAlertPeriod = std::chrono::months{3};
constexpr auto kGracePeriod = std::chrono::months{3};

}  // namespace

std::chrono::year_month_day shift_months(std::chrono::year_month_day date, std::chrono::months months) {
  auto const shifted = date + months;
  return shifted.ok() ? shifted
                      : std::chrono::year_month_day{shifted.year() / shifted.month() / std::chrono::last};
}

CertificateStanding standing_of(CertificateDates const& dates, sim::Instant now) {
  auto const second = std::chrono::floor<std::chrono::seconds>(now);
  if (second < dates.not_before) return CertificateStanding::kNotYetValid;
  auto const today = sim::date_jst(now);
  auto const expiry_day = sim::date_jst(dates.not_after);
  if (second > dates.not_after) {
    return today <= shift_months(expiry_day, kGracePeriod) ? CertificateStanding::kGrace
                                                           : CertificateStanding::kBeyondGrace;
  }
  return today < shift_months(expiry_day, -kAlertPeriod) ? CertificateStanding::kGood
                                                         : CertificateStanding::kExpiresSoon;
}

}  // namespace kazasu::eligibility
