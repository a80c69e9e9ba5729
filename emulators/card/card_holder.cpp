#include "emulators/card/card_holder.h"

#include "emulators/card/personal_number.h"
#include "emulators/identity/japanese_era.h"
#include "sim/calendar.h"
#include "sim/random.h"

namespace kazasu::card {

namespace {

// ours: no municipality has it, prefectures end with 47.
constexpr auto kMunicipality = "98000";
// ours: the card outlives its first certificate by five years (ten birthdays against five).
constexpr auto kCardBeyondCertificate = std::chrono::years{5};

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
  auto const year = identity::era_year(date).year;
  return digits(static_cast<std::uint64_t>(year % 100), 2) + digits(static_cast<unsigned>(date.month()), 2) +
         digits(static_cast<unsigned>(date.day()), 2);
}

CardHolder card_holder(identity::Person const& person) {
  auto random = sim::RandomStream{0, "card security code", person.index};
  auto const expiry = sim::date_jst(person.certificate_not_after) + kCardBeyondCertificate;
  auto const birth_pin = era_date(person.birth_date);
  auto const security_code = digits(random.below(10'000), 4);
  return {.person = person.index,
          .name = person.name,
          .address = person.address,
          .birth_date = sim::compact_date(person.birth_date),
          .sex = sex_code(person.sex),
          .personal_number = synthetic_personal_number(person.index),
          .birth_pin = birth_pin,
          .number_b = birth_pin + digits(static_cast<std::uint64_t>(static_cast<int>(expiry.year())), 4) +
                      security_code,
          .security_code = security_code,
          .expiry = sim::compact_date(expiry),
          .municipality = kMunicipality,
          .serial = digits(person.certificate_serial, 15),
          .pin = person.pin};
}

}  // namespace kazasu::card
