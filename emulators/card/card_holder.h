// What is printed on a card and what follows from it: the data of every application but JPKI.
#pragma once

#include <string>

#include "emulators/identity/population.h"

namespace kazasu::card {

// Digits are ASCII, texts UTF-8. Everything is a function of the person.
struct CardHolder {
  identity::PersonIndex person = 0;
  std::string name;  // parts joined by U+3000
  std::string address;
  std::string birth_date;       // YYYYMMDD
  std::string sex;              // 1 male, 2 female, 9 unknown
  std::string personal_number;  // twelve digits
  std::string birth_pin;        // 生年月日: year of the era, month, day
  std::string number_b;         // 照合番号B: birth_pin, year of expiry, security code
  std::string security_code;    // four digits
  std::string expiry;           // YYYYMMDD, of the card
  std::string municipality;     // five digits
  std::string serial;           // fifteen digits, of the card
  std::string pin;              // of 券面入力補助AP, 共通AP and 住基AP
};

CardHolder card_holder(identity::Person const& person);

// Two digits of the year of the era, month and day (和暦YYMMDD). Precondition: 1868-10-23 or later.
std::string era_date(std::chrono::year_month_day date);

}  // namespace kazasu::card
