#include "harness/claims_send.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

#include "emulators/adapters/claims_line/claims_client.h"
#include "emulators/claims/claims_accounts.h"
#include "emulators/claims/record_fields.h"
#include "emulators/claims/record_scanner.h"
#include "emulators/claims/record_values.h"
#include "emulators/identity/generated_stations.h"
#include "harness/claims_files.h"
#include "harness/machine.h"
#include "harness/open_pki.h"
#include "harness/targets.h"
#include "reports/figures.h"
#include "sim/realtime.h"

namespace kazasu::harness {

namespace {

using claims::ClaimOutcome;

constexpr auto kPatience = std::chrono::minutes{5};
constexpr auto kOpeningDay = std::chrono::day{5};

// What a file says of itself, in HM.
struct ClaimFile {
  std::filesystem::path path;
  claims::ClaimFileKey key;
};

ClaimFile describe(std::filesystem::path const& path, identity::StationSource const& stations) {
  auto scanner = claims::RecordScanner{};
  auto head = std::string{};
  read_claim_file(path, [&](std::string_view bytes) {
    if (!head.empty()) return;
    scanner.feed(bytes);
    if (auto const record = scanner.next()) head = std::string{record->text};
  });
  auto const fields = claims::RecordFields{head};
  auto const month = fields.size() > 6 ? claims::month_in(fields[6]) : std::nullopt;
  if (fields.size() <= 6 || fields[0] != "HM" || !month) {
    throw CommandError(ExitCode::kClaimFile, path.string() + ": does not begin with a station's record (HM)");
  }
  auto const code = std::string{fields[2]}.append(fields[3]).append(fields[4]);
  auto const station = stations.by_institution_code(code);
  if (!station) {
    throw CommandError(ExitCode::kClaimFile, path.string() + ": " + code +
                                                 " is none of the stations; say --seed and --stations as "
                                                 "`kazasu claims generate` had them");
  }
  auto const payer = fields[1] == "2" ? claims::Payer::kFederation : claims::Payer::kFund;
  return {path, {.station = *station, .payer = payer, .month = *month}};
}

// The files on the disk, read when they are sent.
class FilesOnDisk final : public claims::ClaimContents {
 public:
  explicit FilesOnDisk(std::vector<ClaimFile> const& files) {
    for (auto const& file : files) paths_.emplace(file.key, file.path);
  }
  bool has(claims::ClaimFileKey const& file) const override { return paths_.contains(file); }
  std::string bytes(claims::ClaimFileKey const& file) const override {
    auto content = std::string{};
    read_claim_file(paths_.at(file), [&content](std::string_view bytes) { content.append(bytes); });
    return content;
  }
  // Only the far side checks here.
  claims::CheckedFile checked(claims::ClaimFileKey const&) const override { return {}; }

 private:
  std::map<claims::ClaimFileKey, std::filesystem::path> paths_;
};

struct Sending {
  sim::Realtime& realtime;
  claims::ClaimsPort& port;
  identity::StationSource const& stations;
  std::vector<ClaimFile> const& files;
  ClaimsSend const& options;
  std::size_t next = 0;
  std::size_t accepted = 0;
  std::size_t before = 0;  // of those, the same file had been accepted
  std::size_t refused = 0;
  sim::Histogram uploads;
};

void say(ClaimFile const& file, std::string_view what, claims::ClaimDelivery delivery, ClaimOutcome outcome) {
  auto const why = delivery == claims::ClaimDelivery::kDelivered  ? name_of(outcome)
                   : delivery == claims::ClaimDelivery::kTimedOut ? "no answer in time"
                   : delivery == claims::ClaimDelivery::kUnreachable
                       ? "no connection"
                       : "an answer that is not of the claims line";
  std::fprintf(stderr, "%s: %.*s: %.*s\n", file.path.c_str(), static_cast<int>(what.size()), what.data(),
               static_cast<int>(why.size()), why.data());
}

// The first password is changed, as it has to be; a station that did so before has its own.
sim::Task<bool> log_in(Sending& sending, ClaimFile const& file, claims::ClaimCaller caller) {
  auto const station = sending.stations.station(caller.station);
  auto request = claims::first_login(sending.options.seed, station);
  request.new_password = claims::chosen_password(sending.options.seed, station, caller.payer);
  auto const deadline = sending.realtime.engine.now() + kPatience;
  auto const first = co_await sending.port.log_in(caller, request, deadline);
  if (first.delivery == claims::ClaimDelivery::kDelivered && claims::is_accepted(first.answer.outcome)) {
    co_return true;
  }
  auto again = claims::LoginRequest{.user = request.user, .password = request.new_password};
  auto const second = co_await sending.port.log_in(caller, again, deadline);
  if (second.delivery == claims::ClaimDelivery::kDelivered && claims::is_accepted(second.answer.outcome)) {
    co_return true;
  }
  say(file, "login", second.delivery, second.answer.outcome);
  co_return false;
}

sim::Task<void> send_one(Sending& sending, ClaimFile const& file) {
  auto const caller = claims::ClaimCaller{file.key.station, file.key.payer};
  auto const entered = co_await log_in(sending, file, caller);
  if (!entered) {
    ++sending.refused;
    co_return;
  }
  auto const upload =
      claims::ClaimUpload{.file = file.key,
                          .kind = sending.options.test ? claims::SendKind::kTest : claims::SendKind::kClaim,
                          .with_asp = !sending.options.without_asp};
  auto const begins = sending.realtime.engine.now();
  auto const sent = co_await sending.port.send(caller, upload, begins + kPatience);
  if (sent.delivery != claims::ClaimDelivery::kDelivered || !claims::is_accepted(sent.answer.outcome)) {
    say(file, "send", sent.delivery, sent.answer.outcome);
    ++sending.refused;
    co_return;
  }
  sending.uploads.record(sending.realtime.engine.now() - begins);
  ++sending.accepted;
  if (sent.answer.outcome == ClaimOutcome::kAcceptedBefore) ++sending.before;
  if (!sending.options.verbose) co_return;
  std::printf("%s: send %u, list ready at %s\n", file.path.c_str(), sent.answer.number,
              sim::iso_date_time(sent.answer.ready).c_str());
}

// One file after the other until none is left.
sim::Task<void> send_some(Sending& sending) {
  while (sending.next < sending.files.size()) {
    auto const& file = sending.files[sending.next++];
    co_await send_one(sending, file);
    sending.port.leave({file.key.station, file.key.payer});
  }
}

Targets target_of(ClaimsSend const& options, identity::TestPki const& pki) {
  auto run = RunOptions{.targets = {{"claims", options.target}}, .owned_hosts = options.owned_hosts};
  if (!options.target_ca.empty()) run.target_cas["claims"] = options.target_ca;
  return named_targets(run, pki);
}

}  // namespace

ExitCode send_claims(ClaimsSend const& options) {
  raise_open_files_limit();
  auto const stations = identity::GeneratedStations{{.seed = options.seed, .stations = options.stations}};
  auto files = std::vector<ClaimFile>{};
  for (auto const& path : options.files) files.push_back(describe(path, stations));
  auto const opens = sim::from_jst({files.front().key.month / kOpeningDay, std::chrono::hours{9}});
  auto const pki = open_test_pki(options.data, opens, opens);
  auto const targets = target_of(options, pki);
  require_reachable(*targets.claims);
  auto const make = station_credentials({.credentials = options.credentials}, pki, stations);
  auto const contents = FilesOnDisk{files};
  auto realtime = sim::Realtime{};
  auto credentials = std::map<identity::StationIndex, adapters::ClientCredential>{};
  for (auto const& file : files) {
    if (!credentials.contains(file.key.station))
      credentials.emplace(file.key.station, make(file.key.station));
  }
  auto const port = adapters::make_https_claims(
      realtime,
      {.target = *targets.claims,
       .line = {.connection = eligibility::ConnectionPolicy::kKept, .tls = eligibility::TlsPolicy::kResume},
       .credentials = [&](identity::StationIndex station) { return credentials.at(station); },
       .calendar = [opens] { return opens; },
       .contents = contents});
  auto sending =
      Sending{.realtime = realtime, .port = *port, .stations = stations, .files = files, .options = options};
  realtime.clock.start_at(std::chrono::steady_clock::now());
  for (std::uint32_t i = 0; i < options.connections; ++i) realtime.engine.spawn(send_some(sending));
  auto const began = std::chrono::steady_clock::now();
  realtime.engine.run_until();
  auto const seconds = std::chrono::duration<double>{std::chrono::steady_clock::now() - began}.count();
  auto const uploads = reports::figures_of(sending.uploads);
  std::printf(
      "%zu files accepted, %zu of them before; %zu refused; %.1f s, upload p50 %.1f ms, p99 %.1f ms\n",
      sending.accepted, sending.before, sending.refused, seconds, uploads.p50_ms, uploads.p99_ms);
  return sending.refused == 0 ? ExitCode::kOk : ExitCode::kClaimRefused;
}

}  // namespace kazasu::harness
