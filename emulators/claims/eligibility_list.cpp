#include "emulators/claims/eligibility_list.h"

#include <algorithm>

#include "emulators/claims/sent_receipts.h"
#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

void EligibilityList::add_receipt(ListSubject const& subject, ReceiptView const& receipt) {
  auto const& entry = subject.send.receipts[receipt.number - 1U];
  auto const* const common = &receipt.records.front();
  for (auto part = 1U; part <= entry.parts; ++part) {
    page_.number(++lines_).text(reception_number(subject.send.number, receipt.number));
    for (auto const field : {3U, 4U, 7U, 13U}) page_.kept(shown_field(common, field));
    page_.kept(shown_field(receipt.first(RecordType::kInsurer), 1));
    page_.text(treatment_of(entry.eligibility));
    if (entry.eligibility == EligibilityOutcome::kSplit) {
      page_.number(part);
    } else {
      page_.empty();
    }
    page_.end_row();
  }
}

void EligibilityList::add(ListSubject const& subject, std::map<std::uint32_t, Check> const& reasons) {
  auto const& send = subject.send;
  auto const tells = [&send](ReceiptEntry const& entry) {
    return send.claims(entry) && !treatment_of(entry.eligibility).empty();
  };
  // Most sends have nothing to tell of, and are not read.
  if (std::ranges::none_of(send.receipts, tells)) return;
  read_receipts(*subject.file.content, [&](SentReceipt const& sent) {
    auto const number = sent.view.number;
    if (number > send.receipts.size() || reasons.contains(number)) return;
    if (tells(send.receipts[number - 1U])) add_receipt(subject, sent.view);
  });
}

}  // namespace kazasu::claims
