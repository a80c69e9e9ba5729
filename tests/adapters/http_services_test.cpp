// The routes and the JSON of the internet listener, the routes of the closed line and of the admin listener.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "emulators/adapters/admin/admin_http.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/eligibility/stage_meter.h"
#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {
namespace {

using eligibility::ConsentItem;
using eligibility::ConsentSet;
using eligibility::Outcome;

HttpAnswer ask(HttpService& service, HttpRequestView const& request) {
  auto meter = eligibility::NoMeter{};
  return service.handle(request, jst(kInside), meter);
}

TEST(ReceptionJson, MessagesSurvive) {
  for (auto const consents :
       {ConsentSet{}, ConsentSet::all(), ConsentSet{}.give(ConsentItem::kLimitAmount)}) {
    EXPECT_EQ(decode_consents(encode_consents(consents)), consents);
  }
  auto const answer = decode_consent_answer(encode_consent_answer(
      {.outcome = Outcome::kAccepted, .session = "a\"b", .nonce = std::string("\0\xff", 2)}));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, Outcome::kAccepted);
  EXPECT_EQ(answer->session, "a\"b");
  EXPECT_EQ(answer->nonce, std::string("\0\xff", 2));
  auto const proof =
      decode_card_proof(encode_card_proof({.certificate = std::string(1500, '\x81'), .signature = "s"}));
  ASSERT_TRUE(proof);
  EXPECT_EQ(proof->certificate, std::string(1500, '\x81'));
  auto const registration = decode_registration(encode_registration(
      {.outcome = Outcome::kCertificateBeyondGrace, .number = "7", .eligibility_only = true}));
  ASSERT_TRUE(registration);
  EXPECT_EQ(registration->outcome, Outcome::kCertificateBeyondGrace);
  EXPECT_EQ(registration->number, "7");
  EXPECT_FALSE(registration->expires_soon);
  EXPECT_TRUE(registration->eligibility_only);
}

TEST(ReceptionJson, ConsentRequestsSurviveWithTheirCareAndAction) {
  auto request = eligibility::ConsentRequest{.consents = ConsentSet::all()};
  EXPECT_EQ(encode_consent_request(request), encode_consents(ConsentSet::all()));
  request.care = eligibility::Care::kOnline;
  request.action = eligibility::ConsentAction::kCancelAll;
  request.consultation = std::chrono::year{2024} / 12 / 9;
  request.registers_card = true;
  auto const read = decode_consent_request(encode_consent_request(request));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->consents, request.consents);
  EXPECT_EQ(read->care, request.care);
  EXPECT_EQ(read->action, request.action);
  EXPECT_EQ(read->consultation, request.consultation);
  EXPECT_TRUE(read->registers_card);
  auto const golden = encode_consent_request(request);
  for (auto const& [from, to] : {std::pair{"\"online\"", "\"else\""},
                                 {"\"cancel_all\"", "7"},
                                 {"\"20241209\"", "\"20241309\""},
                                 {"\"20241209\"", "\"2024129\""},
                                 {"\"20241209\"", "20241209"},
                                 {"card\": true", "card\": 1"}}) {
    auto changed = golden;
    changed.replace(changed.find(from), std::string_view{from}.size(), to);
    EXPECT_FALSE(decode_consent_request(changed)) << changed;
  }
}

TEST(ReceptionJson, ConsentsOfAViewSurvive) {
  auto const given = jst(kInside);
  auto const sent = eligibility::Registration{
      .outcome = Outcome::kAccepted,
      .card_registered = true,
      .card_linked = true,
      .consents = {{eligibility::Care::kHouseCall, ConsentSet::all(), given, given + std::chrono::hours{1}},
                   {eligibility::Care::kContinuing, {}, given, given}}};
  auto const read = decode_registration(encode_registration(sent));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->card_registered);
  EXPECT_TRUE(read->card_linked);
  ASSERT_EQ(read->consents.size(), 2U);
  EXPECT_EQ(read->consents[0].care, eligibility::Care::kHouseCall);
  EXPECT_EQ(read->consents[0].items, ConsentSet::all());
  EXPECT_EQ(read->consents[0].until, given + std::chrono::hours{1});
  auto changed = encode_registration(sent);
  changed.replace(changed.find("+09:00"), 6, "+08:00");
  EXPECT_FALSE(decode_registration(changed));
}

TEST(ReceptionJson, EveryOutcomeHasItsName) {
  for (auto i = 0; i <= static_cast<int>(Outcome::kBusy); ++i) {
    auto const outcome = static_cast<Outcome>(i);
    auto const read = decode_registration(encode_registration({.outcome = outcome}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->outcome, outcome);
  }
}

TEST(ReceptionJson, RefusesWhatIsNotOfTheProtocol) {
  for (auto const* text : {"", "{", "[]", "null", "{}", R"({"consents": {}})", R"({"consents": []})",
                           R"({"consents": {"operations": 1, "diagnosis_and_medication": true, )"
                           R"("health_checkup": true, "limit_amount": true, "specific_disease": true}})"}) {
    EXPECT_FALSE(decode_consents(text)) << text;
  }
  for (auto const* text : {R"({"certificate": "AA==", "signature": "?"})", R"({"certificate": "AA=="})",
                           R"({"certificate": 1, "signature": "AA=="})"}) {
    EXPECT_FALSE(decode_card_proof(text)) << text;
  }
  EXPECT_FALSE(decode_consent_answer(R"({"outcome": "no_such", "session": "", "nonce": ""})"));
  EXPECT_FALSE(decode_consents(std::string(100'000, '[')));
}

TEST(ReceptionService, FollowsTheRouteTable) {
  auto service = ReceptionServiceHttp{simple_reception()};
  auto const screen = ask(service, {.method = "GET", .target = "/v/0123"});
  EXPECT_EQ(screen.status, 200);
  EXPECT_EQ(
      screen.body,
      R"({"institution": "TEST \"station\"", "consent_items": ["operations", "diagnosis_and_medication", )"
      R"("health_checkup", "limit_amount", "specific_disease"]})");
  EXPECT_EQ(ask(service, {.method = "GET", .target = "/v/4567"}).status, 404);

  auto const consents = encode_consents(ConsentSet::all());
  EXPECT_EQ(ask(service, {.method = "POST", .target = "/v/0123/visits", .body = consents}).status, 200);
  EXPECT_EQ(ask(service, {.method = "POST", .target = "/v/0123/visits?x=1", .body = consents}).status, 200);
  EXPECT_EQ(ask(service, {.method = "POST", .target = "/v/4567/visits", .body = consents}).status, 404);
  auto const malformed = ask(service, {.method = "POST", .target = "/v/0123/visits", .body = "{}"});
  EXPECT_EQ(malformed.status, 400);
  EXPECT_EQ(decode_consent_answer(malformed.body)->outcome, Outcome::kMalformedRequest);

  auto const proof = encode_card_proof({.certificate = "c", .signature = "s"});
  auto const refused =
      ask(service, {.method = "POST", .target = "/v/0123/visits/v1/authentication", .body = proof});
  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(decode_registration(refused.body)->outcome, Outcome::kSignatureInvalid);
  EXPECT_EQ(refused.content_type, "application/json");

  EXPECT_EQ(ask(service, {.method = "PUT", .target = "/v/0123"}).status, 405);
  EXPECT_EQ(ask(service, {.method = "GET", .target = "/v/0123/visits"}).status, 405);
  EXPECT_EQ(ask(service, {.method = "GET", .target = "/v/0123/visits/v1/authentication"}).status, 405);
  for (auto const* path :
       {"/", "", "*", "/v", "/v/", "/w/0123", "/v/0123/x", "/v/0123/visits/v1", "/v/0123/visits/v1/x",
        "/v/0123/visits/v1/authentication/x", "/v/0123/visits/a/b/c/d"}) {
    EXPECT_EQ(ask(service, {.method = "POST", .target = path}).status, 404) << path;
  }
}

TEST(ClosedLineService, FollowsTheRouteTable) {
  auto service = ClosedLineHttp{simple_closed_line(), simple_server_codec()};
  auto const notices =
      ask(service,
          {.method = "POST", .target = "/eligibility/notices", .body = "n;12;3", .client_institution = "12"});
  EXPECT_EQ(notices.status, 200);
  EXPECT_EQ(notices.body, "n;accepted;4");
  EXPECT_EQ(notices.content_type, "application/xml; charset=utf-8");
  auto const inquiry = ask(
      service,
      {.method = "POST", .target = "/eligibility/inquiry", .body = "i;12;99", .client_institution = "12"});
  EXPECT_EQ(inquiry.body, "i;accepted;99");
  for (auto const* institution : {"", "13", "012"}) {
    auto const foreign = ask(service, {.method = "POST",
                                       .target = "/eligibility/inquiry",
                                       .body = "i;12;99",
                                       .client_institution = institution});
    EXPECT_EQ(foreign.status, 200);
    EXPECT_TRUE(foreign.body.starts_with("i;institution_mismatch;")) << foreign.body;
  }
  auto const malformed = ask(service, {.method = "POST", .target = "/eligibility/notices", .body = "x"});
  EXPECT_EQ(malformed.status, 400);
  EXPECT_EQ(malformed.body, "n;malformed_request;0");
  EXPECT_EQ(ask(service, {.method = "GET", .target = "/eligibility/notices"}).status, 405);
  EXPECT_EQ(ask(service, {.method = "POST", .target = "/eligibility"}).status, 404);
}

// Without handlers for the back office's further questions there are no routes; with them each has its own.
TEST(ClosedLineService, HasRoutesForWhatIsServed) {
  auto const bare = [](auto const* path) {
    auto service = ClosedLineHttp{simple_closed_line(), simple_server_codec()};
    return ask(service, {.method = "POST", .target = path}).status;
  };
  auto handlers = simple_closed_line();
  handlers.request_bulk = [](eligibility::BulkRequest const& request, sim::Instant,
                             eligibility::StageMeter&) {
    return eligibility::BulkAcceptance{.outcome = Outcome::kAccepted,
                                       .reception_number = std::to_string(static_cast<int>(request.kind))};
  };
  auto codec = simple_server_codec();
  codec.decode_bulk_request = [](std::string_view body, eligibility::BulkKind kind) {
    auto request = eligibility::BulkRequest{.kind = kind};
    request.institution_code = body;
    return body == "x" ? std::optional<eligibility::BulkRequest>{} : request;
  };
  codec.encode_bulk_acceptance = [](eligibility::BulkAcceptance const& answer) {
    return std::string{name_of(answer.outcome)} + ";" + answer.reception_number;
  };
  auto service = ClosedLineHttp{handlers, codec};
  auto const bulk = [&](auto const* path, auto const* body) {
    return ask(service, {.method = "POST", .target = path, .body = body, .client_institution = "12"});
  };
  EXPECT_EQ(bulk("/eligibility/bulk/consented/requests", "12").body, "accepted;2");
  EXPECT_EQ(bulk("/eligibility/bulk/reference-numbers/requests", "12").body, "accepted;3");
  EXPECT_EQ(bulk("/eligibility/bulk/inquiry/requests", "13").body, "institution_mismatch;");
  EXPECT_EQ(bulk("/eligibility/bulk/inquiry/requests", "x").status, 400);
  for (auto const* path :
       {"/eligibility/bulk/inquiry/results", "/eligibility/bulk/else/requests", "/eligibility/qualification",
        "/eligibility/reference-number", "/eligibility/bulk/inquiry/else", "/eligibility/re-inquiry",
        "/eligibility/cancellation", "/eligibility/medical-data/checkup"}) {
    EXPECT_EQ(bulk(path, "12").status, 404) << path;
    EXPECT_EQ(bare(path), 404) << path;
  }
  EXPECT_EQ(ask(service, {.method = "GET", .target = "/eligibility/bulk/inquiry/requests"}).status, 405);
}

TEST(ClosedLineService, TakesLongBodiesOfBulkRequestsAlone) {
  auto const service = ClosedLineHttp{simple_closed_line(), simple_server_codec()};
  EXPECT_EQ(service.body_limit("/eligibility/bulk/inquiry/requests"), std::uint64_t{64} * 1024 * 1024);
  EXPECT_EQ(service.body_limit("/eligibility/bulk/re-inquiry/requests?x"), std::uint64_t{64} * 1024 * 1024);
  for (auto const* const other : {"/eligibility/bulk/inquiry/results", "/eligibility/notices", "/",
                                  "/else/bulk/inquiry/requests", "/eligibility/bulk/a/b/requests"}) {
    EXPECT_FALSE(service.body_limit(other)) << other;
  }
}

TEST(ClosedLineService, GivesPdfWhereItIsAskedForAndGiven) {
  auto handlers = simple_closed_line();
  handlers.medical_data = [](eligibility::MedicalDataRequest const& request, sim::Instant,
                             eligibility::StageMeter&) {
    return eligibility::MedicalDataAnswer{.outcome = request.number == "1" ? Outcome::kAccepted
                                                                           : Outcome::kConsentMissing};
  };
  auto codec = simple_server_codec();
  codec.decode_medical_data_request = [](std::string_view body, eligibility::MedicalDataKind kind) {
    return std::optional{eligibility::MedicalDataRequest{.institution_code = "12",
                                                         .number = std::string{body.substr(1)},
                                                         .kind = kind,
                                                         .as_pdf = body.front() == 'p'}};
  };
  codec.encode_medical_data_answer = [](eligibility::MedicalDataAnswer const&) { return std::string{"xml"}; };
  auto const type_of = [&](auto const* body) {
    auto service = ClosedLineHttp{handlers, codec};
    return ask(service, {.method = "POST",
                         .target = "/eligibility/medical-data/medication",
                         .body = body,
                         .client_institution = "12"})
        .content_type;
  };
  EXPECT_EQ(type_of("p1"), codec.content_type) << "no PDF is made here";
  codec.medical_data_pdf = [](eligibility::MedicalDataAnswer const&) { return std::string{"%PDF-"}; };
  EXPECT_EQ(type_of("p1"), "application/pdf");
  EXPECT_EQ(type_of("x1"), codec.content_type);
  EXPECT_EQ(type_of("p2"), codec.content_type) << "a refusal";
}

struct AdminCalls {
  bool ready = false;
  int stops = 0;
  std::optional<CalendarSetting> calendar;
};

AdminHttp admin_for(AdminCalls& calls) {
  return {"secret",
          {.ready = [&calls] { return calls.ready; },
           .listeners =
               [] {
                 auto counters = ServerCounters{.connections = 3, .requests = 5};
                 counters.by_status[200] = 4;
                 counters.by_status[404] = 1;
                 return std::vector{NamedCounters{"internet", counters}};
               },
           .figures =
               [] {
                 return std::vector<std::pair<std::string, std::uint64_t>>{{"accepted", 9}};
               },
           .set_calendar = [&calls](CalendarSetting const& setting) { calls.calendar = setting; },
           .stop = [&calls] { ++calls.stops; }}};
}

TEST(AdminService, OnlyHealthAndReadinessNeedNoToken) {
  auto calls = AdminCalls{};
  auto admin = admin_for(calls);
  EXPECT_EQ(ask(admin, {.method = "GET", .target = "/health"}).status, 200);
  EXPECT_EQ(ask(admin, {.method = "GET", .target = "/ready"}).status, 503);
  calls.ready = true;
  EXPECT_EQ(ask(admin, {.method = "GET", .target = "/ready"}).status, 200);
  for (auto const* authorization :
       {"", "secret", "Bearer ", "Bearer secre", "Bearer secret1", "Bearer Secret", "Basic secret"}) {
    auto const with = std::string_view{authorization};
    EXPECT_EQ(ask(admin, {.method = "GET", .target = "/counters", .authorization = with}).status, 401)
        << with;
    EXPECT_EQ(ask(admin, {.method = "POST", .target = "/stop", .authorization = with}).status, 401) << with;
    EXPECT_EQ(ask(admin, {.method = "PUT", .target = "/calendar", .authorization = with}).status, 401)
        << with;
  }
  EXPECT_EQ(calls.stops, 0);
  EXPECT_THROW(AdminHttp("", {}), std::invalid_argument);
}

TEST(AdminService, DoesWhatItIsToldWithTheToken) {
  auto calls = AdminCalls{};
  auto admin = admin_for(calls);
  auto const token = std::string_view{"Bearer secret"};
  auto const counters = ask(admin, {.method = "GET", .target = "/counters", .authorization = token});
  EXPECT_EQ(counters.body,
            R"({"listeners":{"internet":{"connections":3,"open":0,"handshakes":0,"resumed":0,)"
            R"("failed_handshakes":0,"requests":5,"by_status":{"200":4,"404":1}}},"accepted":9})");
  EXPECT_EQ(ask(admin, {.method = "POST", .target = "/stop", .authorization = token}).status, 200);
  EXPECT_EQ(calls.stops, 1);

  auto const body =
      R"({"start": "2024-12-02T08:30:00+09:00", "speed": 60, "anchor_unix_us": 1733095800000000})";
  EXPECT_EQ(ask(admin, {.method = "PUT", .target = "/calendar", .body = body, .authorization = token}).status,
            200);
  ASSERT_TRUE(calls.calendar);
  EXPECT_EQ(calls.calendar->start, jst(kInside));
  EXPECT_EQ(calls.calendar->speed, 60U);
  EXPECT_EQ(calls.calendar->anchor_unix_us, 1'733'095'800'000'000);
  for (auto const* bad : {"", "{}", R"({"start": "2024-12-02", "speed": 1, "anchor_unix_us": 1})",
                          R"({"start": "2024-12-02T08:30:00+09:00", "speed": 0, "anchor_unix_us": 1})",
                          R"({"start": "2024-12-02T08:30:00+09:00", "speed": 1.5, "anchor_unix_us": 1})",
                          R"({"start": "2024-12-02T08:30:00+09:00", "speed": 1})"}) {
    EXPECT_EQ(
        ask(admin, {.method = "PUT", .target = "/calendar", .body = bad, .authorization = token}).status, 400)
        << bad;
  }
  EXPECT_EQ(ask(admin, {.method = "GET", .target = "/stop", .authorization = token}).status, 405);
  EXPECT_EQ(ask(admin, {.method = "GET", .target = "/else", .authorization = token}).status, 404);
}

TEST(AdminToken, IsForItsOwnerAlone) {
  auto const folder = std::filesystem::temp_directory_path() / ("kazasu-admin-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  auto const first = write_admin_token(folder);
  auto const second = write_admin_token(folder);
  EXPECT_EQ(first.size(), 64U);
  EXPECT_NE(first, second);
  EXPECT_EQ(read_admin_token(folder), second);
  struct stat facts {};
  ASSERT_EQ(::stat((folder / "admin.token").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  std::filesystem::remove_all(folder);
  EXPECT_THROW(write_admin_token(folder), std::runtime_error);
  EXPECT_THROW(read_admin_token(folder), std::runtime_error);
}

}  // namespace
}  // namespace kazasu::adapters::testing
