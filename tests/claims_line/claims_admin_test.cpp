// What administration does to the claims systems, without sockets.
#include <boost/json/parse.hpp>

#include "emulators/adapters/claims_line/claims_admin_http.h"
#include "emulators/adapters/claims_line/claims_fault_site.h"
#include "emulators/adapters/claims_line/refusing_claims_http.h"
#include "emulators/eligibility/fault_plan.h"
#include "tests/claims_line/claims_line_world.h"

namespace kazasu::adapters::testing {
namespace {

namespace json = boost::json;

class ClaimsAdmin : public ::testing::Test {
 protected:
  HttpAnswer administer(std::string_view method, std::string_view path, std::string_view body = {}) {
    auto meter = eligibility::NoMeter{};
    return admin_.handle({.method = method, .target = path, .body = body}, now_, meter);
  }
  json::object state() { return json::parse(administer("GET", "/claims").body).as_object(); }
  // As the session of a listener does it.
  HttpAnswer ask(HttpService& service, HttpRequestView request) {
    auto const code = station_files().stations().station(0).institution_code;
    request.client_institution = code;
    auto meter = eligibility::NoMeter{};
    auto const sink = service.open_body(request, now_);
    if (sink && !request.body.empty()) sink->take(request.body);
    if (sink) request.body = {};
    request.sink = sink.get();
    return service.handle(request, now_, meter);
  }
  void log_in() {
    auto const station = station_files().stations().station(0);
    auto login = claims::first_login(1, station);
    login.new_password = claims::chosen_password(1, station, kFund);
    bearer_ = "Bearer " + system_.accounts().log_in({0, kFund}, login, now_).session;
  }
  std::string send() {
    auto const body = station_files().bytes(0, kFund);
    return ask(line_, {.method = "POST",
                       .target = "/fund/sends?month=2024-12",
                       .body = body,
                       .client_institution = {},
                       .authorization = bearer_})
        .body;
  }

  sim::Instant now_ = jst(kDuringClaims);
  std::string bearer_;
  OpensslPasswordSeal seal_;
  MemoryClaimsArchive files_;
  claims::ClaimsSystem system_{{.stations = station_files().stations(),
                                .seal = seal_,
                                .seed = 1,
                                .asp = {.fixed = std::chrono::minutes{15}},
                                .journal = &files_,
                                .archive = &files_}};
  ClaimsLineParts line_parts() {
    auto rules = claims::FileRules{.fees = station_files().fees(), .claim_month = std::nullopt};
    return {.system = system_,
            .stations = station_files().stations(),
            .rules = std::move(rules),
            .spool = std::filesystem::path{::testing::TempDir()} / "claims-incoming"};
  }
  ClaimsLineHttp line_{line_parts()};
  ClaimsAdminHttp admin_{system_, line_};
};

TEST_F(ClaimsAdmin, CountsWhatIsThere) {
  log_in();
  EXPECT_EQ(state()["sends"].to_number<int>(), 0);
  EXPECT_NE(send().find("accepted"), std::string::npos);
  auto const receipts = station_files().drafts().checked({0, kFund, kMonth, 0}).receipts.size();
  EXPECT_EQ(state()["sends"].to_number<int>(), 1);
  EXPECT_EQ(state()["receipts"].to_number<std::size_t>(), receipts);
  EXPECT_EQ(state()["in_queue"].to_number<int>(), 1);
  now_ += std::chrono::minutes{15};
  EXPECT_EQ(state()["in_queue"].to_number<int>(), 0);
}

TEST_F(ClaimsAdmin, ExtendsTheWindow) {
  now_ = jst("2024-12-11T09:00:00+09:00");
  log_in();
  EXPECT_NE(send().find("nothing_to_correct"), std::string::npos);
  auto const body = R"({"month": "2024-12", "until": "2024-12-12T21:00:00+09:00"})";
  EXPECT_EQ(administer("PUT", "/claims/window", body).status, 200);
  EXPECT_NE(send().find("\"accepted\""), std::string::npos);
  for (auto const* const wrong : {R"({"month": "2024-12"})", R"({"month": "x", "until": "y"})",
                                  R"({"month": "2024-12", "until": "2025-01-12T21:00:00+09:00"})"}) {
    EXPECT_EQ(administer("PUT", "/claims/window", wrong).status, 400) << wrong;
  }
}

TEST_F(ClaimsAdmin, StopsAPayersAsp) {
  auto const body =
      R"({"kind": "stopped", "payer": "fund", "from": "2024-12-06T09:00:00+09:00", "to": "2024-12-06T14:00:00+09:00"})";
  EXPECT_EQ(administer("POST", "/claims/faults", body).status, 200);
  EXPECT_EQ(state()["faults"].as_array().size(), 1U);
  log_in();
  EXPECT_NE(send().find("2024-12-06T14:15:00+09:00"), std::string::npos);
  EXPECT_EQ(administer("DELETE", "/claims/faults").body, R"({"removed":1})");
  EXPECT_TRUE(state()["faults"].as_array().empty());
  auto const both =
      R"({"kind": "one_server", "from": "2024-12-06T09:00:00+09:00", "to": "2024-12-07T09:00:00+09:00"})";
  administer("POST", "/claims/faults", both);
  EXPECT_EQ(state()["faults"].as_array().size(), 2U);
  auto const wrong =
      R"({"kind": "stoped", "from": "2024-12-06T09:00:00+09:00", "to": "2024-12-07T09:00:00+09:00"})";
  EXPECT_NE(administer("POST", "/claims/faults", wrong).body.find("stopped"), std::string::npos);
}

TEST_F(ClaimsAdmin, ForgetsEverything) {
  log_in();
  send();
  EXPECT_NE(administer("POST", "/claims/reset").body.find("\"sends\":1"), std::string::npos);
  EXPECT_EQ(state()["sends"].to_number<int>(), 0);
  EXPECT_NE(send().find("not_logged_in"), std::string::npos);
  log_in();
  EXPECT_NE(send().find("\"accepted\""), std::string::npos);
}

TEST_F(ClaimsAdmin, FaultsStrikeTheClaimsLine) {
  auto plan = eligibility::FaultPlan{1};
  auto faulty = FaultyHttp{line_, plan, claims_fault_site(station_files().stations())};
  plan.add(eligibility::parse_service_fault("busy on claim_send first 1", now_));
  log_in();
  auto const body = station_files().bytes(0, kFund);
  auto const request = HttpRequestView{.method = "POST",
                                       .target = "/fund/sends?month=2024-12",
                                       .body = body,
                                       .client_institution = {},
                                       .authorization = bearer_};
  auto const struck = ask(faulty, request);
  EXPECT_EQ(struck.status, 503);
  EXPECT_EQ(decode_outcome(struck.body), claims::ClaimOutcome::kBusy);
  EXPECT_EQ(state()["sends"].to_number<int>(), 0);
  EXPECT_EQ(ask(faulty, request).status, 200);
}

TEST_F(ClaimsAdmin, NothingIsTakenWhenNothingCanBeKept) {
  auto refusing = RefusingClaimsHttp{line_};
  auto const answer =
      ask(refusing, {.method = "POST", .target = "/fund/sends?month=2024-12", .body = "bytes"});
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("storage_failed"), std::string::npos);
  EXPECT_EQ(refusing.body_limit("/fund/sends"), kLargestClaimFile);
  EXPECT_EQ(refusing.body_limit("/fund/login"), std::nullopt);
}

}  // namespace
}  // namespace kazasu::adapters::testing
