// RECEIPTH.HEN: returned receipts, to be corrected and claimed again. Which records it has is published
// (電子レセプトの作成手引き −訪問看護−, p. 65-66); the layouts of HH, HR, HG and RC are not, and are ours.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/check.h"
#include "emulators/claims/list_subject.h"
#include "emulators/claims/sent_receipts.h"

namespace kazasu::claims {

inline constexpr auto kReturnFileName = std::string_view{"RECEIPTH.HEN"};

// HH, then for each receipt its records with the 検索番号, HR and the block of its history, then HG:
//   HH,payer,都道府県,点数表,コード,名称,請求年月,   as HM, of the month that was claimed
//   HR,請求年月,1,code,text
//   8,1,n,record…   the receipt as it was claimed; n counts from 0 how often it was returned before
//   8,8,n,HR,…      why
//   8,9,n,RC,Ver0000
//   HG,receipts,total of yen
// A history that a receipt had already stands ahead, untouched.
class ReturnFile {
 public:
  // Both must outlive it.
  ReturnFile(identity::Station const& station, TextEncoder const& encode)
      : station_(station), encode_(encode) {}

  // Once, ahead of what is added: of which claims.
  void begin(SendKey const& key);
  // The receipts of that send which have a reason. Precondition: its bytes were kept.
  void add(ListSubject const& subject, std::map<std::uint32_t, Check> const& reasons);
  std::uint32_t receipts() const { return receipts_; }
  // In Shift_JIS. Call once.
  std::string take();

 private:
  void add_receipt(SentReceipt const& receipt, std::string const& search_number, std::string const& reason);
  void add_record(std::string_view record);

  identity::Station const& station_;
  TextEncoder const& encode_;
  std::string file_;
  std::uint32_t receipts_ = 0;
  std::uint64_t yen_ = 0;
};

// The same receipts as a file to claim in `month`: HM ahead and GO behind, numbered anew, HR left out, the
// history untouched. Nothing for what is no return file.
std::optional<std::string> reclaim_file(std::string_view return_file, std::chrono::year_month month);

}  // namespace kazasu::claims
