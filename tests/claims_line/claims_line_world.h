// Both payers' claims systems behind mutual TLS on loopback, and stations with their files.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "emulators/adapters/claims_line/claims_client.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/claims_line/claims_line_http.h"
#include "emulators/adapters/claims_store/memory_claims_archive.h"
#include "emulators/adapters/claims_store/openssl_password_seal.h"
#include "emulators/adapters/files/shift_jis.h"
#include "emulators/adapters/http/https_connections.h"
#include "emulators/claims/claim_drafts.h"
#include "emulators/claims/fee_texts.h"
#include "emulators/claims/registered_insurance.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/witnessed_claims.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"
#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {

inline constexpr auto kDuringClaims = "2024-12-06T09:00:00+09:00";
inline constexpr auto kMonth = std::chrono::year{2024} / std::chrono::December;
inline constexpr auto kFund = claims::Payer::kFund;
inline constexpr auto kFederation = claims::Payer::kFederation;

// What stations send; nothing in it changes.
class StationFiles {
 public:
  static constexpr auto kStations = std::uint32_t{4};

  std::string bytes(identity::StationIndex station, claims::Payer payer) const {
    return drafts_.bytes({station, payer, kMonth, 0});
  }
  identity::GeneratedStations const& stations() const { return stations_; }
  identity::InsuredRegistry const& registry() const { return registry_; }
  claims::FeeTable const& fees() const { return fees_; }
  claims::ClaimDrafts const& drafts() const { return drafts_; }

 private:
  identity::PopulationSettings settings_{.seed = 1,
                                         .people = claims::CarePlanner::kMostPatients * kStations,
                                         .stations = kStations,
                                         .calendar_start = jst(kDuringClaims)};
  identity::GeneratedPeople people_{settings_};
  identity::GeneratedStations stations_{settings_};
  identity::GeneratedRegistry registry_{people_, settings_, identity::InsuranceMix::plain()};
  claims::CarePlanner care_{1};
  claims::FeeTable fees_{
      {claims::fee_items_text(), claims::fee_addons_text(), claims::fee_exclusions_text()}};
  mutable ShiftJisText shift_jis_;
  claims::ClaimDrafts drafts_{{people_, stations_, care_, fees_},
                              {.seed = 1, .ppm = 0},
                              [this](std::string_view utf8) { return shift_jis_.encode(utf8); }};
};
inline StationFiles const& station_files() {
  static auto const files = StationFiles{};
  return files;
}

struct LineLimits {
  std::uint64_t largest_file = kLargestClaimFile;
  std::uint64_t most_bytes = kMostClaimBytes;
  PaceLimits pace = {};
};

// Remembers of whom it was told.
struct HeardOfCare final : claims::CareWitness {
  void care_claimed(claims::ClaimedCare const& care, sim::Instant) override { all.push_back(care); }
  std::vector<claims::ClaimedCare> all;
};

// The calendar stands still, and a check takes no time. Everybody is plainly insured.
class ClaimsLineWorld {
 public:
  explicit ClaimsLineWorld(LineLimits limits = {})
      : line_(line_parts(limits)),
        server_({.service = line_,
                 .client_certificates = true,
                 .now = kDuringClaims,
                 .limits = {.pace = limits.pace}}) {}

  std::uint16_t port() const { return server_.port(); }
  HttpsClaimsOptions client_options() const {
    return {.target = target_at(port()),
            .line = {},
            .credentials = [](identity::StationIndex station) { return credential_of(station); },
            .calendar = [] { return jst(kDuringClaims); },
            .contents = station_files().drafts()};
  }
  // Read it when no request is under way: the server writes it.
  std::vector<claims::ClaimedCare> const& heard() const { return heard_.all; }
  static ClientCredential credential_of(identity::StationIndex station) {
    // Beyond the population: a certificate of the right authority that is no station's.
    if (station >= StationFiles::kStations) return credentials().station("1369999999");
    return credentials().station(station_files().stations().station(station).institution_code);
  }

 private:
  claims::FileRules rules() {
    return {.fees = station_files().fees(),
            .claim_month = std::nullopt,
            .station = [this](std::string_view code) { return registered_.facts(code); }};
  }

  ClaimsLineParts line_parts(LineLimits const& limits) {
    auto parts = ClaimsLineParts{.system = system_,
                                 .stations = station_files().stations(),
                                 .rules = rules(),
                                 .spool = std::filesystem::path{::testing::TempDir()} / "claims-incoming",
                                 .largest_file = limits.largest_file,
                                 .most_bytes = limits.most_bytes};
    parts.beside.insurance = &insurance_;
    parts.beside.decode = [this](std::string_view text) { return shift_jis_.decode(text); };
    return parts;
  }

  ShiftJisText shift_jis_;
  claims::RegisteredStations registered_{station_files().stations(), 1,
                                         [this](std::string_view utf8) { return shift_jis_.encode(utf8); }};
  claims::RegisteredInsurance insurance_{station_files().registry()};
  HeardOfCare heard_;
  claims::WitnessedClaims witnessed_{heard_};
  OpensslPasswordSeal seal_;
  MemoryClaimsArchive files_;
  claims::ClaimsSystem system_{{.stations = station_files().stations(),
                                .seal = seal_,
                                .seed = 1,
                                .journal = &files_,
                                .archive = &files_,
                                .encode = [this](std::string_view utf8) { return shift_jis_.encode(utf8); },
                                .claimed = &witnessed_}};
  ClaimsLineHttp line_;
  TestServer server_;
};

// One station at one payer, request by request, each on a connection of its own.
class RawStation {
 public:
  RawStation(ClaimsLineWorld const& world, identity::StationIndex station, claims::Payer payer = kFund)
      : world_(world), station_(station), payer_(payer) {}

  struct Request {
    std::string_view method = "GET";
    std::string path;  // below the payer
    std::string body{};
    std::string digest{};
    std::optional<BodyPieces> pieces{};
  };
  HttpReply ask(Request request) const {
    auto realtime = sim::Realtime{};
    auto connections = HttpsConnections{realtime,
                                        {.target = target_at(world_.port()),
                                         .legs = {{.connection = eligibility::ConnectionPolicy::kNew}},
                                         .credentials = &ClaimsLineWorld::credential_of,
                                         .calendar = [] { return jst(kDuringClaims); },
                                         .longest_answer = std::uint64_t{8} << 20U}};
    auto reply = HttpReply{};
    auto call = HttpCall{.station = station_,
                         .method = request.method,
                         .path = (payer_ == kFund ? "/fund" : "/federation") + request.path,
                         .content_type = "application/octet-stream",
                         .body = std::move(request.body),
                         .authorization = session.empty() ? "" : "Bearer " + session,
                         .digest = std::move(request.digest),
                         .pieces = std::move(request.pieces)};
    auto const deadline = realtime.engine.now() + kPatience;
    realtime.engine.spawn(keep(connections.call(std::move(call), deadline), reply));
    realtime.engine.run_until();
    return reply;
  }
  HttpReply log_in(claims::LoginRequest const& login) {
    auto reply = ask({.method = "POST", .path = "/login", .body = encode_login_request(login)});
    auto const answer = decode_login_answer(reply.body);
    if (answer && !answer->session.empty()) session = answer->session;
    return reply;
  }
  // The first time, with the change of the password that it takes.
  void begin() {
    auto login = first_login();
    login.new_password = chosen();
    ASSERT_EQ(log_in(login).status, 200);
  }
  claims::LoginRequest first_login() const {
    return claims::first_login(1, station_files().stations().station(station_));
  }
  std::string chosen() const {
    return claims::chosen_password(1, station_files().stations().station(station_), payer_);
  }
  HttpReply send(std::string body, std::string digest = {}) const {
    return ask({.method = "POST",
                .path = "/sends?month=2024-12",
                .body = std::move(body),
                .digest = std::move(digest)});
  }
  claims::StatusAnswer status() const {
    auto const answer = decode_status_answer(ask({.path = "/sends?month=2024-12"}).body);
    return answer.value_or(claims::StatusAnswer{.outcome = claims::ClaimOutcome::kBusy});
  }

  std::string session;

 private:
  static sim::Task<void> keep(sim::Task<HttpReply> call, HttpReply& kept) {
    auto reply = co_await std::move(call);
    kept = std::move(reply);
  }

  ClaimsLineWorld const& world_;
  identity::StationIndex station_;
  claims::Payer payer_;
};

}  // namespace kazasu::adapters::testing
