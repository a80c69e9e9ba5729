#include "emulators/claims/return_reasons_list.h"

#include "emulators/claims/search_number.h"
#include "emulators/claims/sent_receipts.h"
#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

void ReturnReasonsList::add(ListSubject const& subject, std::map<std::uint32_t, Check> const& reasons) {
  read_receipts(*subject.file.content, [&](SentReceipt const& sent) {
    auto const& receipt = sent.view;
    auto const reason = reasons.find(receipt.number);
    if (reason == reasons.end()) return;
    auto const& rule = rule_of(reason->second);
    auto const* const common = &receipt.records.front();
    auto const* const insurer = receipt.first(RecordType::kInsurer);
    auto const* const payer = receipt.first(RecordType::kPublicExpense);
    auto const totals = shown_totals(receipt);
    auto const earlier = shown_field(common, 14);
    auto const given = write_search_number({.payer = subject.key.payer,
                                            .station_code = subject.station.institution_code,
                                            .month = subject.key.month,
                                            .send = subject.send.number,
                                            .receipt = receipt.number});
    page_.number(++lines_).text(reception_number(subject.send.number, receipt.number));
    for (auto const field : {3U, 2U, 1U, 4U, 7U}) page_.kept(shown_field(common, field));
    for (auto const field : {1U, 2U, 3U}) page_.kept(shown_field(insurer, field));
    page_.kept(shown_field(payer, 1)).kept(shown_field(payer, 2));
    page_.kept(totals.days).kept(totals.yen).kept(totals.copayment).kept(shown_field(common, 13));
    // L and four digits at the one payer, the digits alone at the other.
    page_.text(subject.key.payer == Payer::kFund ? rule.code : rule.code.substr(1)).text(rule.message);
    page_.kept(earlier.empty() ? std::string_view{given} : earlier);
    page_.empty().end_row();
  });
}

}  // namespace kazasu::claims
