// What was prescribed, done and measured: the facts behind 薬剤情報, 診療情報 and 特定健診等情報.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "emulators/identity/population.h"

namespace kazasu::eligibility {

struct DrugLine {
  std::string code;         // DrugC
  std::string name;         // DrugN
  std::string ingredient;   // IngreN
  std::string quantity;     // Qua1
  std::string unit;         // Unit
  std::string times;        // Times: days or doses
  std::string usage;        // UsageN
  std::string instruction;  // SpInst, may be empty
  std::string category;     // MeTrIdCl 診療識別
};
struct TreatmentLine {
  std::string name;  // SinInfN
  std::string code;  // SinInfCd
  std::string category;
  std::string quantity;
  std::string times;
  std::string unit;
};
struct CareDay {
  std::chrono::year_month_day dispensed;
  std::chrono::year_month_day prescribed;
  std::vector<DrugLine> drugs;
  std::vector<TreatmentLine> treatments;
};
// One claim: an institution's month. The same for what was prescribed and dispensed electronically.
struct ClaimMonth {
  std::string institution_code;  // MeTrDiHCd
  std::string institution_name;  // MeTrDiHNm
  std::chrono::year_month month;
  std::string in_or_out;  // 入外等区分
  std::vector<CareDay> days;
  std::string dispensed_by = {};   // DiOrg: 1 who prescribed, 2 a pharmacy (our reading)
  std::string prescribed_by = {};  // PrIsOrg: the table of the prescribing institution, 1 医科 (our reading)
  std::string prescriber_code = {};  // PrlsHCd, PrlsHNm: of a pharmacy's claims
  std::string prescriber_name = {};
};
// 電子処方箋: what claims do not show yet.
struct ElectronicPrescriptions {
  std::vector<ClaimMonth> prescribed;  // ShPrInf
  std::vector<ClaimMonth> dispensed;   // CzDiInf, each of one of those
};

struct CheckupItem {
  std::string code;
  std::string name;
  std::string data_type;  // PQ a quantity, CO a code
  std::string value;
  std::string value_name;  // of a code
  std::string unit;
  std::string oid;  // of a code's table
};
struct Checkup {
  std::chrono::year_month_day day;
  std::vector<CheckupItem> items;
};

// Facts are functions of (seed, person): every date, name and figure is made up and says 試験 where a name
// could be mistaken. Months run from `first` to `last`, both included, oldest first.
std::vector<ClaimMonth> claims_of(std::uint64_t seed, identity::PersonIndex person,
                                  std::chrono::year_month first, std::chrono::year_month last);
// The drugs of the same facts up to `today`, of the people whose clinic prescribes electronically (ours: four
// in ten).
ElectronicPrescriptions prescriptions_of(std::uint64_t seed, identity::PersonIndex person,
                                         std::chrono::year_month first, std::chrono::year_month_day today);
// One a year, oldest first, from the age of 40 on; the latest five before `today` at most (sheet of the
// slides of 2025-04-24).
std::vector<Checkup> checkups_of(std::uint64_t seed, identity::Person const& person,
                                 std::chrono::year_month_day today);

}  // namespace kazasu::eligibility
