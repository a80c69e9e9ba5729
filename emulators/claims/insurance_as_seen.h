// What a station knows of its patients' insurance when it writes its receipts.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "emulators/claims/care_month.h"
#include "emulators/identity/insurance_history.h"
#include "emulators/identity/population.h"

namespace kazasu::claims {

struct BilledInsurance {
  std::string insurer_number;  // eight characters
  std::string symbol;
  std::string number;
  std::string branch;
  bool assistance = false;  // 医療扶助 pays and no insurer does; the items above are empty
  bool operator==(BilledInsurance const&) const = default;
};

// One receipt of a patient's month.
struct BilledPart {
  BilledInsurance insurance;
  std::vector<std::chrono::day> days;  // of care; ascending
  bool confirmed = true;               // SN is written
  bool dated = true;                   // JD and MF are written
};

struct SeenCare {
  identity::StationIndex station = 0;
  identity::Person const& person;
  std::chrono::year_month month;
  std::span<CareDay const> days;
};

struct InsuranceAsSeen {
  virtual ~InsuranceAsSeen() = default;
  // A part for each insurer, in the order of the days. Days of no part are not claimed, since the station
  // knows of nobody who pays.
  virtual std::vector<BilledPart> parts(SeenCare const& care) const = 0;
};

BilledInsurance billed(identity::InsurancePeriod const& period);

// Puts a day of care to the part with that insurance, which is made when there is none.
void add_day(std::vector<BilledPart>& parts, BilledInsurance const& insurance, std::chrono::day day);

}  // namespace kazasu::claims
