#include "emulators/claims/returned_receipts.h"

namespace kazasu::claims {

sim::Instant settled_at(std::chrono::year_month month) {
  constexpr auto kDay = std::chrono::day{5};
  return sim::from_jst({(month + std::chrono::months{1}) / kDay, std::chrono::hours{8}});
}

std::map<std::uint32_t, Check> returned_receipts(Send const& send, SentFile const& file) {
  auto reasons = std::map<std::uint32_t, Check>{};
  for (auto const& line : file.lines) {
    auto const number = line.finding.receipt;
    if (number == 0 || number > send.receipts.size()) continue;
    auto const returns = rule_of(line.finding.check).band == Band::kReturn;
    if (returns && send.claims(send.receipts[number - 1U])) reasons.try_emplace(number, line.finding.check);
  }
  // A list has only so many lines (kMostListLines); what the register found is kept of every receipt.
  for (std::size_t i = 0; i < send.receipts.size(); ++i) {
    auto const reason = finding_of(send.receipts[i].eligibility);
    if (reason && send.claims(send.receipts[i]))
      reasons.try_emplace(static_cast<std::uint32_t>(i) + 1, *reason);
  }
  return reasons;
}

}  // namespace kazasu::claims
