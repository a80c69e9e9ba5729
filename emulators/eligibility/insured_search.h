// Stored insured data that an institution asks about a person with (QualificationConfirmSearchInfo).
#pragma once

#include <chrono>
#include <string>

#include "emulators/identity/insured_identity.h"

namespace kazasu::eligibility {

struct InsuredSearch {
  std::string insurer_number;
  std::string symbol = {};  // empty: not asked for
  std::string number;
  std::string branch = {};  // likewise
  std::chrono::year_month_day birth_date;
  bool wants_limit = false;               // LimitApplicationCertificateRelatedConsFlg
  std::string arbitrary_identifier = {};  // echoed
  bool operator==(InsuredSearch const&) const = default;

  // Valid as long as the search.
  identity::InsuredIdentity items() const { return {insurer_number, symbol, number, branch}; }
  bool has_required_items() const { return !insurer_number.empty() && !number.empty() && birth_date.ok(); }
};

}  // namespace kazasu::eligibility
