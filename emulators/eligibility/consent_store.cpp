#include "emulators/eligibility/consent_store.h"

namespace kazasu::eligibility {

sim::Instant consent_valid_until(sim::Instant consented) {
  auto const date = sim::date_jst(consented);
  auto const month = date.year() / date.month() + std::chrono::months{3};
  auto const last_day = std::chrono::year_month_day{month / std::chrono::last};
  return sim::from_jst({last_day, std::chrono::days{1} - std::chrono::seconds{1}});
}

std::optional<Consent> ConsentStore::find(Key const& key, sim::Instant now) const {
  auto const found = consents_.find(key);
  if (found == consents_.end()) return std::nullopt;
  auto const& consent = found->second;
  if (std::chrono::floor<std::chrono::seconds>(now) > consent_valid_until(consent.given)) return std::nullopt;
  return consent;
}

}  // namespace kazasu::eligibility
