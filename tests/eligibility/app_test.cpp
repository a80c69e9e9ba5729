// The app's way in: activation, PIN or visual check, and the settings of the station's own behind it.
#include <gtest/gtest.h>

#include "emulators/identity/app_account.h"
#include "emulators/identity/identifiers.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");
constexpr auto kSeed = std::uint64_t{7};

struct AppWorld : SampleWorld {
  AppWorld() : SampleWorld(kSeed) {}

  SettingsAnswer settings(SettingsRequest request, sim::Instant now = kMorning,
                          identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    request.institution_code = SampleStations::kCodes[station];
    return system.settings(request, now, meter);
  }
  std::string code(sim::Instant now = kMorning) {
    return settings({.institution_code = {}, .action = SettingsAction::kIssueActivation}, now)
        .codes.at(0)
        .code;
  }
  ActivationAnswer activate(std::string const& code, sim::Instant now = kMorning,
                            identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    auto const account = identity::app_account(kSeed, stations.station(station));
    return system.activate(
        {std::string{SampleStations::kCodes[station]}, account.user, account.password, code}, now, meter);
  }
  std::string device() { return activate(code()).device; }
  std::string passcode(sim::Instant now = kMorning, bool renew = false) {
    return settings({.institution_code = {}, .action = SettingsAction::kPasscode, .renew = renew}, now)
        .passcode;
  }
  ConsentAnswer open(std::string const& device, sim::Instant now = kMorning) {
    auto meter = NoMeter{};
    return system.submit_consent(
        {.reception_token = {}, .consents = ConsentSet::all(), .way_in = WayIn::kApp, .device = device}, now,
        meter);
  }
  Registration look_at(identity::PersonIndex person, std::string const& device, std::string const& session,
                       std::string const& code_of_the_day, sim::Instant now = kMorning) {
    auto meter = NoMeter{};
    return system.authenticate({.reception_token = {},
                                .session = session,
                                .certificate = certificate(person),
                                .signature = {},
                                .device = device,
                                .identity = IdentityCheck::kVisual,
                                .passcode = code_of_the_day},
                               now, meter);
  }
};

TEST(Activation, MakesADeviceTheInstitutionsOwnOnce) {
  auto world = AppWorld{};
  auto const code = world.code();
  ASSERT_EQ(code.size(), 12U);
  EXPECT_EQ(code.back() - '0', identity::check_digit(code.substr(0, 11)));
  auto const first = world.activate(code);
  EXPECT_EQ(first.outcome, Outcome::kAccepted);
  EXPECT_EQ(first.device.size(), 32U);
  EXPECT_EQ(world.activate(code).outcome, Outcome::kActivationCodeInvalid);
  EXPECT_EQ(world.activate(world.code(), kMorning, 1).outcome, Outcome::kActivationCodeInvalid);
  EXPECT_EQ(world.open(first.device).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.open("no such device").outcome, Outcome::kDeviceUnknown);
}

TEST(Activation, NeedsTheAccountAndACodeOfTheLastDay) {
  auto world = AppWorld{};
  auto const code = world.code();
  auto meter = NoMeter{};
  auto const account = identity::app_account(kSeed, world.stations.station(0));
  auto const with = [&](std::string user, std::string password) {
    return world.system
        .activate({std::string{SampleStations::kCodes[0]}, std::move(user), std::move(password), code},
                  kMorning, meter)
        .outcome;
  };
  EXPECT_EQ(with(account.user, "wrong"), Outcome::kAccountInvalid);
  EXPECT_EQ(with("wrong", account.password), Outcome::kAccountInvalid);
  EXPECT_EQ(world.activate(code, kMorning + std::chrono::hours{24} + std::chrono::seconds{1}).outcome,
            Outcome::kActivationCodeInvalid);
  EXPECT_EQ(world.activate(code, kMorning + std::chrono::hours{24}).outcome, Outcome::kAccepted);
}

TEST(Activation, IsEndedWithItsCode) {
  auto world = AppWorld{};
  auto const code = world.code();
  auto const device = world.activate(code).device;
  auto const answer = world.settings(
      {.institution_code = {}, .action = SettingsAction::kDisableActivation, .activation_code = code});
  EXPECT_EQ(answer.outcome, Outcome::kAccepted);
  ASSERT_EQ(answer.codes.size(), 1U);
  EXPECT_EQ(answer.codes[0].state, ActivationState::kDisabled);
  EXPECT_EQ(world.open(device).outcome, Outcome::kDeviceUnknown);
  EXPECT_EQ(world
                .settings({.institution_code = {},
                           .action = SettingsAction::kDisableActivation,
                           .activation_code = "000000000000"})
                .outcome,
            Outcome::kActivationCodeInvalid);
}

TEST(Activation, CountsTheDevicesOfAnInstitution) {
  auto world = AppWorld{};
  for (std::size_t i = 0; i < StationSettings::kMostDevices; ++i) {
    ASSERT_EQ(world.activate(world.code()).outcome, Outcome::kAccepted);
  }
  EXPECT_EQ(world.activate(world.code()).outcome, Outcome::kTooManyDevices);
}

TEST(Activation, KeepsABoundedNumberOfCodes) {
  auto world = AppWorld{};
  for (std::size_t i = 0; i < StationSettings::kMostCodes; ++i) world.code();
  auto const issue = SettingsRequest{.institution_code = {}, .action = SettingsAction::kIssueActivation};
  EXPECT_EQ(world.settings(issue).outcome, Outcome::kBusy);
  EXPECT_EQ(world.settings(issue, kMorning + std::chrono::hours{25}).outcome, Outcome::kAccepted);
}

TEST(VisualCheck, NeedsNoPinAndThePasscodeOfTheDay) {
  auto world = AppWorld{};
  auto const device = world.device();
  auto const visit = world.open(device);
  auto const registered = world.look_at(2, device, visit.session, world.passcode());
  EXPECT_EQ(registered.outcome, Outcome::kAccepted);
  EXPECT_EQ(registered.number.size(), 20U);
  auto const later = world.open(device);
  EXPECT_EQ(world.look_at(2, device, later.session, "", kMorning).outcome, Outcome::kPasscodeInvalid);
  auto const next_day = kMorning + std::chrono::days{1};
  auto const tomorrow = world.open(device, next_day);
  EXPECT_EQ(world.look_at(2, device, tomorrow.session, world.passcode(), next_day).outcome,
            Outcome::kPasscodeInvalid);
}

TEST(VisualCheck, IsLockedAfterFiveWrongPasscodesAndLeavesTheVisitOpen) {
  auto world = AppWorld{};
  auto const device = world.device();
  auto const right = world.passcode();
  auto const wrong = right == "000000" ? std::string{"111111"} : std::string{"000000"};
  auto const visit = world.open(device);
  for (auto i = 0; i < StationSettings::kPasscodeTries; ++i) {
    EXPECT_EQ(world.look_at(2, device, visit.session, wrong).outcome, Outcome::kPasscodeInvalid);
  }
  EXPECT_EQ(world.look_at(2, device, visit.session, right).outcome, Outcome::kPasscodeLocked);
  EXPECT_EQ(world.passcode(), right);
  EXPECT_EQ(world.look_at(2, device, visit.session, world.passcode(kMorning, true)).outcome,
            Outcome::kAccepted);
}

TEST(VisualCheck, IsRefusedOnTheWeb) {
  auto world = AppWorld{};
  auto const visit = world.consent(ConsentSet::all(), kMorning);
  auto meter = NoMeter{};
  auto const look = [&](std::string token, std::string device) {
    return world.system
        .authenticate({.reception_token = std::move(token),
                       .session = visit.session,
                       .certificate = world.certificate(2),
                       .signature = {},
                       .device = std::move(device),
                       .identity = IdentityCheck::kVisual,
                       .passcode = world.passcode()},
                      kMorning, meter)
        .outcome;
  };
  EXPECT_EQ(look("token-0", ""), Outcome::kVisualCheckNotHere);
  EXPECT_EQ(look("", world.device()), Outcome::kSessionUnknown) << "a visit of the Web, shown by the app";
}

TEST(VisualCheck, StillJudgesTheCertificate) {
  auto world = AppWorld{};
  auto const device = world.device();
  auto meter = NoMeter{};
  auto const look = [&](std::string certificate, sim::Instant now) {
    auto const visit = world.open(device, now);
    return world.system
        .authenticate({.reception_token = {},
                       .session = visit.session,
                       .certificate = std::move(certificate),
                       .signature = {},
                       .device = device,
                       .identity = IdentityCheck::kVisual,
                       .passcode = world.passcode(now)},
                      now, meter)
        .outcome;
  };
  EXPECT_EQ(look("none", kMorning), Outcome::kCertificateMalformed);
  EXPECT_EQ(look(world.certificate(2, false), kMorning), Outcome::kIssuerUnknown);
  EXPECT_EQ(look(world.certificate(2), at("2026-01-01T09:00:00+09:00")), Outcome::kCertificateBeyondGrace);
}

TEST(App, TakesAPinAsTheWebDoes) {
  auto world = AppWorld{};
  auto const device = world.device();
  auto const visit = world.open(device);
  auto request = world.signed_by(2, visit);
  request.reception_token.clear();
  request.device = device;
  auto meter = NoMeter{};
  EXPECT_EQ(world.system.authenticate(request, kMorning, meter).outcome, Outcome::kAccepted);
}

TEST(App, AcceptsNoDeviceAndUrlTogether) {
  auto world = AppWorld{};
  auto meter = NoMeter{};
  auto const both = ConsentRequest{.reception_token = "token-0",
                                   .consents = ConsentSet::all(),
                                   .way_in = WayIn::kApp,
                                   .device = world.device()};
  EXPECT_EQ(world.system.submit_consent(both, kMorning, meter).outcome, Outcome::kMalformedRequest);
}

TEST(OwnDevice, IsForOnlineCareAlone) {
  auto world = AppWorld{};
  auto meter = NoMeter{};
  for (auto const way : {WayIn::kOwnDevice, WayIn::kConsultationApp}) {
    auto request = ConsentRequest{.reception_token = "token-0", .consents = ConsentSet::all(), .way_in = way};
    EXPECT_EQ(world.system.submit_consent(request, kMorning, meter).outcome, Outcome::kCareNotOnThisWay);
    request.care = Care::kOnline;
    request.consultation = day(2024, 12, 9);
    EXPECT_EQ(world.system.submit_consent(request, kMorning, meter).outcome, Outcome::kAccepted);
  }
}

TEST(FunctionSetting, SwitchedOffEndsConsentsByChangeOfUseAndRefusesVisits) {
  auto world = AppWorld{};
  world.visit(2, ConsentSet::all(), kMorning);
  auto const off =
      world.settings({.institution_code = {}, .action = SettingsAction::kUpdate, .home_visit_use = false});
  EXPECT_EQ(off.outcome, Outcome::kAccepted);
  EXPECT_FALSE(off.home_visit_use);
  EXPECT_EQ(off.consents_ended, 1U);
  EXPECT_EQ(world.consent(ConsentSet::all(), kMorning).outcome, Outcome::kFunctionNotEnabled);
  EXPECT_EQ(world.consent(ConsentSet::all(), kMorning, 1).outcome, Outcome::kAccepted);
  EXPECT_FALSE(world.settings({.institution_code = {}}).home_visit_use);
  auto const on =
      world.settings({.institution_code = {}, .action = SettingsAction::kUpdate, .home_visit_use = true});
  EXPECT_EQ(on.consents_ended, 0U);
  EXPECT_EQ(world.consent(ConsentSet::all(), kMorning).outcome, Outcome::kAccepted);
}

TEST(InstitutionUrl, IsReplacedByANewOne) {
  auto world = AppWorld{};
  auto const ask = [&](Care kind, bool renew) {
    return world
        .settings({.institution_code = {}, .action = SettingsAction::kUrl, .url_kind = kind, .renew = renew})
        .url_path;
  };
  auto meter = NoMeter{};
  auto const open = [&](std::string const& path, Care care) {
    return world.system
        .submit_consent({.reception_token = path.substr(3), .consents = ConsentSet::all(), .care = care},
                        kMorning, meter)
        .outcome;
  };
  EXPECT_EQ(ask(Care::kContinuing, false), "/v/token-0");
  auto const renewed = ask(Care::kContinuing, true);
  EXPECT_EQ(ask(Care::kContinuing, false), renewed);
  EXPECT_EQ(open("/v/token-0", Care::kContinuing), Outcome::kUnknownInstitution);
  EXPECT_EQ(open(renewed, Care::kContinuing), Outcome::kAccepted);
  EXPECT_EQ(open(renewed, Care::kOnline), Outcome::kCareNotOnThisWay);
  auto const online = ask(Care::kOnline, false);
  EXPECT_EQ(open(online, Care::kOnline), Outcome::kAccepted);
  EXPECT_EQ(open(online, Care::kContinuing), Outcome::kCareNotOnThisWay);
  EXPECT_NE(ask(Care::kOnline, true), online);
  EXPECT_EQ(open(online, Care::kOnline), Outcome::kUnknownInstitution);
}

TEST(Settings, RefuseWhomTheyDoNotKnow) {
  auto world = AppWorld{};
  auto meter = NoMeter{};
  EXPECT_EQ(world.system.settings({.institution_code = "12"}, kMorning, meter).outcome,
            Outcome::kMalformedRequest);
  EXPECT_EQ(world.system.settings({.institution_code = "1360000048"}, kMorning, meter).outcome,
            Outcome::kUnknownInstitution);
  EXPECT_EQ(world.settings({.institution_code = {}, .action = SettingsAction::kUpdate}).outcome,
            Outcome::kMalformedRequest);
}

}  // namespace
}  // namespace kazasu::eligibility
