// Checks a receipt file as it comes in, receipt by receipt: memory is bounded by the largest receipt.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/check.h"
#include "emulators/claims/claims_messages.h"
#include "emulators/claims/fee_table.h"
#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

struct StationFacts {
  std::vector<std::uint16_t> standards = {};           // facility standards notified, ascending
  std::optional<identity::StationIndex> station = {};  // nothing: not compared with who sends
  std::string name = {};                               // as registered, in Shift_JIS; empty: any will do
  // First and last month in which it may give care; nothing: no bound.
  std::optional<std::chrono::year_month> opened = {};
  std::optional<std::chrono::year_month> closed = {};
};

struct FileRules {
  FeeTable const& fees;
  // Nothing: whatever HM says.
  std::optional<std::chrono::year_month> claim_month;
  // By 都道府県, 点数表 and ステーションコード, ten digits. Nothing: not registered. Empty: every station
  // with a right check digit is, with every standard.
  std::function<std::optional<StationFacts>(std::string_view code)> station = {};
  // Whether a 検索番号 is one that was given out. Empty: any may be.
  std::function<bool(std::string_view number)> search_number = {};
  // Who sends the file, and to which payer. Nothing: not known.
  std::optional<ClaimCaller> caller = {};
};

// What is known of a whole file.
struct FileSummary {
  std::string station_code;  // ten digits; empty without an HM
  char payer = '0';          // as HM has it
  std::uint32_t receipts = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  bool refused = false;  // by a finding of L1: nothing of it is claimed
};

class FileChecker {
 public:
  // Beyond this a receipt is refused, and its further records are only counted (ours; a heavy real one has
  // some hundred).
  static constexpr auto kMostRecords = std::size_t{20'000};
  static constexpr auto kMostText = std::size_t{4} * 1024 * 1024;  // the same for its bytes

  // Findings come in the order of the file. After each receipt that was looked at, `receipt` is called, when
  // given, with the receipt and the gravest band found in it.
  using ReceiptSeen = std::function<void(ReceiptView const&, std::optional<Band>)>;
  FileChecker(FileRules const& rules, std::function<void(Finding const&)> found, ReceiptSeen receipt = {});
  ~FileChecker();

  void feed(std::string_view bytes);
  // No more comes. Call once.
  FileSummary finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::claims
