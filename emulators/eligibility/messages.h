// The messages of the first path as typed values. XML, JSON and HTTP are codecs at the edge (adapters/).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// Every way a request of this system can end. refused_by() names the rule that decided.
enum class Outcome : std::uint8_t {
  kAccepted,
  kMalformedRequest,
  kUnknownInstitution,      // no such institution URL or code
  kInstitutionMismatch,     // the client certificate belongs to another institution
  kCheckupConsentUnderAge,  // health check-up consent below the age of 40
  kSessionUnknown,          // no such visit, or used already
  kSessionExpired,
  kCertificateMalformed,
  kSignatureInvalid,
  kIssuerUnknown,
  kCertificateNotYetValid,
  kCertificateBeyondGrace,  // more than three months after its expiry
  kCertificateRevoked,
  kStatusUnknown,      // the responder does not know the certificate
  kStatusUnavailable,  // no trustworthy answer about the certificate
  kPersonUnknown,      // no insured person with that certificate
  kRegistrationUnknown,
  kBusy,
};
std::string_view name_of(Outcome outcome);  // "accepted", "signature_invalid", ...
// Document and clause, or "kazasu: ..." for a rule of our own; empty for kAccepted.
std::string_view refused_by(Outcome outcome);

enum class ConsentItem : std::uint8_t {
  kOperations,              // 手術情報
  kDiagnosisAndMedication,  // 診療情報および薬剤情報
  kHealthCheckup,           // 特定健診等情報, from age 40
  kLimitAmount,             // 限度額情報
  kSpecificDisease,         // 特定疾病療養受療証情報
};
inline constexpr int kConsentItems = 5;

class ConsentSet {
 public:
  constexpr bool has(ConsentItem item) const { return (bits_ >> static_cast<unsigned>(item) & 1U) != 0; }
  constexpr ConsentSet& give(ConsentItem item) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(item));
    return *this;
  }
  constexpr ConsentSet& withhold(ConsentItem item) {
    bits_ = static_cast<std::uint8_t>(bits_ & ~(1U << static_cast<unsigned>(item)));
    return *this;
  }
  static constexpr ConsentSet all() {
    auto set = ConsentSet{};
    set.bits_ = (1U << kConsentItems) - 1U;
    return set;
  }
  constexpr std::uint8_t bits() const { return bits_; }
  bool operator==(ConsentSet const&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

// Internet, step one: the patient confirmed the consent screen of マイナ在宅受付Web.
struct ConsentRequest {
  std::string reception_token;
  ConsentSet consents;
};
struct ConsentAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  std::string session;  // names the visit
  std::string nonce;    // 32 bytes for the card to sign
};

// Internet, step two: the マイナポータル leg brings the card's certificate and its signature over the nonce.
struct AuthenticationRequest {
  std::string reception_token;
  std::string session;
  std::string certificate;
  std::string signature;
};
struct Registration {
  Outcome outcome = Outcome::kMalformedRequest;
  std::string number;             // registration number (受付番号), 20 digits, ours
  bool expires_soon = false;      // certificate within three months of its expiry: the screen shows an alert
  bool eligibility_only = false;  // within three months after expiry: no medical data, no consents
};

// Closed line: what was registered for this institution and not yet fetched. `after` = 0 asks for all.
struct NoticeRequest {
  std::string institution_code;
  std::uint64_t after = 0;  // sequence of the last notice seen
};
struct Notice {
  std::uint64_t sequence = 0;
  std::string registration_number;
};
struct NoticeAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  std::vector<Notice> notices;
};

// Closed line: fetch the eligibility behind a registration.
struct InquiryRequest {
  std::string institution_code;
  std::string registration_number;
  std::string file_identifier;  // ArbitraryFileIdentifier, echoed
};

// OQSCD006 資格有効性.
enum class QualificationValidity : std::uint8_t {
  kValid = 1,
  kInvalid = 2,
  kInvalidNewQualification = 3,
  kNotFound = 4,
  kSeveral = 5,
  kValidUnregistered = 6,
};

// {ConsFlg, ConsTime, AvailableTime}: present in the answer only for what was asked (OQSCD016).
struct ConsentBlock {
  bool given = false;
  sim::Instant time;
  sim::Instant available_until;
};

// ResultOfQualificationConfirmation (eligibility.md §2.2); empty optional fields are left out of the XML.
struct QualificationResult {
  std::string insured_card_classification;  // OQSCD010
  std::string insurer_number;
  std::string insured_symbol;
  std::string insured_number;
  std::string insured_branch;
  std::string personal_family_classification;  // OQSCD009
  std::string name;
  std::string name_kana;
  identity::Sex sex = identity::Sex::kUnset;
  std::chrono::year_month_day birth_date;
  std::string address;
  std::string post_number;
  std::chrono::year_month_day qualification_date;
  std::string insurer_name;
  ConsentBlock limit_amount;
  ConsentBlock specific_disease;
  ConsentBlock health_checkup;
  ConsentBlock medication;
  ConsentBlock diagnosis;
  ConsentBlock operations;
};

struct InquiryAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  QualificationValidity validity = QualificationValidity::kNotFound;
  std::vector<QualificationResult> results;
};

}  // namespace kazasu::eligibility
