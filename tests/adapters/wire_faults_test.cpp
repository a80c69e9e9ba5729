// Faults on a real connection: what a client of the wire finds, and that it is what virtual time says.
#include <gtest/gtest.h>

#include "emulators/adapters/faults/faulty_http.h"
#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/request_operation.h"
#include "tests/adapters/loopback.h"
#include "tests/adapters/upload_service.h"

namespace kazasu::adapters::testing {
namespace {

using namespace std::chrono_literals;
using eligibility::Delivery;

struct WireFaults : CallTest {
  FaultSite site{.operation = internet_operation,
                 .station = [](HttpRequestView const&) { return std::optional<identity::StationIndex>{0}; },
                 .busy =
                     [](eligibility::FaultOperation, HttpRequestView const&, sim::Instant) {
                       return json_answer(503,
                                          encode_consent_answer({.outcome = eligibility::Outcome::kBusy}));
                     }};
  eligibility::FaultPlan plan{1};
  FaultyHttp faulty{reception, plan, site};

  void add(std::string_view rule) {
    ASSERT_TRUE(plan.add(eligibility::parse_service_fault(rule, jst(kInside))));
  }
  LegPolicy kept{.connection = eligibility::ConnectionPolicy::kKept};
  LegPolicy fresh{.connection = eligibility::ConnectionPolicy::kNew};
};

TEST_F(WireFaults, TheFirstRuleThatStrikesDecides) {
  add("reset on consent first 1");
  add("truncate on consent first 1");
  add("malform on consent first 1");
  add("status 502 on consent first 1");
  add("busy on consent first 1");
  auto server = TestServer{{.service = faulty}};
  auto const port = make_https_reception(realtime, reception_options(server.port(), fresh));
  // All of them strike the first request, and count it.
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kDelivered);
}

TEST_F(WireFaults, EachHasItsDelivery) {
  auto server = TestServer{{.service = faulty}};
  auto const port = make_https_reception(realtime, reception_options(server.port(), fresh));
  // One rule at a time: the plan is the server thread's, which is idle between two calls.
  auto const under = [&](std::string_view rule) {
    plan.clear();
    add(rule);
    return consent_at(*port);
  };
  EXPECT_EQ(under("reset on consent").delivery, Delivery::kUnreachable);
  EXPECT_EQ(under("truncate on consent").delivery, Delivery::kUnreachable);
  EXPECT_EQ(under("malform on consent").delivery, Delivery::kNotUnderstood);
  EXPECT_EQ(under("status 502 on consent").delivery, Delivery::kNotUnderstood);
  auto const busy = under("busy on consent");
  EXPECT_EQ(busy.delivery, Delivery::kDelivered);
  EXPECT_EQ(busy.answer.outcome, eligibility::Outcome::kBusy);
  EXPECT_GE(under("delay 50ms on consent").exchange, 50ms);
  auto const dripped = under("drip 60ms on consent");
  EXPECT_EQ(dripped.delivery, Delivery::kDelivered);
  EXPECT_GE(dripped.exchange, 50ms);
  EXPECT_EQ(under("busy on inquiry").answer.outcome, eligibility::Outcome::kAccepted);
}

// The fault strikes when the body is there, and nobody but the sink has seen it.
TEST_F(WireFaults, StrikeRequestsWithASink) {
  auto log = UploadLog{};
  auto uploads = UploadService{log};
  site.operation = [](HttpRequestView const&) {
    return std::optional{eligibility::FaultOperation::kConsent};
  };
  auto before_uploads = FaultyHttp{uploads, plan, site};
  add("busy on consent first 1");
  auto server = TestServer{{.service = before_uploads}};
  auto client = RawTls{server.port()};
  auto const request = std::string{"POST /upload HTTP/1.1\r\nContent-Length: 100000\r\n\r\n"};
  client.send(request + std::string(100'000, 'x'));
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 503 "));
  client.send(request + std::string(100'000, 'x'));
  EXPECT_TRUE(client.read_answer().ends_with("/upload 0 100000"));
  server.stop();
  EXPECT_EQ(log.handled, 1);
  EXPECT_EQ(log.destroyed, 2);
}

TEST_F(WireFaults, AResetOfAKeptConnectionIsTriedOnceMore) {
  auto server = TestServer{{.service = faulty}};
  auto const port = make_https_reception(realtime, reception_options(server.port(), kept));
  consent_at(*port);
  add("reset on consent first 1");
  auto const again = consent_at(*port);
  EXPECT_EQ(again.delivery, Delivery::kDelivered);
  EXPECT_TRUE(again.new_connection);
  EXPECT_EQ(port->page().reconnects, 1U);
  plan.clear();
  add("reset on consent");
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
  EXPECT_EQ(plan.entries().front().second.struck, 2U);
}

TEST_F(WireFaults, AResetIsOneOnTheWire) {
  add("reset on page");
  auto server = TestServer{{.service = faulty}};
  auto client = RawTls{server.port()};
  client.send("GET /v/0123 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(server.stop().requests, 0U);
}

TEST_F(WireFaults, AConversationIsFoundByItsSession) {
  add("status 502 session 0af");
  auto server = TestServer{{.service = faulty}};
  auto const status_of_session = [&](std::string const& session) {
    auto client = RawTls{server.port()};
    client.send("POST /v/0123/visits/" + session +
                "/authentication HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    return client.read_answer().substr(9, 3);
  };
  EXPECT_EQ(status_of_session("0afe"), "502");
  EXPECT_EQ(status_of_session("1afe"), "400");
}

TEST_F(WireFaults, ACutBodyIsShorterThanItSays) {
  add("truncate on page");
  auto server = TestServer{{.service = faulty}};
  auto client = RawTls{server.port()};
  client.send("GET /v/0123 HTTP/1.1\r\nHost: x\r\n\r\n");
  auto const answer = client.read_to_end();
  auto const length = answer.find("Content-Length: ");
  auto const end = answer.find("\r\n\r\n");
  ASSERT_NE(length, std::string::npos);
  auto const promised = std::stoul(answer.substr(length + 16));
  auto const came = answer.size() - end - 4;
  EXPECT_GT(came, 0U);
  EXPECT_LT(came, promised);
}

TEST_F(WireFaults, ARevokedStationIsRefusedInItsHandshake) {
  auto realtime_of_server = sim::Realtime{};
  auto listener = listen_https(realtime_of_server,
                               {.name = "closed line",
                                .certificate_pem = credentials().server_pem,
                                .key_pem = credentials().server_key_pem,
                                .client_ca_pem = credentials().station_ca_pem,
                                .service = closed_line,
                                .calendar = [] { return jst(kInside); },
                                .revoked = [](std::string_view name, sim::Instant) { return name == "0"; }});
  auto running = std::thread{[&] { realtime_of_server.io.run_for(std::chrono::seconds{20}); }};
  auto const port = make_https_eligibility(realtime, eligibility_options(listener->port()));
  auto const ask = [&](identity::StationIndex station, char const* code) {
    return run_call(realtime, port->notices({station}, {.institution_code = code}, within(realtime, 10s)));
  };
  auto const revoked = ask(0, "0");
  auto const other = ask(1, "1");
  realtime_of_server.io.stop();
  running.join();
  EXPECT_EQ(revoked.delivery, Delivery::kUnreachable);
  EXPECT_EQ(other.delivery, Delivery::kDelivered);
  EXPECT_EQ(listener->counters().failed_handshakes, 1U);
}

}  // namespace
}  // namespace kazasu::adapters::testing
