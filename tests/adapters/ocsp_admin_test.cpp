#include "emulators/adapters/ocsp/ocsp_admin_http.h"

#include <gtest/gtest.h>

#include "emulators/adapters/admin/admin_http.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using eligibility::ResponderConduct;
using eligibility::ResponderState;
using eligibility::RevocationReason;

auto const kNow = sim::parse_iso_date_time("2024-12-02T09:00:00.250+09:00");

struct Desk {
  HttpAnswer ask(std::string_view method, std::string_view target, std::string_view body = {}) {
    auto meter = eligibility::NoMeter{};
    return http.handle({.method = method, .target = target, .body = body}, kNow, meter);
  }
  eligibility::ResponderRules rules{{}};
  OcspAdminHttp http{rules};
};

TEST(OcspAdmin, SetsShowsAndResetsTheStateForEveryone) {
  auto desk = Desk{};
  for (auto const* const name : {"good", "unknown", "expired_responder", "down"}) {
    auto const body = std::string{"{\"state\": \""} + name + "\"}";
    EXPECT_EQ(desk.ask("PUT", "/ocsp", body).status, 200) << name;
    EXPECT_EQ(eligibility::name_of(desk.rules.everyone().conduct), name);
  }
  desk.ask("PUT", "/ocsp", R"({"state": "slow", "delay_ms": 250})");
  EXPECT_EQ(desk.rules.everyone(), (ResponderState{.conduct = ResponderConduct::kSlow, .delay = 250ms}));
  EXPECT_EQ(desk.ask("GET", "/ocsp").body, R"({"state":"slow","delay_ms":250,"certificates":{}})");
  EXPECT_EQ(desk.ask("DELETE", "/ocsp").status, 200);
  EXPECT_EQ(desk.rules.everyone(), ResponderState{});
}

TEST(OcspAdmin, SetsTheStateOfOneCertificate) {
  auto desk = Desk{};
  EXPECT_EQ(desk.ask("GET", "/ocsp/7").status, 404);
  EXPECT_EQ(desk.ask("PUT", "/ocsp/7", R"({"state": "revoked"})").body,
            R"({"state":"revoked","since":"2024-12-02T09:00:00+09:00","reason":"unspecified"})");
  desk.ask("PUT", "/ocsp/0x46CF6C4A",
           R"({"state": "revoked", "since": "2024-12-03T00:00:00+09:00", "reason": "key_compromise"})");
  auto const expected = ResponderState{.conduct = ResponderConduct::kRevoked,
                                       .since = sim::parse_iso_date_time("2024-12-03T00:00:00+09:00"),
                                       .reason = RevocationReason::kKeyCompromise};
  EXPECT_EQ(desk.rules.states().at(0x46CF6C4A), expected);
  EXPECT_EQ(desk.rules.states().size(), 2U);
  EXPECT_EQ(desk.ask("DELETE", "/ocsp/7").status, 200);
  EXPECT_EQ(desk.ask("DELETE", "/ocsp/7").status, 404);
  EXPECT_EQ(desk.rules.states().size(), 1U);
}

TEST(OcspAdmin, RefusesWhatItDoesNotUnderstandAndChangesNothing) {
  auto desk = Desk{};
  for (auto const* const body :
       {"", "{", "[]", "null", R"({"state": 1})", R"({"state": "broken"})", R"({"state": "slow"})",
        R"({"state": "slow", "delay_ms": 0})", R"({"state": "slow", "delay_ms": 60001})",
        R"({"state": "slow", "delay_ms": 1.5})", R"({"state": "good", "delay_ms": 5})",
        R"({"state": "revoked", "since": "yesterday"})", R"({"state": "revoked", "since": 5})",
        R"({"state": "revoked", "reason": "lost"})", R"({"state": "revoked", "sinse": "x"})"}) {
    EXPECT_EQ(desk.ask("PUT", "/ocsp", body).status, 400) << body;
    EXPECT_EQ(desk.ask("PUT", "/ocsp/7", body).status, 400) << body;
  }
  for (auto const* const target : {"/ocsp/x", "/ocsp/-1", "/ocsp/4294967296", "/ocsp/0x", "/ocsp/7z"}) {
    EXPECT_EQ(desk.ask("PUT", target, R"({"state": "good"})").status, 400) << target;
  }
  EXPECT_EQ(desk.ask("PUT", "/ocsp/7/8", R"({"state": "good"})").status, 404);
  EXPECT_EQ(desk.ask("POST", "/ocsp").status, 405);
  EXPECT_EQ(desk.ask("POST", "/ocsp/7").status, 405);
  EXPECT_EQ(desk.rules.everyone(), ResponderState{});
  EXPECT_TRUE(desk.rules.states().empty());
}

// Which field, and what was expected in it, as the other writes of the admin listener say it.
TEST(OcspAdmin, NamesTheWrongFieldAndWhatWasExpected) {
  struct Mistake {
    std::string body;
    std::string field;
    std::string expected;
  };
  auto const mistakes = std::vector<Mistake>{
      {"", "state", "one of good, revoked"},
      {"[]", "", "an object with"},
      {R"({"state": "broken"})", "state", "one of good, revoked"},
      {R"({"state": "slow"})", "delay_ms", "1 to 60000"},
      {R"({"state": "slow", "delay_ms": 60001})", "delay_ms", "1 to 60000"},
      {R"({"state": "slow", "delay_ms": 1, "reason": "key_compromise"})", "reason", "the state slow"},
      {R"({"state": "good", "since": "2024-12-02T09:00:00+09:00"})", "since", "the state good"},
      {R"({"state": "revoked", "since": "yesterday"})", "since", "a time such as"},
      {R"({"state": "revoked", "reason": "lost"})", "reason", "key_compromise"},
      {R"({"state": "revoked", "sinse": "x"})", "sinse", "an object with"}};
  auto desk = Desk{};
  for (auto const& mistake : mistakes) {
    auto const answer = desk.ask("PUT", "/ocsp", mistake.body).body;
    EXPECT_NE(answer.find("\"field\":\"" + mistake.field + "\""), std::string::npos) << answer;
    EXPECT_NE(answer.find(mistake.expected, answer.find("\"expected\":")), std::string::npos) << answer;
  }
  auto const serial = desk.ask("GET", "/ocsp/x").body;
  EXPECT_NE(serial.find(R"("field":"serial","expected":"a decimal number)"), std::string::npos) << serial;
}

TEST(OcspAdmin, NeedsTheTokenOfTheAdminListener) {
  auto desk = Desk{};
  auto actions = AdminActions{};
  actions.services = {{"ocsp", &desk.http}};
  auto admin = AdminHttp{"secret", actions};
  auto meter = eligibility::NoMeter{};
  auto request = HttpRequestView{.method = "PUT", .target = "/ocsp", .body = R"({"state": "down"})"};
  EXPECT_EQ(admin.handle(request, kNow, meter).status, 401);
  EXPECT_EQ(desk.rules.everyone(), ResponderState{});
  request.authorization = "Bearer secret";
  EXPECT_EQ(admin.handle(request, kNow, meter).status, 200);
  EXPECT_EQ(desk.rules.everyone().conduct, ResponderConduct::kDown);
}

}  // namespace
}  // namespace kazasu::adapters
