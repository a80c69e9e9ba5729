// `kazasu phone-app`: a process of its own in the place of the マイナポータル app on the patient's phone.
#include <cstdio>
#include <stdexcept>

#include "emulators/adapters/http/https_client.h"
#include "emulators/adapters/http/https_server.h"
#include "emulators/adapters/web/phone_app_http.h"
#include "emulators/eligibility/link_delay.h"
#include "harness/card_commands.h"
#include "harness/commands.h"
#include "harness/held_card.h"
#include "harness/interruption.h"
#include "harness/open_pki.h"
#include "harness/population.h"
#include "harness/read_text.h"
#include "harness/wall_calendar.h"

namespace kazasu::harness {

namespace {

using namespace std::chrono_literals;

constexpr auto kSlice = 50ms;  // how often Ctrl-C gets its turn
constexpr auto kMargin = 20s;  // beyond the patience: the reception is told of a locked card

adapters::HttpsTarget target(PhoneAppOptions const& options, identity::TestPki const& pki) {
  auto target = adapters::HttpsTarget{
      .ca_pem = options.web_ca.empty() ? pki.server_ca_pem() : read_text(options.web_ca, "--web-ca")};
  try {
    target.url = adapters::parse_target_url(options.web);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, "--web " + options.web + ": " + error.what());
  }
  require_own_host(target.url.host, {});
  return target;
}

eligibility::Links links(PhoneAppOptions const& options) {
  auto links = eligibility::Links{};
  links.app.latency = sim::Distribution::constant(std::chrono::milliseconds{options.latency_ms});
  return links;
}

// Keeps the engine's clock running while nobody uses the app.
sim::Task<void> stay(sim::Engine& engine) {
  while (true) co_await engine.sleep_for(1h);
}

// The order of the members is the order of teardown, backwards.
class PhoneApp {
 public:
  PhoneApp(PhoneAppOptions const& options, identity::TestPki const& pki)
      : calendar_(calendar_start(options.card.world.calendar_start), 1, std::chrono::system_clock::now()),
        card_(options.card),
        web_(adapters::make_https_reception(realtime_, reception(options, pki))),
        delayed_(realtime_.engine, *web_, links(options), options.outage_seed),
        portal_(realtime_.engine, delayed_,
                {.from = sim::kRunStart + std::chrono::seconds{options.down_after_s},
                 .length = std::chrono::seconds{options.down_for_s},
                 .failing_ppm = options.failing_ppm,
                 .seed = options.outage_seed}),
        readers_(card_.readers(realtime_)),
        app_({.realtime = realtime_,
              .web = *web_,
              .portal = portal_,
              .readers = *readers_,
              .person = options.card.person.value_or(0),
              .patience = std::chrono::seconds{options.patience_s}}),
        listener_(listen(options)) {}
  ~PhoneApp() {
    readers_.reset();  // ends the card work, which refers to frames of the engine
    realtime_.engine.drop_processes();
  }
  PhoneApp(PhoneApp const&) = delete;
  PhoneApp& operator=(PhoneApp const&) = delete;

  void run(Interruption& interruption) {
    std::printf("ready app=http://127.0.0.1:%u\n", listener_->port());
    std::fflush(stdout);
    realtime_.engine.spawn(stay(realtime_.engine));
    while (!interruption.requested()) realtime_.engine.run_until(realtime_.engine.now() + kSlice);
  }

 private:
  adapters::HttpsReceptionOptions reception(PhoneAppOptions const& options, identity::TestPki const& pki) {
    auto reception = adapters::HttpsReceptionOptions{};
    reception.target = target(options, pki);
    reception.app.connection = eligibility::ConnectionPolicy::kNew;
    reception.calendar = [this] { return calendar_.now(); };
    return reception;
  }
  std::unique_ptr<adapters::HttpListener> listen(PhoneAppOptions const& options) {
    auto limits = adapters::ServerLimits{.body = 4096};
    limits.later = std::chrono::seconds{options.patience_s} + kMargin;
    auto listener = adapters::PlainListenerOptions{.name = "phone app",
                                                   .port = options.port,
                                                   .service = app_,
                                                   .calendar = [this] { return calendar_.now(); },
                                                   .limits = limits};
    try {
      return adapters::listen_plain(realtime_, std::move(listener));
    } catch (std::runtime_error const& error) {
      throw CommandError(ExitCode::kPort, error.what());
    }
  }

  WallCalendar calendar_;
  HeldCard card_;
  sim::Realtime realtime_;
  std::unique_ptr<adapters::HttpsReceptionPort> web_;
  eligibility::ReceptionLinkDelay delayed_;
  eligibility::PortalOutage portal_;
  std::unique_ptr<terminal::CardReaderSource> readers_;
  adapters::PhoneAppHttp app_;
  std::unique_ptr<adapters::HttpListener> listener_;
};

}  // namespace

ExitCode be_phone_app(PhoneAppOptions const& options) {
  auto interruption = Interruption{};  // before any thread
  auto const start = calendar_start(options.card.world.calendar_start);
  auto const pki = open_test_pki(options.card.world.data, start, start);
  auto app = PhoneApp{options, pki};
  app.run(interruption);
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
