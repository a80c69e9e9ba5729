#include "emulators/claims/registered_insurance.h"

#include <bit>
#include <span>

#include "emulators/claims/wide_text.h"

namespace kazasu::claims {

namespace {

using identity::InsurancePeriod;

constexpr auto kDays = 31U;

bool is_written(InsurancePeriod const& period, WrittenInsurance const& written) {
  auto const same = identity::fits(period, {written.insurer_number, {}, written.number, {}});
  return same && (written.symbol.empty() || narrow(period.symbol) == written.symbol);
}

// Which of the periods hold on a day; bit n is the n-th of them.
std::uint32_t holding(std::span<InsurancePeriod const> periods, std::chrono::year_month_day day) {
  auto found = std::uint32_t{0};
  for (std::size_t i = 0; i < periods.size(); ++i) {
    if (periods[i].holds_on(day)) found |= 1U << i;
  }
  return found;
}

}  // namespace

std::optional<InsuredDays> RegisteredInsurance::look_up(WrittenInsurance const& written,
                                                        std::chrono::year_month month, DaySet days) const {
  auto const found_person = registry_.periods_by_insured_items(
      {written.insurer_number, {}, written.number, {}}, written.birth_date);
  if (!found_person) return std::nullopt;
  auto const& periods = found_person->periods;
  auto insured = InsuredDays{.person = found_person->person};
  auto named = std::uint32_t{0};
  for (std::size_t i = 0; i < periods.size(); ++i) {
    auto const& period = periods[i];
    if (!is_written(period, written)) continue;
    named |= 1U << i;
    insured.branch_identified = !period.branch.empty() && period.branch != written.branch;
  }
  if (named == 0) return std::nullopt;
  auto used = std::uint32_t{0};
  for (auto day = 1U; day <= kDays; ++day) {
    auto const bit = DaySet{1} << day;
    if ((days & bit) == 0) continue;
    auto const found = holding(periods, month / std::chrono::day{day});
    if ((found & named) != 0) {
      insured.written |= bit;
      insured.also_elsewhere |= (found & ~named) != 0;
      used |= named;
    } else if (found != 0) {
      insured.elsewhere |= bit;
      used |= 1U << std::countr_zero(found);
    } else {
      insured.nobody |= bit;
    }
  }
  insured.insurers = static_cast<std::uint32_t>(std::popcount(used));
  return insured;
}

}  // namespace kazasu::claims
