// `kazasu serve` and its store as their users meet them: restarts, a full disk, two environments.
#include <cstdlib>
#include <fstream>
#include <set>

#include "emulators/identity/app_account.h"
#include "harness/exit_code.h"
#include "harness/served_environment.h"
#include "tests/harness/shell.h"
#include "tests/store/store_fixture.h"

namespace kazasu::store {
namespace {

using eligibility::Environment;
using eligibility::Outcome;

using harness::Finished;
using harness::run_in_shell;

class Serving : public StoreFixture {
 protected:
  std::string arguments(std::string const& stations = "8") const {
    return std::string{KAZASU_PROGRAM} + " serve --data " + KAZASU_TEST_DATA + " --token-folder " +
           folder_.path().string() + " --seed 5 --people 20000 --stations " + stations;
  }
  std::string admin(KilledServer const& server, std::string const& path) const {
    auto token = std::string{};
    std::ifstream{folder_.path() / "admin.token"} >> token;
    return run_in_shell("curl -sS -H 'Authorization: Bearer " + token +
                        "' http://127.0.0.1:" + std::to_string(server.ports().admin) + path)
        .output;
  }
  // As the app does: with the station's account.
  std::string activate(KilledServer const& server, identity::StationIndex station,
                       std::string const& code) const {
    auto const known = world_.stations().station(station);
    auto const account = identity::app_account(options_.seed, known);
    auto const ca = folder_.path() / "server-ca.pem";
    std::ofstream{ca} << pki_.server_ca_pem();
    return run_in_shell("curl -sS --cacert " + ca.string() + " -d '{\"institution_code\":\"" +
                        known.institution_code + "\",\"user\":\"" + account.user + "\",\"password\":\"" +
                        account.password + "\",\"activation_code\":\"" + code +
                        "\"}' https://127.0.0.1:" + std::to_string(server.ports().reception) + "/app/devices")
        .output;
  }
  ClientWorld world_{pki_, settings()};
};

TEST_F(Serving, GoesOnAfterAnOrderlyEnd) {
  {
    auto server = KilledServer{options_, Variant::kShipped};
    EXPECT_EQ(StoreClient(world_, server.ports()).visit_while_accepted(promises_, 20), Outcome::kAccepted);
    auto const figures = admin(server, "/counters");
    EXPECT_NE(figures.find("\"store_failed\":0"), std::string::npos) << figures;
    EXPECT_EQ(figures.find("\"store_commits\":0"), std::string::npos) << figures;
    EXPECT_EQ(server.stop(), 0);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "eligibility.db-wal")) << "an orderly end tidies up";
  auto server = KilledServer{options_, Variant::kShipped};
  expect_all_kept(StoreClient(world_, server.ports()).check(promises_, {}));
  auto const before = promises_.visits.size();
  StoreClient(world_, server.ports()).visit_while_accepted(promises_, 8);
  EXPECT_GT(promises_.visits.size(), before);
  expect_all_kept(StoreClient(world_, server.ports()).check(promises_, {}));
}

TEST_F(Serving, WhatAStationSetUpSurvivesARestart) {
  using eligibility::SettingsAction;
  auto const switched = [](bool use) {
    return eligibility::SettingsRequest{
        .institution_code = {}, .action = SettingsAction::kUpdate, .home_visit_use = use};
  };
  auto const url = [](bool renew) {
    return eligibility::SettingsRequest{
        .institution_code = {}, .action = SettingsAction::kUrl, .renew = renew};
  };
  auto first = std::string{};
  auto renewed = std::string{};
  auto code = std::string{};
  auto passcode = std::string{};
  {
    auto server = KilledServer{options_, Variant::kShipped};
    auto client = StoreClient{world_, server.ports()};
    first = client.settings(1, url(false))->url_path;
    EXPECT_FALSE(client.settings(0, switched(false))->home_visit_use);
    renewed = client.settings(1, url(true))->url_path;
    EXPECT_NE(renewed, first);
    code = client.settings(2, {.institution_code = {}, .action = SettingsAction::kIssueActivation})
               ->codes.at(0)
               .code;
    auto const activated = activate(server, 2, code);
    EXPECT_NE(activated.find("\"accepted\""), std::string::npos) << activated;
    passcode = client.settings(2, {.institution_code = {}, .action = SettingsAction::kPasscode})->passcode;
    server.kill();
  }
  auto server = KilledServer{options_, Variant::kShipped};
  auto client = StoreClient{world_, server.ports()};
  EXPECT_FALSE(client.settings(0, {})->home_visit_use);
  EXPECT_TRUE(client.settings(1, {})->home_visit_use);
  EXPECT_EQ(client.settings(1, url(false))->url_path, renewed);
  auto const codes =
      client.settings(2, {.institution_code = {}, .action = SettingsAction::kListActivations})->codes;
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].code, code);
  EXPECT_EQ(codes[0].state, eligibility::ActivationState::kUsed);
  EXPECT_NE(activate(server, 2, code).find("activation_code_invalid"), std::string::npos);
  EXPECT_EQ(client.settings(2, {.institution_code = {}, .action = SettingsAction::kPasscode})->passcode,
            passcode);
  EXPECT_TRUE(client.settings(0, switched(true))->home_visit_use);
}

TEST_F(Serving, AnAdminWriteIsOnTheDiskWhenItIsAnswered) {
  {
    auto server = KilledServer{options_, Variant::kShipped};
    EXPECT_NE(admin(server, "/people/7/card -X PUT -d '{\"standing\": \"suspended\"}'").find("\"suspended\""),
              std::string::npos);
    server.kill();
  }
  {
    auto server = KilledServer{options_, Variant::kShipped};
    EXPECT_NE(admin(server, "/people/7").find("\"card\":\"suspended\""), std::string::npos);
    EXPECT_EQ(StoreClient(world_, server.ports()).visit_while_accepted(promises_, 3), Outcome::kAccepted);
    EXPECT_NE(admin(server, "/reset -d '{\"environment\": \"operation\"}'").find("\"reset\""),
              std::string::npos);
    server.kill();
  }
  auto server = KilledServer{options_, Variant::kShipped};
  EXPECT_NE(admin(server, "/people/7").find("\"card\":\"registered\""), std::string::npos);
  EXPECT_EQ(StoreClient(world_, server.ports()).check(promises_, {}).registrations, promises_.visits.size());
  EXPECT_NE(admin(server, "/visits").find("\"registrations\":0"), std::string::npos)
      << admin(server, "/visits");
}

TEST_F(Serving, InMemoryNothingIsKept) {
  options_.store = "memory";
  {
    auto const server = KilledServer{options_, Variant::kShipped};
    auto client = StoreClient{world_, server.ports()};
    EXPECT_EQ(client.visit_while_accepted(promises_, 3), Outcome::kAccepted);
    EXPECT_EQ(admin(server, "/counters").find("store_commits"), std::string::npos);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "eligibility.db"));
  auto const server = KilledServer{options_, Variant::kShipped};
  EXPECT_EQ(StoreClient(world_, server.ports()).check(promises_, {}).registrations, promises_.visits.size());
}

TEST_F(Serving, TheCalendarDoesNotGoBackAndVisitsAreCountedAnew) {
  auto const world = harness::ServedWorld{options_};
  auto const asked = settings().calendar_start;
  auto const later = asked + std::chrono::hours{5};
  auto first_visits = std::set<std::uint64_t>{};
  for (auto life = 0; life < 3; ++life) {
    auto store = harness::ServedStore{options_, world};
    first_visits.insert(store.first_visit(Environment::kOperation));
    first_visits.insert(store.first_visit(Environment::kConnectionTest));
    EXPECT_EQ(store.calendar_start(asked), life == 0 ? asked : later);
    EXPECT_EQ(store.calendar_start(later + std::chrono::hours{1}), later + std::chrono::hours{1});
    auto loop = adapters::ServerLoop{};
    auto const commits = store.keep_changes(loop);
    store.stores().consents.put({.person = 1}, {.given = later, .items = {}, .until = later});
  }
  EXPECT_EQ(first_visits.size(), 6U);
}

TEST_F(Serving, OnAFullDiskPromisesNothingAndSaysSo) {
  constexpr auto kLargest = std::uint64_t{200} * 1024;
  {
    auto server = KilledServer{options_, Variant::kShipped, kLargest};
    ASSERT_TRUE(server.ready());
    auto client = StoreClient{world_, server.ports()};
    EXPECT_EQ(client.visit_while_accepted(promises_, 1000), Outcome::kStorageFailed);
    EXPECT_GT(promises_.visits.size(), 0U);
    EXPECT_EQ(client.visit_while_accepted(promises_, 1), Outcome::kStorageFailed) << "and so on";
    EXPECT_EQ(admin(server, "/ready"), "{\"ready\": false}");
    EXPECT_NE(admin(server, "/counters").find("\"store_failed\":1"), std::string::npos);
    EXPECT_NE(
        admin(server, "/people/7/card -X PUT -d '{\"standing\": \"suspended\"}'").find("storage_failed"),
        std::string::npos);
    EXPECT_EQ(server.stop(), 0);
  }
  auto const server = KilledServer{options_, Variant::kShipped};
  ASSERT_TRUE(server.ready());
  expect_all_kept(StoreClient(world_, server.ports()).check(promises_, {}));
}

TEST_F(Serving, RefusesAStoreThatItCannotGoOnWith) {
  auto const store_code = static_cast<int>(harness::ExitCode::kStore);
  {
    auto const server = KilledServer{options_, Variant::kShipped};
    ASSERT_TRUE(server.ready());
    auto const second = run_in_shell(arguments());
    EXPECT_EQ(second.code, store_code);
    EXPECT_NE(second.output.find("in use by another process"), std::string::npos) << second.output;
  }
  auto const other = run_in_shell(arguments("9"));
  EXPECT_EQ(other.code, store_code);
  EXPECT_NE(other.output.find("stations 8; this start has"), std::string::npos) << other.output;
  std::ofstream{folder_.path() / "eligibility.db"} << std::string(5000, 'x');
  auto const damaged = run_in_shell(arguments());
  EXPECT_EQ(damaged.code, store_code);
  EXPECT_NE(damaged.output.find("eligibility.db is damaged"), std::string::npos) << damaged.output;
}

TEST_F(Serving, KeepsTwoEnvironmentsApart) {
  options_.connection_test_reception_port = 0;
  auto const test_data = harness::data_folder_of(options_.data, Environment::kConnectionTest);
  {
    auto server = KilledServer{options_, Variant::kShipped};
    ASSERT_NE(server.test_ports().eligibility, 0);
    auto const test_pki = identity::TestPki{test_data / "pki"};
    auto test_world = ClientWorld{test_pki, settings()};
    auto in_test = Promises{};
    EXPECT_EQ(StoreClient(world_, server.ports()).visit_while_accepted(promises_, 16), Outcome::kAccepted);
    EXPECT_EQ(StoreClient(test_world, server.test_ports()).visit_while_accepted(in_test, 1),
              Outcome::kAccepted);
    expect_all_kept(StoreClient(world_, server.ports()).check(promises_, {}));
    expect_all_kept(StoreClient(test_world, server.test_ports()).check(in_test, {}));
    // Each knows nothing of the other's: its registrations, ...
    auto const strange = StoreClient(test_world, server.test_ports()).check(promises_, {});
    EXPECT_EQ(strange.registrations, promises_.visits.size());
    // ... nor its certificates: the handshake ends, with trust in the right server.
    auto stranger = ClientWorld{pki_, settings(), test_pki.server_ca_pem()};
    auto const refused = StoreClient(stranger, server.test_ports()).check(promises_, {});
    EXPECT_EQ(refused.unanswered, promises_.visits.size());
    EXPECT_NE(admin(server, "/counters").find("\"connection-test closed line\""), std::string::npos);
    auto none = Promises{};
    EXPECT_EQ(StoreClient(stranger, server.test_ports()).visit_while_accepted(none, 1),
              Outcome::kIssuerUnknown);
    promises_.visits.push_back(in_test.visits.at(0));
    server.kill();
  }
  auto const server = KilledServer{options_, Variant::kShipped};
  auto const last = StoreClient::From{promises_.visits.size() - 1, 0};
  auto const test_pki = identity::TestPki{test_data / "pki"};
  auto test_world = ClientWorld{test_pki, settings()};
  expect_all_kept(StoreClient(test_world, server.test_ports()).check(promises_, last));
  EXPECT_EQ(StoreClient(world_, server.ports()).check(promises_, last).registrations, 1U);
}

TEST_F(Serving, ExportsTheCertificatesOfEitherEnvironment) {
  auto const exported = [this](std::string const& environment) {
    auto const out = folder_.path() / environment;
    auto const finished =
        run_in_shell(std::string{KAZASU_PROGRAM} + " pki export --station 0 --data " + KAZASU_TEST_DATA +
                     " --environment " + environment + " --out " + out.string());
    EXPECT_EQ(finished.code, 0) << finished.output;
    return run_in_shell("cat " + (out / "station-ca.pem").string()).output;
  };
  auto const test_pki =
      identity::TestPki{harness::data_folder_of(options_.data, Environment::kConnectionTest) / "pki"};
  EXPECT_EQ(exported("operation"), pki_.station_ca_pem());
  EXPECT_EQ(exported("connection-test"), test_pki.station_ca_pem());
  EXPECT_EQ(
      run_in_shell(std::string{KAZASU_PROGRAM} + " pki export --station 0 --environment else --out x").code,
      static_cast<int>(harness::ExitCode::kUsage));
}

}  // namespace
}  // namespace kazasu::store
