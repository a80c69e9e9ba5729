// Whom client and server believe: certificates, their dates, and where requests may go at all.
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {
namespace {

using eligibility::ConnectionPolicy;
using eligibility::Delivery;
using eligibility::Outcome;
using eligibility::TlsPolicy;

constexpr auto kKeptFull = LegPolicy{ConnectionPolicy::kKept, TlsPolicy::kFull};
constexpr auto kNewFull = LegPolicy{ConnectionPolicy::kNew, TlsPolicy::kFull};
constexpr auto kNewResume = LegPolicy{ConnectionPolicy::kNew, TlsPolicy::kResume};

class HttpsTrust : public CallTest {};

TEST_F(HttpsTrust, PassesTheInstitutionOfTheClientCertificate) {
  for (auto const policy : {kKeptFull, kNewResume}) {
    auto server = TestServer{{.service = closed_line, .client_certificates = true}};
    auto port = make_https_eligibility(realtime, eligibility_options(server.port(), policy));
    for (auto turn = 0; turn < 2; ++turn) {  // the second is resumed under one of the policies
      auto const own = run_call(realtime, port->notices({.station = 7}, {.institution_code = "7", .after = 4},
                                                        within(realtime, kPatience)));
      ASSERT_EQ(own.delivery, Delivery::kDelivered);
      EXPECT_EQ(own.answer.outcome, Outcome::kAccepted);
      EXPECT_EQ(own.answer.notices.front().sequence, 5U);
      EXPECT_EQ(own.resumed, turn == 1 && policy.tls == TlsPolicy::kResume);
      auto const foreign = run_call(
          realtime, port->inquire({.station = 8}, {.institution_code = "7", .registration_number = "42"},
                                  within(realtime, kPatience)));
      ASSERT_EQ(foreign.delivery, Delivery::kDelivered);
      EXPECT_EQ(foreign.answer.outcome, Outcome::kInstitutionMismatch);
    }
  }
}

TEST_F(HttpsTrust, AsksForEachStationsCredentialOnce) {
  auto server = TestServer{{.service = closed_line, .client_certificates = true}};
  auto asked = 0;
  auto options = eligibility_options(server.port(), kNewFull);
  options.credentials = [&asked](identity::StationIndex index) {
    ++asked;
    return credentials().station(std::to_string(index));
  };
  auto port = make_https_eligibility(realtime, std::move(options));
  for (auto i = 0; i < 3; ++i) {
    auto const reply = run_call(
        realtime, port->notices({.station = 7}, {.institution_code = "7"}, within(realtime, kPatience)));
    EXPECT_EQ(reply.delivery, Delivery::kDelivered);
  }
  EXPECT_EQ(asked, 1);
}

TEST_F(HttpsTrust, RefusesClientsWithoutOrWithAForeignCertificate) {
  auto server = TestServer{{.service = closed_line, .client_certificates = true}};
  auto without = eligibility_options(server.port());
  without.credentials = nullptr;
  auto foreign = eligibility_options(server.port());
  foreign.credentials = [](identity::StationIndex) {
    auto const issued = identity::make_station_certificate(
        credentials().other_ca, "0", {jst("2024-01-01T00:00:00+09:00"), jst("2025-12-31T00:00:00+09:00")});
    return ClientCredential{identity::certificate_to_pem(issued.certificate.get()),
                            identity::key_to_pem(issued.key.get())};
  };
  for (auto const& options : {without, foreign}) {
    auto port = make_https_eligibility(realtime, options);
    auto const reply =
        run_call(realtime, port->notices({}, {.institution_code = "0"}, within(realtime, kPatience)));
    EXPECT_EQ(reply.delivery, Delivery::kUnreachable);
    EXPECT_EQ(port->closed_line().unreachable, 1U);
  }
  EXPECT_EQ(server.stop().failed_handshakes, 2U);
}

TEST_F(HttpsTrust, RefusesAServerOfAnotherCaOrAnotherName) {
  auto server = TestServer{{.service = reception}};
  auto foreign = reception_options(server.port());
  foreign.target.ca_pem = credentials().other_ca_pem;
  auto misnamed = reception_options(server.port());
  misnamed.target.server_name = "elsewhere.invalid";
  for (auto const& options : {foreign, misnamed}) {
    auto port = make_https_reception(realtime, options);
    EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
  }
}

TEST_F(HttpsTrust, JudgesCertificatesInCalendarTimeOnBothSides) {
  auto server = TestServer{{.service = closed_line, .client_certificates = true}};
  auto late_client = eligibility_options(server.port());
  late_client.calendar = [] { return jst(kAfterExpiry); };
  auto port = make_https_eligibility(realtime, late_client);
  auto const reply =
      run_call(realtime, port->notices({}, {.institution_code = "0"}, within(realtime, kPatience)));
  EXPECT_EQ(reply.delivery, Delivery::kUnreachable);

  auto late_server = TestServer{{.service = closed_line, .client_certificates = true, .now = kAfterExpiry}};
  auto other = make_https_eligibility(realtime, eligibility_options(late_server.port()));
  auto const refused =
      run_call(realtime, other->notices({}, {.institution_code = "0"}, within(realtime, kPatience)));
  EXPECT_EQ(refused.delivery, Delivery::kUnreachable);
}

TEST_F(HttpsTrust, AResumedSessionDoesNotOutliveTheCertificate) {
  auto server = TestServer{{.service = reception}};
  auto now = jst(kInside);
  auto options = reception_options(server.port(), kNewResume);
  options.calendar = [&now] { return now; };
  auto port = make_https_reception(realtime, std::move(options));
  consent_at(*port);
  ASSERT_TRUE(consent_at(*port).resumed);
  now = jst(kAfterExpiry);
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
}

TEST_F(HttpsTrust, RefusesForbiddenTargets) {
  auto production = reception_options(443);
  production.target.url.host = "hweb.oqs.onshikaku.org";
  production.target.owned_hosts = {"hweb.oqs.onshikaku.org"};
  EXPECT_THROW(make_https_reception(realtime, production), std::runtime_error);
  auto disguised = reception_options(443);
  disguised.target.server_name = "www.lineauth.mnw";
  EXPECT_THROW(make_https_reception(realtime, disguised), std::runtime_error);
  auto injected = reception_options(443);
  injected.target.server_name = "a\r\nX: b";
  EXPECT_THROW(make_https_reception(realtime, injected), std::runtime_error);
  auto foreign = reception_options(443);
  foreign.target.url.host = "192.0.2.1";
  EXPECT_THROW(make_https_reception(realtime, foreign), std::runtime_error);
}

}  // namespace
}  // namespace kazasu::adapters::testing
