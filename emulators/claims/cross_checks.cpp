#include "emulators/claims/cross_checks.h"

#include <algorithm>

#include "emulators/claims/receipt_identity.h"
#include "emulators/claims/record_values.h"
#include "emulators/identity/identifiers.h"

namespace kazasu::claims {

namespace {

constexpr auto kMonthField = std::size_t{3};
constexpr auto kNameField = std::size_t{4};
constexpr auto kInsurerNumberField = std::size_t{1};
constexpr auto kInsuredNumberField = std::size_t{3};

}  // namespace

ReceiptEntry entry_of(ReceiptView const& receipt, std::optional<Band> in_file) {
  auto entry = ReceiptEntry{.identity = receipt_identity(receipt), .checked = class_of(in_file)};
  if (auto const month = month_in(receipt.records.front().fields[kMonthField])) entry.care_month = *month;
  return entry;
}

CrossChecked CrossChecker::check(ReceiptView const& receipt, std::optional<Band> in_file) {
  auto checked = CrossChecked{.entry = entry_of(receipt, in_file)};
  if (in_file && *in_file <= Band::kReceipt) return checked;
  auto const before = sink_.count(Band::kReturn);
  check_duplicates(receipt, checked.entry.identity);
  if (rules_.insurance != nullptr) {
    checked.eligibility = check_eligibility(receipt, *rules_.insurance, rules_.decode);
    checked.entry.person = checked.eligibility.person.value_or(ReceiptEntry::kNobody);
    checked.entry.eligibility = checked.eligibility.outcome;
    checked.entry.parts = static_cast<std::uint8_t>(checked.eligibility.parts);
    auto const finding = finding_of(checked.eligibility.outcome);
    auto const* const insurer = receipt.first(RecordType::kInsurer);
    // A wrong check digit has been said (L3087).
    if (finding && identity::check_insurer_number(insurer->fields[kInsurerNumberField]).acceptable()) {
      auto const field = *finding == Check::kNotInsured ? kInsuredNumberField : kInsurerNumberField;
      sink_.add(*finding, receipt.number, *insurer, field);
    }
  }
  if (sink_.count(Band::kReturn) != before) {
    checked.entry.checked = std::max(checked.entry.checked, ReceiptClass::kReturn);
  }
  return checked;
}

void CrossChecker::check_duplicates(ReceiptView const& receipt, std::uint64_t identity) {
  auto const& common = receipt.records.front();
  if (!seen_.insert(identity).second) {
    sink_.add(Check::kTwiceInFile, receipt.number, common, kNameField);
  } else if (rules_.earlier != nullptr && rules_.earlier->has_receipt(identity)) {
    sink_.add(Check::kSentBefore, receipt.number, common, kNameField);
  }
}

}  // namespace kazasu::claims
