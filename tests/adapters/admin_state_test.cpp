// The admin listener's routes for faults and state, without a socket.
#include <gtest/gtest.h>

#include "emulators/adapters/admin/faults_admin_http.h"
#include "emulators/adapters/admin/state_admin_http.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::adapters {
namespace {

using eligibility::at;

auto const kNow = at("2024-12-02T09:00:00+09:00");

HttpAnswer ask(HttpService& service, std::string_view method, std::string_view target,
               std::string_view body = {}) {
  auto meter = eligibility::NoMeter{};
  return service.handle({.method = method, .target = target, .body = body}, kNow, meter);
}

class AdminState : public ::testing::Test {
 protected:
  AdminState()
      : system({.stations = world.stations,
                .people = world.people,
                .registry = world.registry,
                .check = world.check,
                .seed = 7,
                .admission = &admissions}) {}

  eligibility::Registration visit(identity::PersonIndex person) {
    auto meter = eligibility::NoMeter{};
    auto const opened = system.submit_consent(
        {.reception_token = "token-0", .consents = eligibility::ConsentSet::all()}, kNow, meter);
    return system.authenticate(world.signed_by(person, opened), kNow, meter);
  }

  eligibility::SampleWorld world;
  eligibility::StationAdmissionBook admissions;
  eligibility::EligibilitySystem system;
  StateAdminHttp state{{.system = system,
                        .stations = world.stations,
                        .people = world.people,
                        .registry = world.registry,
                        .admissions = admissions}};
  eligibility::FaultPlan plan{1};
  FaultsAdminHttp faults{plan, false};
};

TEST_F(AdminState, AddsListsAndRemovesFaults) {
  EXPECT_EQ(ask(faults, "GET", "/faults").body, R"({"faults":[]})");
  auto const added = ask(faults, "POST", "/faults", R"({"rule": "busy on inquiry until +60s"})");
  EXPECT_EQ(added.status, 200);
  EXPECT_EQ(
      added.body,
      R"({"added":{"id":1,"rule":"busy on inquiry until 2024-12-02T09:01:00+09:00","fitted":0,"struck":0}})");
  plan.decide({.operation = eligibility::FaultOperation::kInquiry}, kNow);
  EXPECT_NE(ask(faults, "GET", "/faults/1").body.find(R"("fitted":1,"struck":1)"), std::string::npos);
  EXPECT_NE(ask(faults, "DELETE", "/faults/1").body.find(R"("removed":1)"), std::string::npos);
  EXPECT_EQ(ask(faults, "DELETE", "/faults/1").status, 404);
  ask(faults, "POST", "/faults", R"({"rule": "reset"})");
  ask(faults, "POST", "/faults", R"({"rule": "malform"})");
  EXPECT_EQ(ask(faults, "DELETE", "/faults").body, R"({"removed":2})");
  EXPECT_TRUE(plan.empty());
}

TEST_F(AdminState, SaysWhatIsWrongWithAFault) {
  for (auto const& [body, says] : std::initializer_list<std::pair<char const*, char const*>>{
           {"", "missing"},
           {"busy", "not a JSON object"},
           {R"({"rule": 3})", "unknown effect '3'"},
           {R"({"rule": ["busy"]})", "wrong kind of value"},
           {R"({"rule": "buzy"})", "did you mean 'busy'?"},
           {R"({"rule": "busy", "id": 3})", "no such field"},
           {R"({"rule": "ocsp_down"})", "--ocsp-port"}}) {
    auto const answer = ask(faults, "POST", "/faults", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_NE(answer.body.find(says), std::string::npos) << answer.body;
    EXPECT_NE(answer.body.find(R"("expected":)"), std::string::npos) << answer.body;
  }
  EXPECT_EQ(ask(faults, "DELETE", "/faults/x").status, 400);
  EXPECT_EQ(ask(faults, "PUT", "/faults").status, 405);
  EXPECT_TRUE(plan.empty());
}

TEST_F(AdminState, ShowsAPersonWithoutAnythingPersonal) {
  auto const registration = visit(2);
  auto const shown = ask(state, "GET", "/people/2").body;
  EXPECT_NE(shown.find(R"("card":"registered")"), std::string::npos);
  EXPECT_NE(shown.find(R"("care":"continuing")"), std::string::npos);
  EXPECT_NE(shown.find(R"("until":"2025-03-31T23:59:59+09:00")"), std::string::npos) << shown;
  auto const person = world.people.person(2);
  for (auto const& secret : {person.name, person.name_kana, person.address, person.insured_number,
                             std::to_string(person.certificate_serial), registration.number}) {
    EXPECT_EQ(shown.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(ask(state, "GET", "/people/9").status, 404);
  EXPECT_EQ(ask(state, "GET", "/people/x").status, 404);
}

TEST_F(AdminState, SetsAdmissionAndCardsAndAnswersWhatItDid) {
  EXPECT_EQ(ask(state, "PUT", "/stations/0/admission", R"({"state": "revoked"})").body,
            R"({"station":0,"admission":"revoked","before":"live"})");
  auto meter = eligibility::NoMeter{};
  EXPECT_EQ(system.submit_consent({.reception_token = "token-0"}, kNow, meter).outcome,
            eligibility::Outcome::kInstitutionRevoked);
  EXPECT_NE(ask(state, "GET", "/stations/1360000014").body.find(R"("admission":"revoked")"),
            std::string::npos);
  ask(state, "PUT", "/stations/1360000014/admission", R"({"state": "live"})");
  EXPECT_EQ(ask(state, "PUT", "/people/3/card", R"({"standing": "suspended"})").body,
            R"({"person":3,"card":"suspended","before":"registered"})");
  EXPECT_EQ(visit(3).outcome, eligibility::Outcome::kCardSuspended);
  auto const wrong = ask(state, "PUT", "/stations/0/admission", R"({"state": "life"})");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_NE(wrong.body.find("did you mean 'live'?"), std::string::npos);
  EXPECT_EQ(ask(state, "PUT", "/stations/77/admission", R"({"state": "live"})").status, 404);
  EXPECT_EQ(ask(state, "POST", "/people/3/card", "{}").status, 405);
}

TEST_F(AdminState, CountsOutcomes) {
  visit(2);
  ask(state, "PUT", "/people/3/card", R"({"standing": "suspended"})");
  visit(3);
  auto const shown = ask(state, "GET", "/outcomes").body;
  EXPECT_NE(shown.find(R"("consents":{"accepted":2})"), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"("authentications":{"accepted":1,"card_suspended":1})"), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"("medical_data":{})"), std::string::npos) << shown;
}

TEST_F(AdminState, ResetsWhatWasStored) {
  visit(2);
  EXPECT_NE(ask(state, "GET", "/visits").body.find(R"("registrations":1)"), std::string::npos);
  EXPECT_EQ(ask(state, "POST", "/reset").status, 400);
  EXPECT_EQ(ask(state, "POST", "/reset", R"({"environment": "connection_test"})").status, 409);
  EXPECT_EQ(ask(state, "POST", "/reset", R"({"environment": "operation"})").body,
            R"({"reset":"operation","visits":0,"registrations":1,"consents":1})");
  EXPECT_EQ(system.stores().registrations.size(), 0U);
  EXPECT_EQ(system.stores().consents.size(), 0U);
  EXPECT_NE(ask(state, "GET", "/people/2").body.find(R"("consents":[])"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::adapters
