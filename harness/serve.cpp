// `kazasu serve`: the eligibility system's emulator on loopback.
#include <cstdio>

#include "emulators/adapters/admin_http.h"
#include "emulators/adapters/closed_line_http.h"
#include "emulators/adapters/openssl_credential_check.h"
#include "emulators/adapters/reception_service_http.h"
#include "emulators/adapters/server_loop.h"
#include "emulators/eligibility/continuing_care.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/test_pki.h"
#include "harness/closed_line_codec.h"
#include "harness/commands.h"
#include "harness/machine.h"
#include "harness/open_pki.h"
#include "harness/people_world.h"
#include "harness/population.h"
#include "harness/served_status.h"
#include "harness/wall_calendar.h"

namespace kazasu::harness {

namespace {

eligibility::WithoutStatus without_status(ServeOptions const& options) {
  return options.without_status == "accept" ? eligibility::WithoutStatus::kAccept
                                            : eligibility::WithoutStatus::kRefuse;
}

identity::InsuranceMix served_mix(ServeOptions const& options) {
  auto mix = options.insurance == "realistic" ? identity::InsuranceMix{} : identity::InsuranceMix::plain();
  mix.unregistered_ppm = options.unregistered_ppm.value_or(mix.unregistered_ppm);
  mix.suspended_ppm = options.suspended_ppm.value_or(mix.suspended_ppm);
  mix.revoked_ppm = options.revoked_ppm.value_or(mix.revoked_ppm);
  return mix;
}

// The listeners of one emulated environment and everything they serve.
class ServedSystem {
 public:
  ServedSystem(ServeOptions const& options, identity::TestPki const& pki)
      : settings_{.seed = options.seed,
                  .people = options.people,
                  .stations = options.stations,
                  .calendar_start = calendar_start(options.calendar_start)},
        calendar_(settings_.calendar_start, options.calendar_speed, std::chrono::system_clock::now()),
        persons_(settings_, options.people_file, served_mix(options)),
        check_(pki.card_ca_pem()),
        system_({.stations = stations_,
                 .people = persons_.people(),
                 .registry = persons_.registry(),
                 .check = check_,
                 .seed = settings_.seed,
                 .without_status = without_status(options)}),
        status_(options.ocsp_port ? std::make_unique<ServedStatus>(options, settings_, persons_.people(), pki)
                                  : nullptr),
        reception_(reception_handlers()),
        admin_(
            adapters::write_admin_token(options.token_folder.empty() ? options.data : options.token_folder),
            admin_actions()) {
    auto const now = [this] { return calendar_.now(); };
    eligibility::begin_continuing_care(system_,
                                       {.seed = settings_.seed,
                                        .share_ppm = options.continuing_ppm,
                                        .people = persons_.people().people(),
                                        .stations = settings_.stations,
                                        .start = settings_.calendar_start},
                                       persons_.people());
    reception_listener_ =
        &loop_.listen(adapters::HttpsListenerOptions{.name = "internet",
                                                     .port = options.reception_port,
                                                     .certificate_pem = pki.server_certificate_pem(),
                                                     .key_pem = pki.server_key_pem(),
                                                     .service = reception_,
                                                     .calendar = now});
    line_listener_ =
        &loop_.listen(adapters::HttpsListenerOptions{.name = "closed line",
                                                     .port = options.eligibility_port,
                                                     .certificate_pem = pki.server_certificate_pem(),
                                                     .key_pem = pki.server_key_pem(),
                                                     .client_ca_pem = pki.station_ca_pem(),
                                                     .service = line_,
                                                     .calendar = now});
    admin_listener_ = &loop_.listen(adapters::PlainListenerOptions{
        .name = "admin", .port = options.admin_port, .service = admin_, .calendar = now});
    if (status_) status_client_ = status_->start(loop_, *options.ocsp_port, now);
  }

  void run() {
    // One line, because `kazasu run` reads it from the process that it starts.
    std::printf("ready reception=%u eligibility=%u admin=%u", reception_listener_->port(),
                line_listener_->port(), admin_listener_->port());
    if (status_) std::printf(" ocsp=%u", status_->port());
    std::printf("\n");
    std::fflush(stdout);
    loop_.stop_on_signals();
    loop_.run();
  }

 private:
  adapters::AdminActions admin_actions() {
    return {.ready = [] { return true; },
            .listeners =
                [this] {
                  auto listeners =
                      std::vector<adapters::NamedCounters>{{"internet", reception_listener_->counters()},
                                                           {"closed line", line_listener_->counters()},
                                                           {"admin", admin_listener_->counters()}};
                  if (status_) listeners.push_back({"ocsp", status_->listener()});
                  return listeners;
                },
            .figures =
                [this] {
                  auto figures =
                      std::vector<std::pair<std::string, std::uint64_t>>{{"resident_kib", resident_kib()}};
                  if (status_client_) add_status_figures(*status_, *status_client_, figures);
                  return figures;
                },
            .set_calendar =
                [this](adapters::CalendarSetting const& setting) {
                  auto const anchor = std::chrono::microseconds{setting.anchor_unix_us};
                  calendar_ = {setting.start, setting.speed, std::chrono::system_clock::time_point{anchor}};
                },
            .stop = [this] { loop_.request_stop(); },
            .services = status_ ? status_->admin_services() : AdminServices{}};
  }
  adapters::ReceptionHandlers reception_handlers() {
    auto handlers = adapters::reception_handlers(system_, stations_);
    if (status_) {
      handlers.ask_status = [this](std::uint32_t serial, sim::Instant now,
                                   adapters::ReceptionHandlers::StatusDone done) {
        status_client_->ask(serial, now, std::move(done));
      };
    }
    return handlers;
  }

  identity::PopulationSettings settings_;
  identity::GeneratedStations stations_{settings_};
  WallCalendar calendar_;
  PeopleWorld persons_;
  adapters::OpensslCredentialCheck check_;
  eligibility::EligibilitySystem system_;
  std::unique_ptr<ServedStatus> status_;  // none without --ocsp-port
  adapters::ReceptionServiceHttp reception_;
  adapters::ClosedLineHttp line_{adapters::closed_line_handlers(system_), closed_line_server_codec()};
  adapters::AdminHttp admin_;
  adapters::ServerLoop loop_;
  std::unique_ptr<adapters::OcspClient> status_client_;  // its sockets go before the loop
  adapters::HttpListener* reception_listener_ = nullptr;
  adapters::HttpListener* line_listener_ = nullptr;
  adapters::HttpListener* admin_listener_ = nullptr;
};

}  // namespace

ExitCode serve(ServeOptions const& options) {
  raise_open_files_limit();
  auto const start = calendar_start(options.calendar_start);
  auto const pki = open_test_pki(options.data, start, start);
  auto system = std::unique_ptr<ServedSystem>{};
  try {
    system = std::make_unique<ServedSystem>(options, pki);
  } catch (CommandError const&) {
    throw;
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kPort, error.what());
  }
  system->run();
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
