#include "emulators/card/card_holder.h"

#include <array>

#include "emulators/card/personal_number.h"
#include "sim/calendar.h"
#include "sim/random.h"

namespace kazasu::card {

namespace {

using namespace std::chrono_literals;

// ours: no municipality has it, prefectures end with 47.
constexpr auto kMunicipality = "98000";
// ours: the card outlives its first certificate by five years (ten birthdays against five).
constexpr auto kCardBeyondCertificate = std::chrono::years{5};

struct Era {
  std::chrono::sys_days first_day;
  int year_before;
};
constexpr auto kEras = std::array{
    Era{std::chrono::sys_days{2019y / 5 / 1}, 2018},    // 令和
    Era{std::chrono::sys_days{1989y / 1 / 8}, 1988},    // 平成
    Era{std::chrono::sys_days{1926y / 12 / 25}, 1925},  // 昭和
    Era{std::chrono::sys_days{1912y / 7 / 30}, 1911},   // 大正
    Era{std::chrono::sys_days{1868y / 10 / 23}, 1867},  // 明治
};

std::string digits(std::uint64_t value, std::size_t width) {
  auto const text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string sex_code(identity::Sex sex) {
  switch (sex) {
    case identity::Sex::kMale:
      return "1";
    case identity::Sex::kFemale:
      return "2";
    case identity::Sex::kUnset:
      return "9";
  }
  return "9";
}

}  // namespace

std::string era_date(std::chrono::year_month_day date) {
  auto year = static_cast<int>(date.year());
  for (auto const& era : kEras) {
    if (std::chrono::sys_days{date} < era.first_day) continue;
    year -= era.year_before;
    break;
  }
  return digits(static_cast<std::uint64_t>(year % 100), 2) + digits(static_cast<unsigned>(date.month()), 2) +
         digits(static_cast<unsigned>(date.day()), 2);
}

CardHolder card_holder(identity::Person const& person) {
  auto random = sim::RandomStream{0, "card security code", person.index};
  auto const expiry = sim::date_jst(person.certificate_not_after) + kCardBeyondCertificate;
  auto const birth_pin = era_date(person.birth_date);
  return {.person = person.index,
          .name = person.name,
          .address = person.address,
          .birth_date = sim::compact_date(person.birth_date),
          .sex = sex_code(person.sex),
          .personal_number = synthetic_personal_number(person.index),
          .birth_pin = birth_pin,
          .number_b = birth_pin + digits(static_cast<std::uint64_t>(static_cast<int>(expiry.year())), 4) +
                      digits(random.below(10'000), 4),
          .expiry = sim::compact_date(expiry),
          .municipality = kMunicipality,
          .serial = digits(person.certificate_serial, 15),
          .pin = person.pin};
}

}  // namespace kazasu::card
