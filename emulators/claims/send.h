// One 送信 of a station to a payer: what was sent, how its checks came out, what became of it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/check.h"
#include "emulators/claims/eligibility_outcome.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::claims {

enum class Payer : std::uint8_t {
  kFund = 1,        // 社会保険診療報酬支払基金
  kFederation = 2,  // 国民健康保険団体連合会
};

// How the checks left a receipt, best first.
enum class ReceiptClass : std::uint8_t {
  kNormal,
  kNotice,       // L48
  kReview,       // L4
  kReturn,       // L3
  kUnacceptable  // L2
};
inline constexpr std::size_t kReceiptClasses = 5;
ReceiptClass class_of(std::optional<Band> gravest);
using ReceiptCounts = std::array<std::uint32_t, kReceiptClasses>;

// What is kept of a receipt beside its file.
struct ReceiptEntry {
  static constexpr auto kNobody = ~identity::PersonIndex{0};

  std::uint64_t identity = 0;              // of person, insurer and month: the same for the same claim
  identity::PersonIndex person = kNobody;  // as the register knows the patient
  std::chrono::year_month care_month{};    // 訪問看護年月
  ReceiptClass checked = ReceiptClass::kNormal;
  EligibilityOutcome eligibility = EligibilityOutcome::kNotLookedUp;
  std::uint8_t parts = 1;  // receipts that come of it: more than one of kSplit, up to kMostParts
};

enum class SendState : std::uint8_t {
  kBeingChecked,  // received, and its list is not ready
  kChecked,       // to be confirmed or cancelled
  kConfirmed,
  kCancelled,
  kRefused,  // by a finding of L1
};
enum class Confirmation : std::uint8_t {
  kWithoutErrors,  // エラー分を除く
  kWithErrors,     // エラー分を含む
  kUnchecked,      // ASPなし
  kAutomatic,      // by the system after the deadline, without errors
};
// Whether a receipt of that class is claimed (操作手順書 p. 47-50; of the medical list).
bool is_claimed(ReceiptClass receipt, Confirmation confirmation);

struct SendKey {
  identity::StationIndex station = 0;
  Payer payer = Payer::kFund;
  std::chrono::year_month month{};  // of the claim
  auto operator<=>(SendKey const&) const = default;
};

// What a send is for.
enum class SendKind : std::uint8_t {
  kClaim,
  kTest,  // 確認試験: checked and listed like a claim, and never claimed
};

struct Send {
  std::uint32_t number = 0;  // 送信回, 1 to 999
  SendKind kind = SendKind::kClaim;
  bool with_asp = true;
  std::string content;  // hash of the file
  sim::Instant received;
  sim::Instant ready;  // when its list can be had
  bool refused = false;
  bool cancelled = false;
  std::vector<ReceiptEntry> receipts;
  std::optional<Confirmation> confirmation = {};
  sim::Instant confirmed{};

  SendState state(sim::Instant now) const;
  ReceiptCounts counts() const;
  // Without ASP nothing but L2 is looked for: all others count as normal.
  ReceiptClass class_shown(ReceiptEntry const& receipt) const;
  bool claims(ReceiptEntry const& receipt) const;  // false before a confirmation
  std::uint32_t claimed() const;                   // receipts
};

}  // namespace kazasu::claims
