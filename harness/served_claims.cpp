#include "harness/served_claims.h"

#include <algorithm>
#include <cstdio>

#include "emulators/adapters/claims_line/claims_fault_site.h"
#include "emulators/adapters/store/store_error.h"
#include "harness/claims_world.h"
#include "harness/exit_code.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {

namespace {

std::filesystem::path store_folder(ServeOptions const& options) {
  return options.token_folder.empty() ? options.data : options.token_folder;
}

// A send is of a station; who its patients are does not matter to what is kept.
adapters::StoreWorld claims_world(ServedWorld const& world) {
  auto const& settings = world.settings;
  return {{"seed", std::to_string(settings.seed)},
          {"stations", std::to_string(settings.stations)},
          {"calendar-start", sim::iso_date_time(settings.calendar_start)}};
}

std::unique_ptr<adapters::ClaimsStore> open_store(ServeOptions const& options, ServedWorld const& world) {
  if (options.store == "memory") return nullptr;
  try {
    return std::make_unique<adapters::ClaimsStore>(store_folder(options) / "claims.db", claims_world(world));
  } catch (adapters::StoreError const& error) {
    throw CommandError(ExitCode::kStore, error.what());
  }
}

claims::AspModel asp_model(ServeOptions const& options) {
  return {.servers = options.claims_asp_servers,
          .fixed = std::chrono::milliseconds{options.claims_asp_fixed_ms},
          .per_file = std::chrono::microseconds{options.claims_asp_file_us},
          .per_receipt = std::chrono::microseconds{options.claims_asp_receipt_us}};
}

std::optional<scenarios::Scenario> shared_month(ServeOptions const& options) {
  if (options.claims_window.empty()) return std::nullopt;
  auto loaded = scenarios::load_scenario(options.claims_window);
  if (!loaded) throw CommandError(ExitCode::kScenario, scenarios::text_of(loaded.mistakes));
  if (!loaded.scenario->claims.used) {
    throw CommandError(ExitCode::kScenario, options.claims_window.string() +
                                                ": has no `claims`; name a scenario such as month_end.yaml");
  }
  return std::move(loaded.scenario);
}

std::unique_ptr<claims::SharedWindow> shared_window(scenarios::Scenario const& month,
                                                    ServedWorld const& world, claims::ClaimsSystem& system) {
  auto others = scenarios::other_institutions(month);
  others.seed = world.settings.seed;
  auto const settings = claims::SharedWindowSettings{.front = month.claims.front,
                                                     .front_faults = front_faults(month.claims),
                                                     .others = std::move(others),
                                                     .windows = claims::ClaimWindows{month.claims.extension},
                                                     .seed = world.settings.seed};
  return std::make_unique<claims::SharedWindow>(settings, system.asp(claims::Payer::kFund),
                                                system.asp(claims::Payer::kFederation));
}

// A scenario's mistakes are its own alone, as in virtual time.
std::uint32_t forgotten_ppm(std::optional<scenarios::Scenario> const& month) {
  return month ? 0 : claims::RegisteredStations::kForgottenPpm;
}

// Everything that the claims line shows may be what others just did: another connection of the same station.
bool shows_claims(adapters::HttpRequestView const&) {
  return true;
}

}  // namespace

ServedClaims::ServedClaims(ServeOptions const& options, ServedWorld const& world)
    : world_(world),
      month_(shared_month(options)),
      wanted_port_(options.claims_port.value_or(0)),
      wanted_page_port_(options.claims_page_port),
      page_station_(options.claims_page_station),
      fees_(official_fee_table()),
      registered_(
          world.stations, world.settings.seed,
          [this](std::string_view utf8) { return shift_jis_.encode(utf8); }, forgotten_ppm(month_)),
      insurance_(world.registry),
      store_(open_store(options, world)),
      system_(system_parts(options)),
      line_(line_parts(options)),
      window_(month_ ? shared_window(*month_, world, system_) : nullptr) {
  if (page_station_ >= world.settings.stations) {
    throw CommandError(ExitCode::kUsage, "--claims-page-station " + std::to_string(page_station_) +
                                             ": there are " + std::to_string(world.settings.stations) +
                                             " stations, counted from 0");
  }
}

claims::ClaimsSystem::Parts ServedClaims::system_parts(ServeOptions const& options) {
  auto parts = claims::ClaimsSystem::Parts{
      .stations = world_.stations,
      .seal = seal_,
      .seed = world_.settings.seed,
      .asp = asp_model(options),
      .journal = &journal_,
      .archive = store_ ? &store_->archive() : static_cast<claims::ClaimArchive const*>(&memory_),
      .encode = [this](std::string_view utf8) { return shift_jis_.encode(utf8); },
      .claimed = &witnessed_};
  if (!month_) return parts;
  parts.asp = month_->claims.asp;
  parts.fund_faults = scenarios::asp_faults(month_->claims, claims::Payer::kFund);
  parts.federation_faults = scenarios::asp_faults(month_->claims, claims::Payer::kFederation);
  return parts;
}

claims::FileRules ServedClaims::rules() const {
  return {.fees = fees_, .claim_month = std::nullopt, .station = [this](std::string_view code) {
            return registered_.facts(code);
          }};
}

adapters::ClaimsLineParts ServedClaims::line_parts(ServeOptions const& options) {
  auto parts = adapters::ClaimsLineParts{.system = system_,
                                         .stations = world_.stations,
                                         .rules = rules(),
                                         .spool = store_folder(options) / "claims-incoming"};
  if (!options.claims_register) return parts;
  parts.beside.insurance = &insurance_;
  parts.beside.decode = [this](std::string_view shift_jis) { return shift_jis_.decode(shift_jis); };
  return parts;
}

sim::Instant ServedClaims::calendar_start(sim::Instant asked) const {
  auto const latest = store_ ? store_->latest_change() : std::nullopt;
  return std::max(asked, latest.value_or(asked));
}

std::unique_ptr<adapters::ClaimsCommit> ServedClaims::keep_changes(adapters::ServerLoop& loop) {
  if (!store_) {
    journal_.lead_to(memory_);
    return nullptr;
  }
  try {
    store_->load([this](claims::ClaimChange change) { system_.restore(std::move(change)); });
  } catch (adapters::StoreError const& error) {
    throw CommandError(ExitCode::kStore, error.what());
  }
  auto commits = std::make_unique<adapters::ClaimsCommit>(
      store_->sink(), [&loop](std::function<void()> call) { loop.post(std::move(call)); },
      [](std::string const& failure) {
        std::fprintf(stderr, "kazasu: %s. Every request of the claims line is refused from now on.\n",
                     failure.c_str());
      });
  kept_ = store_->journal_to(*commits);
  journal_.lead_to(*kept_);
  return commits;
}

adapters::HttpService& ServedClaims::guarded(ClaimsListening const& listening) {
  if (listening.commits == nullptr) return line_;
  durable_admin_.emplace(admin_, refusing_admin_, *listening.commits);
  return durable_.emplace(line_, refusing_, *listening.commits, shows_claims);
}

void ServedClaims::listen(ClaimsListening const& listening) {
  auto const site = adapters::claims_fault_site(world_.stations);
  auto* line = &guarded(listening);
  if (window_) line = &shared_.emplace(*line, *window_, listening.calendar_speed);
  // After what an earlier life kept: the scenario's word is the later one.
  if (month_ && month_->claims.extension) {
    system_.extend_window(scenarios::claim_month(*month_), *month_->claims.extension);
  }
  faulty_.emplace(*line, listening.faults, site);
  if (listening.capture != nullptr) observer_.emplace(*listening.capture, "claims", site);
  page_.emplace(*faulty_);
  witness_.lead_to(listening.witness);
  listener_ = &listening.loop.listen(
      adapters::HttpsListenerOptions{.name = "claims line",
                                     .port = wanted_port_,
                                     .certificate_pem = listening.pki.server_certificate_pem(),
                                     .key_pem = listening.pki.server_key_pem(),
                                     .client_ca_pem = listening.pki.station_ca_pem(),
                                     .service = *page_,
                                     .calendar = listening.calendar,
                                     .revoked = listening.revoked,
                                     .observer = observer_ ? &*observer_ : nullptr});
  if (wanted_page_port_) listen_for_page(listening);
}

void ServedClaims::listen_for_page(ClaimsListening const& listening) {
  as_station_.emplace(*page_, world_.stations.station(page_station_).institution_code);
  page_listener_ = &listening.loop.listen(adapters::PlainListenerOptions{.name = "claims page",
                                                                         .port = *wanted_page_port_,
                                                                         .service = *as_station_,
                                                                         .calendar = listening.calendar});
}

std::string ServedClaims::ports_text() const {
  auto text = " claims=" + std::to_string(listener_->port());
  if (page_listener_ != nullptr) text += " claims-page=" + std::to_string(page_listener_->port());
  return text;
}

void ServedClaims::add_listeners(std::vector<adapters::NamedCounters>& listeners) const {
  listeners.push_back({"claims line", listener_->counters()});
  if (page_listener_ != nullptr) listeners.push_back({"claims page", page_listener_->counters()});
}

AdminServices ServedClaims::admin_services(AdminServices others) {
  others["claims"] = durable_admin_ ? static_cast<adapters::HttpService*>(&*durable_admin_) : &admin_;
  return others;
}

}  // namespace kazasu::harness
