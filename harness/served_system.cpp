#include "harness/served_system.h"

#include <cstdio>
#include <stdexcept>

#include "harness/machine.h"

namespace kazasu::harness {

using eligibility::Environment;

namespace {

std::unique_ptr<adapters::PdfFont> medical_data_font() {
  try {
    return std::make_unique<adapters::PdfFont>(adapters::kMedicalDataFont);
  } catch (std::runtime_error const& error) {
    std::fprintf(stderr, "kazasu serve: %s\n", error.what());
    return nullptr;
  }
}

}  // namespace

ServedSystem::ServedSystem(ServeOptions const& options, ServedPkis const& pkis)
    : without_status_(options.without_status == "accept" ? eligibility::WithoutStatus::kAccept
                                                         : eligibility::WithoutStatus::kRefuse),
      world_(options),
      store_(options, world_),
      claims_(options.claims_port ? std::make_unique<ServedClaims>(options, world_) : nullptr),
      calendar_(calendar_start(), options.calendar_speed, std::chrono::system_clock::now()),
      rules_(world_.settings.seed),
      font_(medical_data_font()),
      operation_(operation_parts(options, pkis.operation)),
      claimed_care_(operation_.system()),
      connection_test_(pkis.connection_test ? std::make_unique<ServedEnvironment>(parts_of(
                                                  Environment::kConnectionTest, *pkis.connection_test))
                                            : nullptr),
      status_(options.ocsp_port ? std::make_unique<ServedStatus>(options, world_.settings, world_.people,
                                                                 pkis.operation, &rules_.faults)
                                : nullptr),
      web_(options.web_port ? std::make_unique<ServedWeb>(options) : nullptr),
      admin_token_(
          adapters::write_admin_token(options.token_folder.empty() ? options.data : options.token_folder)) {
  listen(options);
}

sim::Instant ServedSystem::calendar_start() const {
  auto const start = store_.calendar_start(world_.settings.calendar_start);
  return claims_ ? claims_->calendar_start(start) : start;
}

EnvironmentParts ServedSystem::parts_of(Environment environment, identity::TestPki const& pki) {
  return {.environment = environment,
          .pki = pki,
          .world = world_,
          .store = store_,
          .without_status = without_status_,
          .font = font_.get()};
}

EnvironmentParts ServedSystem::operation_parts(ServeOptions const& options, identity::TestPki const& pki) {
  auto parts = parts_of(Environment::kOperation, pki);
  parts.rules = &rules_;
  parts.capture = options.capture;
  return parts;
}

void ServedSystem::listen(ServeOptions const& options) {
  auto const now = [this] { return calendar_.now(); };
  // Before changes are kept: what follows from the seed is not the store's to remember.
  world_.begin_continuing_care(operation_.system());
  if (connection_test_) world_.begin_continuing_care(connection_test_->system());
  if (status_) status_client_ = status_->start(loop_, *options.ocsp_port, now);
  commits_ = store_.keep_changes(loop_);
  operation_.listen({.loop = loop_,
                     .ports = {options.reception_port, options.eligibility_port},
                     .calendar = now,
                     .status = status_client_.get(),
                     .commits = commits_.get(),
                     .progress = web_ ? &web_->progress() : nullptr});
  if (web_) {
    web_->start(loop_, {.api = operation_.reception(),
                        .stations = world_.stations,
                        .pki = operation_.pki(),
                        .calendar = now});
  }
  if (connection_test_) {
    connection_test_->listen({.loop = loop_,
                              .ports = {options.connection_test_reception_port.value_or(0),
                                        options.connection_test_eligibility_port.value_or(0)},
                              .calendar = now,
                              .commits = commits_.get()});
  }
  if (claims_) listen_for_claims();
  admin_ = std::make_unique<adapters::AdminHttp>(admin_token_, admin_actions());
  admin_listener_ = &loop_.listen(adapters::PlainListenerOptions{
      .name = "admin", .port = options.admin_port, .service = *admin_, .calendar = now});
}

void ServedSystem::listen_for_claims() {
  auto* const control = operation_.control();
  claims_commits_ = claims_->keep_changes(loop_);
  claims_->listen({.loop = loop_,
                   .pki = operation_.pki(),
                   .calendar = [this] { return calendar_.now(); },
                   .calendar_speed = [this] { return calendar_.speed(); },
                   .faults = rules_.faults,
                   .commits = claims_commits_.get(),
                   .revoked = control->revoked_stations(),
                   .capture = control->capture(),
                   .witness = &claimed_care_});
}

std::string ServedSystem::ready_line() const {
  auto line = "ready reception=" + std::to_string(operation_.ports().reception) +
              " eligibility=" + std::to_string(operation_.ports().eligibility) +
              " admin=" + std::to_string(admin_listener_->port());
  if (status_) line += " ocsp=" + std::to_string(status_->port());
  if (web_) line += " web=" + std::to_string(web_->port());
  if (claims_) line += claims_->ports_text();
  if (connection_test_) {
    line += " connection-test-reception=" + std::to_string(connection_test_->ports().reception) +
            " connection-test-eligibility=" + std::to_string(connection_test_->ports().eligibility);
  }
  return line;
}

void ServedSystem::run() {
  loop_.stop_on_signals();
  loop_.run();
}

std::vector<adapters::NamedCounters> ServedSystem::listeners() const {
  auto listeners = std::vector<adapters::NamedCounters>{};
  operation_.add_listeners(listeners);
  if (connection_test_) connection_test_->add_listeners(listeners);
  listeners.push_back({"admin", admin_listener_->counters()});
  if (status_) listeners.push_back({"ocsp", status_->listener()});
  if (web_) listeners.push_back({"web", web_->listener()});
  if (claims_) claims_->add_listeners(listeners);
  return listeners;
}

std::vector<std::pair<std::string, std::uint64_t>> ServedSystem::figures() const {
  auto figures = std::vector<std::pair<std::string, std::uint64_t>>{{"resident_kib", resident_kib()}};
  if (status_client_) add_status_figures(*status_, *status_client_, figures);
  if (commits_) add_commit_figures("store", commits_->counters(), commits_->failed(), figures);
  if (claims_commits_) {
    add_commit_figures("claims_store", claims_commits_->counters(), claims_commits_->failed(), figures);
  }
  return figures;
}

adapters::AdminActions ServedSystem::admin_actions() {
  auto services = operation_.admin_services(status_ ? status_->admin_services() : AdminServices{});
  if (claims_) services = claims_->admin_services(std::move(services));
  auto const failed = [](auto const& commits) { return commits && commits->failed(); };
  return {.ready = [this, failed] { return !failed(commits_) && !failed(claims_commits_); },
          .listeners = [this] { return listeners(); },
          .figures = [this] { return figures(); },
          .set_calendar =
              [this](adapters::CalendarSetting const& setting) {
                auto const anchor = std::chrono::microseconds{setting.anchor_unix_us};
                calendar_ = {setting.start, setting.speed, std::chrono::system_clock::time_point{anchor}};
              },
          .stop = [this] { loop_.request_stop(); },
          .services = std::move(services)};
}

}  // namespace kazasu::harness
