// Someone who is insured, what the payers know of him, and a receipt that says so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulators/claims/cross_checks.h"
#include "emulators/claims/registered_insurance.h"
#include "tests/claims/sample_file.h"

namespace kazasu::claims {

inline std::chrono::year_month_day on(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

// One person, born on 1950-01-01 as the sample's, with whatever periods a test gives.
struct OnePerson final : identity::InsuredRegistry {
  identity::InsuranceHistory lived;

  identity::InsuranceHistory history(identity::PersonIndex) const override { return lived; }
  identity::CardStanding standing(identity::PersonIndex) const override {
    return identity::CardStanding::kRegistered;
  }
  std::optional<identity::PersonIndex> by_insured_items(
      identity::InsuredIdentity const& items,
      std::optional<std::chrono::year_month_day> birth_date) const override {
    auto const fits = birth_date == on(1950, 1, 1) && identity::names_anything(lived, items);
    return fits ? std::optional<identity::PersonIndex>{kPerson} : std::nullopt;
  }
  std::optional<identity::CertificateHolder> by_certificate(std::uint32_t) const override {
    return std::nullopt;
  }

  static constexpr auto kPerson = identity::PersonIndex{5};
};

// As the sample's HO has it.
inline identity::InsurancePeriod written_period() {
  return {.insurer_number = "01139997",
          .symbol = "123",
          .number = "4567",
          .branch = "01",
          .qualified = on(2020, 4, 1)};
}
inline identity::InsurancePeriod other_period(std::chrono::year_month_day from) {
  return {.insurer_number = "  139998", .symbol = "9", .number = "77", .branch = "00", .qualified = from};
}

struct SentBefore final : EarlierReceipts {
  bool everything = false;
  bool has_receipt(std::uint64_t) const override { return everything; }
};

struct CrossFound {
  std::vector<Finding> findings;
  std::vector<CrossChecked> receipts;

  std::string codes() const {
    auto text = std::string{};
    for (auto const& finding : findings) {
      text.append(text.empty() ? "" : " ").append(rule_of(finding.check).code);
    }
    return text;
  }
};

struct FileHow {
  FileRules const* rules = nullptr;  // null: the usual ones
  std::size_t chunk = 4096;
};
// All checks: of each receipt those of the file first.
inline CrossFound cross_check(std::string_view file, CrossRules const& rules, FileHow const& how = {}) {
  auto const usual = FileRules{.fees = official_fees(), .claim_month = kClaimMonth};
  auto found = CrossFound{};
  auto const note = [&found](Finding const& finding) { found.findings.push_back(finding); };
  auto cross = CrossChecker{rules, note};
  auto checker = FileChecker{how.rules == nullptr ? usual : *how.rules, note,
                             [&](ReceiptView const& receipt, std::optional<Band> gravest) {
                               found.receipts.push_back(cross.check(receipt, gravest));
                             }};
  for (; !file.empty(); file.remove_prefix(std::min(how.chunk, file.size()))) {
    checker.feed(file.substr(0, how.chunk));
  }
  checker.finish();
  return found;
}

// The tests' texts are of one byte, but for what is named here.
inline std::string decode_known(std::string_view shift_jis) {
  static auto const kKnown = std::map<std::string, std::string, std::less<>>{{"\x89\xCB\x82\x50", "架１"},
                                                                             {"\x82\x54\x82\x55", "５６"}};
  auto const found = kKnown.find(shift_jis);
  return found == kKnown.end() ? "?" : found->second;
}

// JD of the insurer.
inline std::string days_record(std::vector<unsigned> const& days) {
  auto marks = std::vector<std::string>(31);
  for (auto const day : days) marks.at(day - 1) = "1";
  auto record = std::string{"JD,1"};
  for (auto const& mark : marks) record.append(",").append(mark);
  return record;
}
inline std::string payment_record() {
  return std::string{"MF,00"}.append(31, ',');
}

// The clean file with `between` between HO and IH, and with each first text of `changes` where it stands
// first in a record replaced by the second.
inline std::string sample_with(std::vector<std::string> const& between,
                               std::vector<std::pair<std::string, std::string>> const& changes = {}) {
  auto records = sample_records();
  for (auto const& [before, after] : changes) {
    for (auto& record : records) {
      auto const at = record.find(before);
      if (at != std::string::npos) record.replace(at, before.size(), after);
    }
  }
  records.insert(records.begin() + 3, between.begin(), between.end());
  return file_of(records);
}

}  // namespace kazasu::claims
