// Bad input over real TLS: the right class of error, nothing recorded, and the listener goes on.
#include <gtest/gtest.h>

#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "tests/harness/served_world.h"

namespace kazasu::harness {
namespace {

using adapters::HttpReply;
using eligibility::Delivery;
using eligibility::Outcome;
using eligibility::SampleStations;

constexpr auto kNotices = "/eligibility/notices";
constexpr auto kInquiry = "/eligibility/inquiry";
constexpr auto kReInquiry = "/eligibility/re-inquiry";

std::string code(std::size_t station) {
  return std::string{SampleStations::kCodes[station]};
}

class BadInput : public testing::Test {
 protected:
  // What there is to be recorded.
  struct Record {
    std::size_t registrations = 0;
    std::size_t consents = 0;
    std::size_t visits = 0;
    bool operator==(Record const&) const = default;
  };
  Record record() const {
    return {served.system.stores().registrations.size(), served.system.stores().consents.size(),
            served.system.open_visits()};
  }
  void expect_outcome(HttpReply const& reply, int status, std::string_view outcome) {
    EXPECT_EQ(reply.delivery, Delivery::kDelivered);
    EXPECT_EQ(reply.status, status) << reply.body;
    EXPECT_NE(reply.body.find(outcome), std::string::npos) << reply.body;
  }
  HttpReply consent(std::string const& token = "token-0",
                    std::string const& body = adapters::encode_consents(eligibility::ConsentSet::all())) {
    return served.on_internet(
        {.path = "/v/" + token + "/visits", .body = body, .content_type = "application/json"});
  }
  HttpReply card(eligibility::AuthenticationRequest const& request) {
    return served.on_internet({.path = "/v/token-0/visits/" + request.session + "/authentication",
                               .body = adapters::encode_card_proof({request.certificate, request.signature}),
                               .content_type = "application/json"});
  }
  eligibility::AuthenticationRequest signed_by(identity::PersonIndex person) {
    auto const answer = adapters::decode_consent_answer(consent().body);
    EXPECT_TRUE(answer);
    return served.world.signed_by(person, *answer);
  }

  ServedWorld served;
};

TEST_F(BadInput, OnTheClosedLineIsMalformed) {
  auto const good = adapters::encode(eligibility::NoticeRequest{.institution_code = code(0)});
  ASSERT_EQ(served.on_line({.path = kNotices, .body = good}).status, 200);
  auto const before = record();
  auto other_charset = good;
  other_charset.replace(other_charset.find("UTF-8"), 5, "EUC-JP");
  auto bytes = good;
  bytes.insert(bytes.find(code(0)), "\x8e\x8e");
  auto bomb = std::string{"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">"};
  for (auto name = 'b'; name < 'k'; ++name) {
    bomb.append("<!ENTITY ").append(1, name).append(" \"");
    for (auto i = 0; i < 10; ++i) bomb.append("&").append(1, static_cast<char>(name - 1)).append(";");
    bomb.append("\">");
  }
  bomb.append(
      "]><XmlMsg><MessageHeader><MedicalInstitutionCode>&j;</MedicalInstitutionCode></MessageHeader></"
      "XmlMsg>");
  auto deep = std::string{};
  for (auto i = 0; i < 5000; ++i) deep += "<a>";
  for (auto const& body : {std::string{}, std::string{"<XmlMsg>"}, std::string{"{}"}, other_charset, bytes,
                           bomb, deep, good.substr(0, good.size() / 2), std::string{"<XmlMsg/>"}}) {
    for (auto const* const path :
         {kNotices, kInquiry, kReInquiry, "/eligibility/cancellation", "/eligibility/bulk/inquiry/requests",
          "/eligibility/bulk/inquiry/results", "/eligibility/medical-data/medication"}) {
      expect_outcome(served.on_line({.path = path, .body = body}), 400, "malformed_request");
    }
  }
  EXPECT_EQ(served.on_line({.path = kNotices, .body = good}).status, 200);
  served.stop();
  EXPECT_EQ(record(), before);
}

TEST_F(BadInput, OnTheJsonMirrorIsMalformedInJson) {
  for (auto const* const body : {"", "{", "[]", R"({"XmlMsg": 1})", R"({"XmlMsg": {"A B": 1}})"}) {
    auto const reply = served.on_line({.path = kNotices, .body = body, .content_type = "application/json"});
    expect_outcome(reply, 400, R"("ErrorCode":"malformed_request")");
  }
  auto const good =
      served.on_line({.path = kNotices,
                      .body = R"({"XmlMsg":{"MessageHeader":{"MedicalInstitutionCode":")" + code(0) +
                              R"("},"MessageBody":{"NoticeSearchInfo":{"AfterSequence":0}}}})",
                      .content_type = "application/json;charset=UTF-8"});
  expect_outcome(good, 200, R"("SegmentOfResult":"1")");
}

TEST_F(BadInput, OfAnotherInstitutionIsAMismatch) {
  auto const of = [&](std::string const& institution) {
    return served.on_line(
        {.path = kNotices,
         .body = adapters::encode(eligibility::NoticeRequest{.institution_code = institution})});
  };
  expect_outcome(of(code(1)), 200, "institution_mismatch");
  expect_outcome(of("1360000013"), 200, "institution_mismatch");  // one digit off
  // A certificate of the right CA for a station that does not exist.
  auto const stranger = credentials().station("9999999999");
  auto const unknown = served.on_line(
      {.path = kInquiry,
       .body = adapters::encode(eligibility::InquiryRequest{.institution_code = "9999999999",
                                                            .registration_number = std::string(20, '1'),
                                                            .file_identifier = "f"})},
      stranger);
  expect_outcome(unknown, 404, "unknown_institution");
}

TEST_F(BadInput, AWrongCheckDigitIsMalformed) {
  auto request = eligibility::ReInquiryRequest{
      .institution_code = code(0),
      .file_identifier = "f",
      .search = {
          .insurer_number = "06130489", .number = "102", .birth_date = std::chrono::year{1948} / 2 / 29}};
  expect_outcome(served.on_line({.path = kReInquiry, .body = adapters::encode(request)}), 400,
                 "malformed_request");
  request.search.insurer_number = "06130488";
  expect_outcome(served.on_line({.path = kReInquiry, .body = adapters::encode(request)}), 200,
                 "no_continuing_care");
}

TEST_F(BadInput, FromAStationThatMayNotIsRefused) {
  using eligibility::Admission;
  auto const request = ServedWorld::Call{
      .path = kNotices, .body = adapters::encode(eligibility::NoticeRequest{.institution_code = code(0)})};
  for (auto const& [admission, outcome] : {std::pair{Admission::kFunctionOff, "function_not_enabled"},
                                           std::pair{Admission::kNotLive, "institution_not_live"},
                                           std::pair{Admission::kRevoked, "institution_revoked"}}) {
    served.rules.admissions.set(eligibility::Environment::kOperation, 0, admission);
    expect_outcome(served.on_line(request), 200, outcome);
    expect_outcome(consent(), 200, outcome);
  }
  served.stop();
  EXPECT_EQ(record(), Record{});
}

TEST_F(BadInput, OnTheInternetIsMalformedOrUnknown) {
  for (auto const* const body :
       {"", "{", "[]", R"({"consents": {}})", R"({"consents": {"operations": "yes"}})"}) {
    expect_outcome(consent("token-0", body), 400, "malformed_request");
  }
  expect_outcome(consent("token-9"), 404, "unknown_institution");
  served.stop();
  EXPECT_EQ(record(), Record{});
}

TEST_F(BadInput, ATamperedSignatureUsesTheVisitUpAndRecordsNothing) {
  auto request = signed_by(2);
  request.signature.back() = static_cast<char>(request.signature.back() ^ 1);
  expect_outcome(card(request), 200, "signature_invalid");
  request.signature.back() = static_cast<char>(request.signature.back() ^ 1);
  expect_outcome(card(request), 200, "session_unknown");
  served.stop();
  EXPECT_EQ(record(), Record{});
}

TEST_F(BadInput, AReplayedNonceRegistersOnce) {
  auto const request = signed_by(2);
  expect_outcome(card(request), 200, "accepted");
  expect_outcome(card(request), 200, "session_unknown");
  // The signature of one visit under the session of another.
  auto another = signed_by(2);
  another.signature = request.signature;
  expect_outcome(card(another), 200, "signature_invalid");
  served.stop();
  EXPECT_EQ(record().registrations, 1U);
}

TEST_F(BadInput, AnOversizeBodyIsRefusedAndTheConnectionEnds) {
  auto const reply = served.on_line({.path = kNotices, .body = std::string(std::size_t{70} * 1024, ' ')});
  EXPECT_EQ(reply.status, 413);
  auto const internet = served.on_internet({.path = "/v/token-0/visits", .body = std::string(70'000, '[')});
  EXPECT_EQ(internet.status, 413);
  served.stop();
  EXPECT_EQ(record(), Record{});
}

class BadCertificate : public BadInput {
 protected:
  void expect_refused(std::optional<adapters::ClientCredential> const& credential) {
    auto const reply = served.on_line(
        {.path = kNotices, .body = adapters::encode(eligibility::NoticeRequest{.institution_code = code(0)})},
        credential);
    EXPECT_EQ(reply.delivery, Delivery::kUnreachable);
    served.stop();
    EXPECT_EQ(served.closed_line().counters().requests, 0U);
    EXPECT_EQ(served.system.counters().notices.total(), 0U);
    EXPECT_EQ(served.closed_line().counters().failed_handshakes, 1U);
    EXPECT_EQ(served.closed_line().counters().open, 0U);
  }
  static adapters::ClientCredential pem(identity::CertifiedKey const& issued) {
    return {.certificate_pem = identity::certificate_to_pem(issued.certificate.get()),
            .key_pem = identity::key_to_pem(issued.key.get())};
  }
};

TEST_F(BadCertificate, NoneIsRefused) {
  expect_refused(std::nullopt);
}
TEST_F(BadCertificate, OfAnotherCaIsRefused) {
  expect_refused(
      pem(issue(credentials().other_ca, code(0), "2024-01-01T00:00:00+09:00", "2025-12-31T00:00:00+09:00")));
}
TEST_F(BadCertificate, AnExpiredOneIsRefused) {
  expect_refused(pem(
      issue(credentials().station_ca, code(0), "2024-01-01T00:00:00+09:00", "2024-11-30T23:59:59+09:00")));
}
TEST_F(BadCertificate, ARevokedOneIsRefused) {
  served.rules.faults.add(eligibility::parse_service_fault("station_revoked station 0", jst(kInside)));
  expect_refused(ServedWorld::own_credential());
}

}  // namespace
}  // namespace kazasu::harness
