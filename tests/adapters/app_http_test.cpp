// The app's routes on the internet listener and a station's own settings on the closed line, over the system
// itself.
#include <gtest/gtest.h>

#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/closed_line_http.h"
#include "emulators/adapters/services/reception_service_http.h"
#include "emulators/adapters/xml/settings_xml.h"
#include "emulators/eligibility/stage_meter.h"
#include "emulators/identity/app_account.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

auto const kNow = at("2024-12-02T09:00:00+09:00");

struct AppServer {
  HttpAnswer post(std::string const& path, std::string const& body) {
    auto meter = NoMeter{};
    return internet.handle({.method = "POST", .target = path, .body = body}, kNow, meter);
  }
  HttpAnswer settings(std::string const& action, SettingsRequest request, std::string_view client) {
    auto meter = NoMeter{};
    request.institution_code = SampleStations::kCodes[0];
    request.action = settings_action(action);
    auto const body = encode(request);
    return line.handle({.method = "POST",
                        .target = "/eligibility/settings/" + action,
                        .body = body,
                        .client_institution = client},
                       kNow, meter);
  }
  static SettingsAction settings_action(std::string const& name) {
    for (std::size_t i = 0; i < kSettingsActions.size(); ++i) {
      if (kSettingsActions[i] == name) return static_cast<SettingsAction>(i);
    }
    return SettingsAction::kInquire;
  }
  static ClosedLineServerCodec codec() {
    auto result = ClosedLineServerCodec{};
    result.decode_settings_request = [](std::string_view xml, SettingsAction action) {
      return decode_settings_request(xml, action).message;
    };
    result.encode_settings_answer = [](SettingsAnswer const& answer) { return encode(answer); };
    return result;
  }

  SampleWorld world{};
  ReceptionServiceHttp internet{reception_handlers(world.system, world.stations)};
  ClosedLineHttp line{closed_line_handlers(world.system), codec()};
};

std::string issued_code(AppServer& server) {
  auto const answer = server.settings("activation-code-issue", {}, SampleStations::kCodes[0]);
  EXPECT_EQ(answer.status, 200);
  return decode_settings_answer(answer.body, SettingsAction::kIssueActivation).message->codes.at(0).code;
}

std::string activated_device(AppServer& server) {
  auto const account = identity::app_account(7, server.world.stations.station(0));
  auto const answer = server.post(
      "/app/devices", encode_activation_request({std::string{SampleStations::kCodes[0]}, account.user,
                                                 account.password, issued_code(server)}));
  return decode_activation_answer(answer.body)->device;
}

TEST(AppRoutes, LeadFromTheCodeToTheRegistrationWithoutAPin) {
  auto server = AppServer{};
  auto const device = activated_device(server);
  ASSERT_EQ(device.size(), 32U);
  auto const passcode_answer = server.settings("passcode", {}, SampleStations::kCodes[0]);
  auto const passcode =
      decode_settings_answer(passcode_answer.body, SettingsAction::kPasscode).message->passcode;
  auto const opened =
      decode_consent_answer(server
                                .post("/app/visits", encode_consent_request({.reception_token = {},
                                                                             .consents = ConsentSet::all(),
                                                                             .way_in = WayIn::kApp,
                                                                             .device = device}))
                                .body);
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->outcome, Outcome::kAccepted);
  auto const proof = encode_card_proof({.certificate = server.world.certificate(2),
                                        .signature = {},
                                        .device = device,
                                        .identity = IdentityCheck::kVisual,
                                        .passcode = passcode});
  EXPECT_EQ(proof.find("signature"), std::string::npos);
  auto const registered =
      decode_registration(server.post("/app/visits/" + opened->session + "/authentication", proof).body);
  ASSERT_TRUE(registered);
  EXPECT_EQ(registered->outcome, Outcome::kAccepted);
}

TEST(AppRoutes, AreNotThoseOfTheWeb) {
  auto server = AppServer{};
  auto const device = activated_device(server);
  auto const by_app = encode_consent_request(
      {.reception_token = {}, .consents = ConsentSet::all(), .way_in = WayIn::kApp, .device = device});
  EXPECT_EQ(server.post("/v/token-0/visits", by_app).status, 400);
  EXPECT_EQ(server.post("/app/visits", encode_consents(ConsentSet::all())).status, 400);
  for (auto const* const path : {"/app", "/app/", "/app/device", "/app/visits/x", "/app/visits/x/y",
                                 "/app/devices/x", "/app/visits/x/authentication/y"}) {
    EXPECT_EQ(server.post(path, "{}").status, 404) << path;
  }
  auto meter = NoMeter{};
  EXPECT_EQ(server.internet.handle({.method = "GET", .target = "/app/devices"}, kNow, meter).status, 405);
}

TEST(AppRoutes, RefuseMalformedBodies) {
  auto server = AppServer{};
  for (auto const* const body : {"", "{}", "[]", R"({"institution_code": 1, "user": "", "password": "",
           "activation_code": ""})",
                                 R"({"institution_code": "1360000014", "user": "u", "password": "p"})"}) {
    auto const answer = server.post("/app/devices", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(decode_activation_answer(answer.body)->outcome, Outcome::kMalformedRequest);
  }
  EXPECT_FALSE(decode_card_proof(R"({"certificate": "YQ=="})")) << "neither signature nor visual check";
  EXPECT_FALSE(
      decode_card_proof(R"({"certificate": "YQ==", "identity": "visual_check", "signature": "YQ=="})"));
  EXPECT_FALSE(decode_card_proof(R"({"certificate": "YQ==", "identity": "face", "passcode": "1"})"));
  EXPECT_FALSE(decode_card_proof(R"({"certificate": "YQ==", "signature": "YQ==", "device": 3})"));
  EXPECT_FALSE(decode_consent_request(R"({"consents": {"operations": true, "diagnosis_and_medication": true,
      "health_checkup": true, "limit_amount": true, "specific_disease": true}, "way_in": "fax"})"));
}

TEST(SettingsRoutes, BelongToTheInstitutionOfTheCertificate) {
  auto server = AppServer{};
  auto const foreign = server.settings("passcode", {}, SampleStations::kCodes[1]);
  EXPECT_EQ(foreign.status, 200);
  EXPECT_EQ(decode_settings_answer(foreign.body, SettingsAction::kPasscode).message->outcome,
            Outcome::kInstitutionMismatch);
  EXPECT_EQ(server.settings("else", {}, SampleStations::kCodes[0]).status, 404);
  auto meter = NoMeter{};
  EXPECT_EQ(server.line.handle({.method = "GET", .target = "/eligibility/settings/url"}, kNow, meter).status,
            405);
  EXPECT_EQ(server.line
                .handle({.method = "POST",
                         .target = "/eligibility/settings/url",
                         .body = "<XmlMsg/>",
                         .client_institution = SampleStations::kCodes[0]},
                        kNow, meter)
                .status,
            400);
}

}  // namespace
}  // namespace kazasu::adapters
