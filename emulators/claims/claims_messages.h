// What a station asks of a payer's claims system and is told, as values. Their form on the line is ours
// (docs/protocols/claims-line.md): the real one is a browser form that is not public.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "emulators/claims/claim_outcome.h"
#include "emulators/claims/send.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::claims {

// A station at one payer's system. Each payer has a login of its own.
struct ClaimCaller {
  identity::StationIndex station = 0;
  Payer payer = Payer::kFund;
  auto operator<=>(ClaimCaller const&) const = default;
};

struct LoginRequest {
  std::string user;
  std::string password;
  std::string new_password = {};  // empty: it stays
};
struct LoginAnswer {
  ClaimOutcome outcome = ClaimOutcome::kAccepted;
  std::string session = {};  // what later requests carry; empty unless accepted
};

struct SendAnswer {
  ClaimOutcome outcome = ClaimOutcome::kAccepted;
  std::uint32_t number = 0;  // 送信回
  sim::Instant ready{};      // when its list can be had, as it looks now
};

// One line of 送信状況.
struct SendStatus {
  std::uint32_t number = 0;
  SendKind kind = SendKind::kClaim;
  bool with_asp = true;
  SendState state = SendState::kBeingChecked;
  sim::Instant received{};
  ReceiptCounts counts{};  // all zero while it is being checked
  std::uint32_t claimed = 0;
};
struct StatusAnswer {
  ClaimOutcome outcome = ClaimOutcome::kAccepted;
  std::vector<SendStatus> sends = {};
};

// 請求確定 or 請求取消.
struct ClaimDecision {
  std::chrono::year_month month{};
  std::uint32_t send = 0;
  bool cancel = false;
  bool with_errors = false;  // エラー分を含む; of a send without ASP everything acceptable is claimed
};

// What can be fetched of a send, or of a month that is settled.
enum class ClaimList : std::uint8_t {
  kCheckResult,         // 受付・事務点検ASP結果リスト, or 受付処理結果リスト without ASP
  kConfirmation,        // 請求確定状況
  kReceipt,             // オンライン受領書
  kReturnedFile,        // 返戻レセプト: the file to correct and claim again; of a month
  kReturnReasons,       // 返戻内訳書; of a month
  kEligibilityResults,  // 資格確認結果連絡書: transferred and split receipts; of a month
};
inline constexpr std::size_t kClaimLists = 6;
std::string_view name_of(ClaimList list);
constexpr bool is_of_month(ClaimList list) {
  return list >= ClaimList::kReturnedFile;
}

struct ListRequest {
  std::chrono::year_month month{};  // of the claim
  std::uint32_t send = 0;           // 0 for what is of a month
  ClaimList list = ClaimList::kCheckResult;
};
struct ListAnswer {
  ClaimOutcome outcome = ClaimOutcome::kAccepted;
  std::string file_name = {};
  std::string content = {};  // Shift_JIS
};

}  // namespace kazasu::claims
