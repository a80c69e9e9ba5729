// A whole served system on loopback with people small enough to reason about: both listeners, as `kazasu
// serve` wires them, and clients of the wire.
#pragma once

#include <boost/asio/post.hpp>
#include <filesystem>
#include <future>
#include <optional>
#include <string>

#include "emulators/adapters/http/https_connections.h"
#include "harness/closed_line_codec.h"
#include "harness/served_control.h"
#include "tests/adapters/loopback.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::harness {

using adapters::testing::credentials;
using adapters::testing::jst;
using adapters::testing::kInside;

inline identity::CertifiedKey issue(identity::CertifiedKey const& ca, std::string_view code, char const* from,
                                    char const* to) {
  return identity::make_station_certificate(ca, code, {jst(from), jst(to)});
}

class ServedWorld {
 public:
  explicit ServedWorld(std::filesystem::path const& capture = {}, adapters::ServerLimits const& limits = {})
      : control_({.rules = rules,
                  .system = system,
                  .stations = world.stations,
                  .people = world.people,
                  .registry = world.registry,
                  .reception = reception_,
                  .line = line_,
                  .has_responder = true,
                  .capture = capture}) {
    auto const now = [] { return jst(kInside); };
    internet_ = &loop_.listen(adapters::HttpsListenerOptions{.name = "internet",
                                                             .certificate_pem = credentials().server_pem,
                                                             .key_pem = credentials().server_key_pem,
                                                             .service = control_.internet(),
                                                             .calendar = now,
                                                             .limits = limits,
                                                             .observer = control_.internet_observer()});
    closed_line_ = &loop_.listen(adapters::HttpsListenerOptions{.name = "closed line",
                                                                .certificate_pem = credentials().server_pem,
                                                                .key_pem = credentials().server_key_pem,
                                                                .client_ca_pem = credentials().station_ca_pem,
                                                                .service = control_.closed_line(),
                                                                .calendar = now,
                                                                .limits = limits,
                                                                .revoked = control_.revoked_stations(),
                                                                .observer = control_.line_observer()});
    thread_ = std::thread{[this] { loop_.run(); }};
  }
  ~ServedWorld() { stop(); }
  ServedWorld(ServedWorld const&) = delete;
  ServedWorld& operator=(ServedWorld const&) = delete;

  // Before anything is looked at that the server's thread writes.
  void stop() {
    if (!thread_.joinable()) return;
    loop_.request_stop();
    thread_.join();
  }

  struct Call {
    std::string path;
    std::string body;
    std::string content_type = "application/xml; charset=utf-8";
    std::string method = "POST";
  };
  // With the certificate of the SampleWorld's station 0, or another one, or none.
  adapters::HttpReply on_line(Call const& call,
                              std::optional<adapters::ClientCredential> const& credential) const {
    auto source = adapters::ClientCredentialSource{};
    if (credential) source = [credential](identity::StationIndex) { return *credential; };
    return exchange(closed_line_->port(), call, source);
  }
  adapters::HttpReply on_line(Call const& call) const { return on_line(call, own_credential()); }
  adapters::HttpReply on_internet(Call const& call) const { return exchange(internet_->port(), call, {}); }
  static adapters::ClientCredential own_credential() {
    return credentials().station(eligibility::SampleStations::kCodes[0]);
  }
  // A request of the admin listener, on the server's thread as there: after whatever was answered before.
  adapters::HttpAnswer administer(std::string_view method, std::string const& path,
                                  std::string const& body = "") {
    auto answer = std::promise<adapters::HttpAnswer>{};
    boost::asio::post(loop_.realtime().io, [&] {
      auto const services = control_.admin_services({});
      auto meter = eligibility::NoMeter{};
      auto const& service = services.find(path.substr(1, path.find('/', 1) - 1))->second;
      answer.set_value(
          service->handle({.method = method, .target = path, .body = body}, jst(kInside), meter));
    });
    return answer.get_future().get();
  }
  adapters::HttpListener const& internet() const { return *internet_; }
  adapters::HttpListener const& closed_line() const { return *closed_line_; }

  eligibility::SampleWorld world;  // its people, stations and cards; its own system is not the served one
  ServedRules rules{7};
  eligibility::EligibilitySystem system{{.stations = world.stations,
                                         .people = world.people,
                                         .registry = world.registry,
                                         .check = world.check,
                                         .seed = 7,
                                         .admission = &rules.admissions}};

 private:
  static sim::Task<void> keep(sim::Task<adapters::HttpReply> call, adapters::HttpReply& kept) {
    auto reply = co_await std::move(call);
    kept = std::move(reply);
  }
  static adapters::HttpReply exchange(std::uint16_t port, Call const& call,
                                      adapters::ClientCredentialSource const& source) {
    auto realtime = sim::Realtime{};
    auto connections =
        adapters::HttpsConnections{realtime,
                                   {.target = adapters::testing::target_at(port),
                                    .legs = {{.connection = eligibility::ConnectionPolicy::kNew}},
                                    .credentials = source,
                                    .calendar = [] { return jst(kInside); }}};
    auto reply = adapters::HttpReply{};
    auto http = adapters::HttpCall{
        .method = call.method, .path = call.path, .content_type = call.content_type, .body = call.body};
    auto const deadline = realtime.engine.now() + std::chrono::seconds{20};
    realtime.engine.spawn(keep(connections.call(std::move(http), deadline), reply));
    realtime.engine.run_until();
    return reply;
  }

  adapters::ReceptionServiceHttp reception_{adapters::reception_handlers(system, world.stations)};
  adapters::ClosedLineHttp line_{adapters::closed_line_handlers(system), closed_line_server_codec()};
  ServedControl control_;
  adapters::ServerLoop loop_;
  adapters::HttpListener* internet_ = nullptr;
  adapters::HttpListener* closed_line_ = nullptr;
  std::thread thread_;
};

}  // namespace kazasu::harness
