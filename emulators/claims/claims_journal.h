// What the claims systems report of themselves, so that they can outlive their process.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulators/claims/check.h"
#include "emulators/claims/claims_messages.h"
#include "emulators/claims/send.h"

namespace kazasu::claims {

// The bytes of a file that was sent, wherever they lie. Read once more than once, always the same.
struct SentContent {
  virtual ~SentContent() = default;
  virtual std::uint64_t size() const = 0;
  // In order, in pieces of any size.
  virtual void read(std::function<void(std::string_view)> const& give) const = 0;
};

// A finding with what the result list says of its receipt. Texts in Shift_JIS, as the file has them.
struct ListLine {
  Finding finding;
  std::string record_number;  // 訪問看護記録番号等
  std::string care_month;     // YYYYMM
  std::string name;
  std::string birth_date;  // YYYYMMDD
  std::string yen;         // 合計金額
};

// What is kept of a file beside the Send. More lines than kMostListLines are not kept; the list says so.
inline constexpr auto kMostListLines = std::size_t{100'000};
struct SentFile {
  std::unique_ptr<SentContent> content;  // null in virtual time
  std::vector<ListLine> lines;
  bool more_lines = false;
};

// How a password is kept.
struct PasswordRecord {
  std::string sealed;  // salt and hash, by PasswordSeal
  bool initial = true;
};

struct SendMade {
  SendKey key;
  Send send;
  SentFile file;
};
struct SendConfirmed {
  SendKey key;
  std::uint32_t number = 0;
  Confirmation how = Confirmation::kWithoutErrors;
  sim::Instant at{};
};
struct SendCancelled {
  SendKey key;
  std::uint32_t number = 0;
  sim::Instant at{};
};
struct PasswordChanged {
  ClaimCaller caller;
  PasswordRecord record;
};
struct WindowExtended {
  std::chrono::year_month month{};
  sim::Instant until{};
};
// Of both environments of claims: everything is gone.
struct ClaimsForgotten {};

using ClaimChange =
    std::variant<SendMade, SendConfirmed, SendCancelled, PasswordChanged, WindowExtended, ClaimsForgotten>;

// Told of every change that was made, in their order, on the thread that makes them. Everything in it is
// promised: an answer leaves only when the change is kept.
struct ClaimsJournal {
  virtual ~ClaimsJournal() = default;
  virtual void note(ClaimChange change) = 0;
};

// What was kept of files, for lists and returns. Null content and no lines for a send that is not there.
struct ClaimArchive {
  virtual ~ClaimArchive() = default;
  virtual SentFile file(SendKey const& key, std::uint32_t number) const = 0;
};

}  // namespace kazasu::claims
