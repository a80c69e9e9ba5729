// Who takes part: synthetic people and stations behind source interfaces.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/calendar.h"

namespace kazasu::identity {

using PersonIndex = std::uint64_t;
using StationIndex = std::uint32_t;

// OQSCD007.
enum class Sex : std::uint8_t { kMale = 1, kFemale = 2, kUnset = 3 };

// One insured person as the card and the registry know them. Everything is synthetic.
struct Person {
  PersonIndex index = 0;
  std::string name;       // full-width, family and given name joined by U+3000
  std::string name_kana;  // half-width kana
  std::string address;
  std::string post_number;  // "123-4567"
  Sex sex = Sex::kUnset;
  std::chrono::year_month_day birth_date;
  std::string insurer_number;  // eight digits (national health insurance: six, left-padded with spaces)
  std::string insured_symbol;  // empty for the latter-stage elderly
  std::string insured_number;
  std::string insured_branch;            // two digits; empty for the latter-stage elderly
  std::uint32_t certificate_serial = 0;  // of the user-authentication certificate
  sim::Instant certificate_not_before;
  sim::Instant certificate_not_after;
  std::string pin;          // four digits; never logged
  std::string signing_pin;  // 6 to 16 of A-Z and 0-9, at least one of each; never logged
};

// One home-visit nursing station.
struct Station {
  StationIndex index = 0;
  std::string institution_code;  // ten digits, table number 6
  std::string name;
  std::uint8_t prefecture = 0;  // 1 to 47
  std::string reception_token;  // 32 hexadecimal digits: the unguessable part of the institution's own URL
};

struct PersonSource {
  virtual ~PersonSource() = default;
  virtual std::uint64_t people() const = 0;
  // Precondition: index < people().
  virtual Person person(PersonIndex index) const = 0;
  virtual std::optional<PersonIndex> by_certificate_serial(std::uint32_t serial) const = 0;
  // Of the person's first card (1, as person() has it) or of one that was issued again (2 and up). Throws
  // std::invalid_argument when the population has no such card.
  virtual std::uint32_t certificate_serial(PersonIndex index, unsigned issue) const {
    if (issue != 1) throw std::invalid_argument("this population has no cards that were issued again");
    return person(index).certificate_serial;
  }
};

struct StationSource {
  virtual ~StationSource() = default;
  virtual StationIndex stations() const = 0;
  // Precondition: index < stations().
  virtual Station station(StationIndex index) const = 0;
  virtual std::optional<StationIndex> by_institution_code(std::string_view code) const = 0;
  virtual std::optional<StationIndex> by_reception_token(std::string_view token) const = 0;
};

}  // namespace kazasu::identity
