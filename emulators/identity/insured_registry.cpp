#include "emulators/identity/insured_registry.h"

#include <algorithm>

namespace kazasu::identity {

std::optional<InsuredPeriods> InsuredRegistry::periods_by_insured_items(
    InsuredIdentity const& items, std::optional<std::chrono::year_month_day> birth_date) const {
  auto const person = by_insured_items(items, birth_date);
  if (!person) return std::nullopt;
  return InsuredPeriods{*person, history(*person).periods};
}

bool fits(InsurancePeriod const& period, InsuredIdentity const& items) {
  auto const trimmed = [](std::string_view number) {
    return number.substr(std::min(number.find_first_not_of(' '), number.size()));
  };
  return trimmed(period.insurer_number) == trimmed(items.insurer_number) && period.number == items.number &&
         (items.symbol.empty() || items.symbol == period.symbol) &&
         (items.branch.empty() || items.branch == period.branch);
}

bool fits(MedicalAssistance const& assistance, InsuredIdentity const& items) {
  return assistance.payer_number == items.insurer_number && assistance.recipient_number == items.number;
}

bool names_anything(InsuranceHistory const& history, InsuredIdentity const& items) {
  return (history.assistance && fits(*history.assistance, items)) ||
         std::ranges::any_of(history.periods, [&](auto const& period) { return fits(period, items); });
}

}  // namespace kazasu::identity
