// The certificate status responder of `kazasu serve`, and the client with which its reception asks.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/ocsp/ocsp_admin_http.h"
#include "emulators/adapters/ocsp/ocsp_client.h"
#include "emulators/adapters/ocsp/ocsp_http.h"
#include "emulators/identity/population_settings.h"
#include "emulators/identity/test_pki.h"
#include "harness/options.h"

namespace kazasu::harness {

using AdminServices = std::map<std::string, adapters::HttpService*, std::less<>>;

// Must outlive the loop that it is started on. `people` must outlive it.
class ServedStatus {
 public:
  ServedStatus(ServeOptions const& options, identity::PopulationSettings const& settings,
               identity::PersonSource const& people, identity::TestPki const& pki,
               eligibility::ResponderOverlay const* overlay = nullptr);
  ServedStatus(ServedStatus const&) = delete;
  ServedStatus& operator=(ServedStatus const&) = delete;

  // Opens the listener; gives the client, which must be destroyed before the loop. Throws as
  // ServerLoop::listen() does.
  std::unique_ptr<adapters::OcspClient> start(adapters::ServerLoop& loop, std::uint16_t port,
                                              adapters::CalendarReading calendar);

  // After start().
  std::uint16_t port() const { return listener_->port(); }
  adapters::ServerCounters const& listener() const { return listener_->counters(); }
  adapters::OcspResponderCounters const& counters() const { return responder_.counters(); }
  AdminServices admin_services() { return {{"ocsp", &admin_}}; }

 private:
  std::string card_ca_pem_;
  std::chrono::milliseconds patience_;
  eligibility::ResponderRules rules_;
  adapters::OcspResponder responder_;
  adapters::OcspHttp http_{responder_};
  adapters::OcspAdminHttp admin_{rules_};
  adapters::HttpListener* listener_ = nullptr;
};

// What `GET /counters` shows of both ends.
void add_status_figures(ServedStatus const& status, adapters::OcspClient const& client,
                        std::vector<std::pair<std::string, std::uint64_t>>& figures);

}  // namespace kazasu::harness
