// Who was insured where on a date, as the payers' own register has it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::claims {

// What a receipt says of its insured person: UTF-8, digits in one byte.
struct WrittenInsurance {
  std::string_view insurer_number;  // eight characters
  std::string_view symbol;          // empty: not compared
  std::string_view number;
  std::string_view branch;  // empty: not written
  std::chrono::year_month_day birth_date;
};

// Days of one month; bit n is the n-th day.
using DaySet = std::uint32_t;

// Each day that was asked for is in exactly one of the three sets.
struct InsuredDays {
  identity::PersonIndex person = 0;
  DaySet written = 0;              // with the insurer that is written
  DaySet elsewhere = 0;            // with another one alone
  DaySet nobody = 0;               // with none
  std::uint32_t insurers = 0;      // how many different ones: one part of a split for each
  bool also_elsewhere = false;     // on a day of `written` another insurer claims the person as well
  bool branch_identified = false;  // the register has a branch, and none or another is written
};

struct InsuranceRegister {
  virtual ~InsuranceRegister() = default;
  // Nothing when nobody was ever insured under these items and born on that day.
  virtual std::optional<InsuredDays> look_up(WrittenInsurance const& written, std::chrono::year_month month,
                                             DaySet days) const = 0;
};

}  // namespace kazasu::claims
