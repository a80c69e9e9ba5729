// Receipts that follow from months of care, as the records of a file in UTF-8.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulators/claims/care_month.h"
#include "emulators/claims/fee_table.h"
#include "emulators/claims/insurance_as_seen.h"
#include "emulators/claims/send.h"
#include "emulators/claims/text_encoder.h"
#include "emulators/identity/population.h"

namespace kazasu::claims {

// One station's file for one payer. Records without their ends; an adapter writes them in Shift_JIS.
struct DraftFile {
  Payer payer = Payer::kFund;
  std::string station_code;  // ten digits
  std::uint32_t receipts = 0;
  std::uint32_t visit_days = 0;
  std::uint64_t yen = 0;
  std::vector<std::string> records;
};

struct ClaimPopulation {
  identity::PersonSource const& people;
  identity::StationSource const& stations;
  CarePlanner const& care;
  FeeTable const& fees;
  // Of whom stations claim. Null: of the insurer that the person has on the calendar's start, all days.
  InsuranceAsSeen const* insurance = nullptr;
};

// Which payer a receipt goes to: 国保 and the latter-stage elderly to the federation, everyone else and
// public assistance alone to the fund.
Payer payer_of(BilledInsurance const& insurance, PublicHelp help);
Payer payer_of(identity::Person const& person, PublicHelp help);

// The files of a station for the claims of `month`, which are of care in the month before. A patient has a
// receipt for each insurer that the station knows of; the fees are those of the whole month, each on the
// receipt of its day. A payer without receipts has no file; with `only`, the other payer has none.
std::vector<DraftFile> draft_files(ClaimPopulation const& population, identity::StationIndex station,
                                   std::chrono::year_month month, std::optional<Payer> only = {});

// As it is sent: in Shift_JIS, with the ends of records and the mark of the end (SPEC p. 2-3).
std::string file_bytes(DraftFile const& draft, TextEncoder const& encode);

// What a station needs to have notified for everything that is drafted; ascending.
std::vector<std::uint16_t> drafted_standards();

}  // namespace kazasu::claims
