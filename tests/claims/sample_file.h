// A small receipt file without fault, and ways to spoil it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/fee_table.h"
#include "emulators/claims/fee_texts.h"
#include "emulators/claims/file_checker.h"

namespace kazasu::claims {

inline constexpr auto kClaimMonth = std::chrono::year{2024} / std::chrono::July;

inline FeeTable const& official_fees() {
  static auto const table = FeeTable{{fee_items_text(), fee_addons_text(), fee_exclusions_text()}};
  return table;
}

// Shift_JIS: 試験
inline constexpr auto kWord = std::string_view{"\x8E\x8E\x8C\xB1"};

inline std::vector<std::string> sample_records() {
  auto const word = std::string{kWord};
  return {"HM,1,13,6,9012347," + word + ",202407,",
          "RE,1,6112,202406," + word + ",,1,19500101,,,,,,,",
          "HO,01139997,123,4567,2,11100,,,,,,",
          "IH,13,1,9012348," + word + "," + word + ",",
          "HJ,01,20240601,20240831",
          "JS," + word + ",03,,,",
          "SY,0000999,," + word + ",",
          "RJ,20240603,01,,,,,,,,,,,,,,,,,,,,,,,,,,",
          "KA,20240603,1,510000110,,5550,03,01,01",
          "KA,20240605,1,510000110,,5550,03,01,01",
          "GO"};
}

inline std::string file_of(std::vector<std::string> const& records) {
  auto file = std::string{};
  for (auto const& record : records) file.append(record).append("\r\n");
  return file.append("\x1A");
}

struct Checked {
  std::vector<Finding> findings;
  FileSummary summary;
};
inline Checked check(std::string_view file, std::size_t chunk = 4096, FileRules const* rules = nullptr) {
  auto checked = Checked{};
  auto const usual = FileRules{.fees = official_fees(), .claim_month = kClaimMonth};
  auto checker = FileChecker{rules == nullptr ? usual : *rules,
                             [&](Finding const& finding) { checked.findings.push_back(finding); }};
  for (; !file.empty(); file.remove_prefix(std::min(chunk, file.size()))) checker.feed(file.substr(0, chunk));
  checked.summary = checker.finish();
  return checked;
}

}  // namespace kazasu::claims
