// The web listener of `kazasu serve`: マイナ在宅受付Web as a page.
#pragma once

#include <memory>

#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/web/web_page_http.h"
#include "emulators/eligibility/visit_progress.h"
#include "emulators/identity/population.h"
#include "emulators/identity/test_pki.h"
#include "harness/options.h"

namespace kazasu::harness {

// Everything must outlive the listener.
struct ServedWebParts {
  adapters::HttpService& api;  // of the internet listener
  identity::StationSource const& stations;
  identity::TestPki const& pki;
  adapters::CalendarReading calendar;
};

// Must outlive the loop that it is started on.
class ServedWeb {
 public:
  // Throws CommandError(kUsage) when the app's address is none of this machine.
  explicit ServedWeb(ServeOptions const& options);
  ServedWeb(ServedWeb const&) = delete;
  ServedWeb& operator=(ServedWeb const&) = delete;

  // For the handlers of the internet listener.
  eligibility::VisitProgress& progress() { return progress_; }
  // Opens the listener. Throws as ServerLoop::listen() does.
  void start(adapters::ServerLoop& loop, ServedWebParts const& parts);

  // After start().
  std::uint16_t port() const { return listener_->port(); }
  adapters::ServerCounters const& listener() const { return listener_->counters(); }

 private:
  std::uint16_t wanted_port_;
  std::string phone_app_;
  std::chrono::seconds patience_;
  eligibility::VisitProgress progress_;
  std::unique_ptr<adapters::WebPageHttp> page_;
  adapters::HttpListener* listener_ = nullptr;
};

}  // namespace kazasu::harness
