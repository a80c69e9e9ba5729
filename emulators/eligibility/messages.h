// The messages of a visit as typed values. XML, JSON and HTTP are codecs at the edge (adapters/).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulators/eligibility/consent.h"
#include "emulators/eligibility/insured_search.h"
#include "emulators/eligibility/outcome.h"
#include "emulators/eligibility/qualification_result.h"
#include "emulators/eligibility/way_in.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// What the patient chose in the menu of マイナ在宅受付Web. Registering again is renewing (同意照会・更新).
enum class ConsentAction : std::uint8_t {
  kRegister,   // 同意登録
  kView,       // 同意照会
  kCancelAll,  // すべての同意を取消す
};

// Internet, step one: the patient confirmed the screen of マイナ在宅受付Web.
struct ConsentRequest {
  std::string reception_token;
  ConsentSet consents;
  Care care = Care::kContinuing;
  ConsentAction action = ConsentAction::kRegister;
  std::optional<std::chrono::year_month_day> consultation = {};  // of online care; nothing: the same day
  bool registers_card = false;  // a card that is no insurance card yet becomes one in this visit
  WayIn way_in = WayIn::kWeb;
  std::string device = {};  // of kApp, in the place of the reception token
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
  std::string signature;    // empty after a visual check
  std::string device = {};  // of a visit through the app, in the place of the reception token
  IdentityCheck identity = IdentityCheck::kPin;
  std::string passcode = {};  // of a visual check
};
// A consent as its patient sees it.
struct ConsentStatus {
  Care care = Care::kContinuing;
  ConsentSet items;
  sim::Instant given;
  sim::Instant until;
};
struct Registration {
  Outcome outcome = Outcome::kMalformedRequest;
  std::string number;             // registration number (受付番号), 20 digits, ours; none for a view
  bool expires_soon = false;      // certificate within three months of its expiry: the screen shows an alert
  bool eligibility_only = false;  // within three months after expiry: no medical data, no consents
  bool card_registered = false;   // became an insurance card in this visit
  bool card_linked = false;       // a card issued again, linked to its holder in this visit
  // For kView: what stands at that institution. For kCancelAll: what was cancelled.
  std::vector<ConsentStatus> consents = {};
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

struct InquiryAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  QualificationValidity validity = QualificationValidity::kNotFound;
  std::vector<QualificationResult> results;
  std::vector<MedicalTicket> tickets = {};
  bool by_card = true;                       // OQSCD002: a My Number card, else insured data
  std::optional<InsuredSearch> search = {};  // echo of a re-inquiry's
};

// Closed line, 再照会: the eligibility from stored data, from the second visit of continuing care on.
struct ReInquiryRequest {
  std::string institution_code;
  std::string file_identifier;
  InsuredSearch search;
  Care care = Care::kContinuing;  // or kOnline, whose consents last to the day of the consultation
};

// Closed line, 閲覧同意取り消し: the institution ends what a patient consented to there.
struct CancelRequest {
  std::string institution_code;
  std::string file_identifier;
  InsuredSearch search;
  ConsentEnd reason = ConsentEnd::kByInstitution;  // or kUseChanged
};
struct CancelAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  std::vector<ConsentStatus> cancelled = {};
};

}  // namespace kazasu::eligibility
