#include "harness/served_environment.h"

#include <string>
#include <utility>

#include "harness/closed_line_codec.h"

namespace kazasu::harness {

using eligibility::Environment;

std::filesystem::path data_folder_of(std::filesystem::path const& data, Environment environment) {
  return environment == Environment::kOperation ? data : data / "connection-test";
}

ServedEnvironment::ServedEnvironment(EnvironmentParts const& parts)
    : parts_(parts),
      check_(parts.pki.card_ca_pem()),
      system_({.stations = parts.world.stations,
               .people = parts.world.people,
               .registry = parts.world.registry,
               .check = check_,
               .seed = parts.world.settings.seed,
               .environment = parts.environment,
               .admission = parts.rules == nullptr ? nullptr : &parts.rules->admissions,
               .stores = &parts.store.stores(),
               .without_status = parts.without_status,
               .first_visit = parts.store.first_visit(parts.environment)}),
      line_(adapters::closed_line_handlers(system_), closed_line_server_codec(parts.font)),
      refusing_reception_(adapters::reception_handlers(refusing_, parts.world.stations)),
      refusing_line_(adapters::closed_line_handlers(refusing_), closed_line_server_codec()) {}

adapters::ReceptionHandlers ServedEnvironment::reception_handlers(Listening const& listening) {
  auto handlers = adapters::reception_handlers(system_, parts_.world.stations);
  handlers.progress = listening.progress;
  auto* const status = listening.status;
  if (status == nullptr) return handlers;
  handlers.ask_status = [status](std::uint32_t serial, sim::Instant now,
                                 adapters::ReceptionHandlers::StatusDone done) {
    status->ask(serial, now, std::move(done));
  };
  return handlers;
}

adapters::HttpService& ServedEnvironment::guard(Guarded guarded, adapters::CommitLog* commits) {
  if (commits == nullptr) return guarded.service;
  return *guards_.emplace_back(std::make_unique<adapters::DurableHttp>(
      guarded.service, guarded.refusing, *commits, std::move(guarded.shows_changes)));
}

std::string ServedEnvironment::listener_name(char const* name) const {
  return (parts_.environment == Environment::kOperation ? "" : "connection-test ") + std::string{name};
}

void ServedEnvironment::listen(Listening const& listening) {
  reception_ = std::make_unique<adapters::ReceptionServiceHttp>(reception_handlers(listening));
  guarded_reception_ = &guard({*reception_, refusing_reception_}, listening.commits);
  auto& guarded_line = guard({line_, refusing_line_, adapters::shows_changes}, listening.commits);
  if (parts_.rules != nullptr) {
    control_ = std::make_unique<ServedControl>(ServedParts{.rules = *parts_.rules,
                                                           .system = system_,
                                                           .stations = parts_.world.stations,
                                                           .people = parts_.world.people,
                                                           .registry = parts_.world.registry,
                                                           .reception = *guarded_reception_,
                                                           .line = guarded_line,
                                                           .has_responder = listening.status != nullptr,
                                                           .capture = parts_.capture,
                                                           .commits = listening.commits});
  }
  auto const& pki = parts_.pki;
  reception_listener_ = &listening.loop.listen(
      adapters::HttpsListenerOptions{.name = listener_name("internet"),
                                     .port = listening.ports.reception,
                                     .certificate_pem = pki.server_certificate_pem(),
                                     .key_pem = pki.server_key_pem(),
                                     .service = reception(),
                                     .calendar = listening.calendar,
                                     .observer = control_ ? control_->internet_observer() : nullptr});
  line_listener_ = &listening.loop.listen(adapters::HttpsListenerOptions{
      .name = listener_name("closed line"),
      .port = listening.ports.eligibility,
      .certificate_pem = pki.server_certificate_pem(),
      .key_pem = pki.server_key_pem(),
      .client_ca_pem = pki.station_ca_pem(),
      .service = control_ ? control_->closed_line() : mirror_of(guarded_line),
      .calendar = listening.calendar,
      .revoked = control_ ? control_->revoked_stations() : adapters::ClientRevocation{},
      .observer = control_ ? control_->line_observer() : nullptr});
}

adapters::HttpService& ServedEnvironment::mirror_of(adapters::HttpService& line) {
  mirror_ = std::make_unique<adapters::JsonMirrorHttp>(line);
  return *mirror_;
}

adapters::HttpService& ServedEnvironment::reception() {
  return control_ ? control_->internet() : *guarded_reception_;
}

AdminServices ServedEnvironment::admin_services(AdminServices others) {
  return control_ ? control_->admin_services(std::move(others)) : others;
}

void ServedEnvironment::add_listeners(std::vector<adapters::NamedCounters>& listeners) const {
  listeners.push_back({listener_name("internet"), reception_listener_->counters()});
  listeners.push_back({listener_name("closed line"), line_listener_->counters()});
}

}  // namespace kazasu::harness
