#include "emulators/claims/cross_checks.h"

#include <algorithm>

#include "emulators/claims/receipt_identity.h"
#include "emulators/identity/identifiers.h"

namespace kazasu::claims {

namespace {

constexpr auto kNameField = std::size_t{4};
constexpr auto kInsurerNumberField = std::size_t{1};
constexpr auto kInsuredNumberField = std::size_t{3};

}  // namespace

CrossChecked CrossChecker::check(ReceiptView const& receipt, std::optional<Band> in_file) {
  auto checked = CrossChecked{.entry = {receipt_identity(receipt), class_of(in_file)}};
  if (in_file && *in_file <= Band::kReceipt) return checked;
  auto const before = sink_.count(Band::kReturn);
  check_duplicates(receipt, checked.entry.identity);
  if (rules_.insurance != nullptr) {
    checked.eligibility = check_eligibility(receipt, *rules_.insurance, rules_.decode);
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
