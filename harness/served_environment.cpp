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
               .stores = &parts.store.stores(),
               .without_status = parts.without_status,
               .first_visit = parts.store.first_visit(parts.environment)}),
      line_(adapters::closed_line_handlers(system_), closed_line_server_codec()),
      refusing_reception_(adapters::reception_handlers(refusing_, parts.world.stations)),
      refusing_line_(adapters::closed_line_handlers(refusing_), closed_line_server_codec()) {}

adapters::ReceptionHandlers ServedEnvironment::reception_handlers(adapters::OcspClient* status) {
  auto handlers = adapters::reception_handlers(system_, parts_.world.stations);
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
  reception_ = std::make_unique<adapters::ReceptionServiceHttp>(reception_handlers(listening.status));
  auto const& pki = parts_.pki;
  reception_listener_ = &listening.loop.listen(
      adapters::HttpsListenerOptions{.name = listener_name("internet"),
                                     .port = listening.ports.reception,
                                     .certificate_pem = pki.server_certificate_pem(),
                                     .key_pem = pki.server_key_pem(),
                                     .service = guard({*reception_, refusing_reception_}, listening.commits),
                                     .calendar = listening.calendar});
  line_listener_ = &listening.loop.listen(adapters::HttpsListenerOptions{
      .name = listener_name("closed line"),
      .port = listening.ports.eligibility,
      .certificate_pem = pki.server_certificate_pem(),
      .key_pem = pki.server_key_pem(),
      .client_ca_pem = pki.station_ca_pem(),
      .service = guard({line_, refusing_line_, adapters::shows_notices}, listening.commits),
      .calendar = listening.calendar});
}

void ServedEnvironment::add_listeners(std::vector<adapters::NamedCounters>& listeners) const {
  listeners.push_back({listener_name("internet"), reception_listener_->counters()});
  listeners.push_back({listener_name("closed line"), line_listener_->counters()});
}

}  // namespace kazasu::harness
