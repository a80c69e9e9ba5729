// The four steps of a bulk inquiry: request, reception number, question for the result, result.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "emulators/eligibility/messages.h"

namespace kazasu::eligibility {

enum class BulkKind : std::uint8_t {
  kInquiry,           // 一括照会 (OQS-IF-005 to 008): insured data in, qualifications out, no consents
  kReInquiry,         // 資格確認一括照会（訪問診療等） (029 to 032)
  kConsented,         // 同意済資格情報一括取得 (017 to 024): everyone who consented in a period
  kReferenceNumbers,  // 照会番号一括登録 (009 to 012)
};
inline constexpr int kBulkKinds = 4;

struct BulkPeriod {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;  // included
  bool operator==(BulkPeriod const&) const = default;
};

struct BulkItem {
  InsuredSearch search;
  std::string reference_number = {};  // to be registered
  bool operator==(BulkItem const&) const = default;
};

struct BulkRequest {
  std::string institution_code;
  std::string file_identifier;
  BulkKind kind = BulkKind::kInquiry;
  Care care = Care::kContinuing;             // of kConsented
  std::optional<BulkPeriod> consented = {};  // of kConsented: ConsentDateFrom and ConsentDateTo
  std::vector<BulkItem> items = {};          // of all others
  bool operator==(BulkRequest const&) const = default;
};
struct BulkAcceptance {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  std::string reception_number;  // 受付番号, 20 digits, ours
};

struct BulkResultRequest {
  std::string institution_code;
  std::string file_identifier;
  BulkKind kind = BulkKind::kInquiry;
  std::string reception_number;
  // A part of the units, for who cannot do all at once. A list of consents comes whole.
  std::size_t from = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

// BulkConfirmUnit, or BulkRegistrationUnit for reference numbers.
struct BulkUnit {
  InsuredSearch search;
  Outcome outcome = Outcome::kMalformedRequest;  // of this one record
  QualificationValidity validity = QualificationValidity::kNotFound;
  std::vector<QualificationResult> results = {};
  std::vector<MedicalTicket> tickets = {};
  bool limit_changed = false;  // OQSCD014, of kInquiry
  std::string reference_number = {};
};
struct BulkResult {
  Outcome outcome = Outcome::kMalformedRequest;  // kResultNotReady while it is being processed
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  BulkKind kind = BulkKind::kInquiry;
  std::string reception_number;
  std::vector<BulkUnit> units = {};
  std::size_t whole = 0;  // units of the whole result

  std::size_t errors() const {
    auto count = std::size_t{0};
    for (auto const& unit : units) count += unit.outcome == Outcome::kAccepted ? 0U : 1U;
    return count;
  }
};

// 照会番号登録 (OQS-IF-003 and 004): one number, at once.
struct ReferenceNumberRequest {
  std::string institution_code;
  std::string file_identifier;
  BulkItem item;  // its birth date and the other things of a search are not asked for
};
struct ReferenceNumberAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  std::optional<BulkItem> item = {};  // echo
};

}  // namespace kazasu::eligibility
