// What a list is of, and what all lists say alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emulators/claims/claims_journal.h"
#include "emulators/claims/list_page.h"
#include "emulators/claims/send.h"
#include "emulators/identity/population.h"

namespace kazasu::claims {

// One send. All must outlive the making of the list.
struct ListSubject {
  identity::Station const& station;
  SendKey key;
  Send const& send;
  SentFile const& file;
  std::uint32_t confirmation = 0;  // 請求確定回: which of the month's confirmations it was, from 1
};

std::string_view payer_name(Payer payer);
// 都道府県, 点数表 and コード of the station: two digits, one and seven.
std::string_view prefecture_of(identity::Station const& station);
std::string_view table_of(identity::Station const& station);
std::string_view code_of(identity::Station const& station);

// Of the form RI, four letters of the list, payer, station, 診療科 and 送信回 (操作手順書 for medical
// institutions; which letters nursing has is not public).
std::string list_file_name(std::string_view letters, ListSubject const& subject);
// The same of a list that is of no send.
std::string month_list_file_name(std::string_view letters, identity::Station const& station, Payer payer);
// "007".
std::string three_digits(std::uint32_t number);
// 受付番号, 9999-99999999: of the send and of the receipt (ours).
std::string reception_number(std::uint32_t send, std::uint32_t receipt);

}  // namespace kazasu::claims
