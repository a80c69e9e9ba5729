// What is done to the clean file of sample_file.h to raise each check, and the codes that have to answer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "emulators/claims/claims_messages.h"

namespace kazasu::claims {

struct CheckEdit {
  std::string name;   // of letters and digits
  std::string codes;  // exactly these, in the order of the findings
  std::function<std::string()> file;
  bool knows_station = false;  // which has notified no facility standard
  // Who sends the file; the sample's station is 7. Nothing: not known.
  std::optional<ClaimCaller> caller = {};
  bool knows_numbers = false;  // 検索番号: none but 12345678901234567 was given out
};
std::vector<CheckEdit> check_edits();

}  // namespace kazasu::claims
