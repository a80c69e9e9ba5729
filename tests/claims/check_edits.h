// What is done to the clean file of sample_file.h to raise each check, and the codes that have to answer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "emulators/claims/claims_messages.h"
#include "emulators/claims/file_checker.h"
#include "emulators/identity/insurance_history.h"

namespace kazasu::claims {

struct CheckEdit {
  std::string name;   // of letters and digits
  std::string codes;  // exactly these, in the order of the findings
  std::function<std::string()> file;
  // What is known beside the file. Nothing: it is not checked. The sample's station is 7.
  std::optional<StationFacts> station = {};
  std::optional<ClaimCaller> caller = {};                  // who sends the file
  std::optional<identity::InsuranceHistory> insured = {};  // of the sample's person
  bool sent_before = false;
  bool knows_numbers = false;  // 検索番号: none but 12345678901234567 was given out
};
// All, with those of cross_edits().
std::vector<CheckEdit> check_edits();
// Those that need more than the file.
std::vector<CheckEdit> cross_edits();

}  // namespace kazasu::claims
