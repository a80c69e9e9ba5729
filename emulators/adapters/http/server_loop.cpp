#include "emulators/adapters/http/server_loop.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <vector>

#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {
using std::chrono::steady_clock;
constexpr auto kPoll = std::chrono::milliseconds{5};
}  // namespace

// The order of the members is the order of teardown: listeners go before the I/O they refer to.
struct ServerLoop::Impl {
  sim::Realtime realtime;
  boost::asio::signal_set signals{realtime.io};
  boost::asio::steady_timer timer{realtime.io};
  std::vector<std::unique_ptr<HttpListener>> listeners;
  std::chrono::milliseconds grace{};
  steady_clock::time_point latest_end;
  bool stopping = false;

  void begin_stop();
  void wait_for_end();
};

void ServerLoop::Impl::begin_stop() {
  if (stopping) return;
  stopping = true;
  latest_end = steady_clock::now() + grace;
  for (auto const& listener : listeners) listener->stop();
  wait_for_end();
}

void ServerLoop::Impl::wait_for_end() {
  auto const quiet = std::ranges::all_of(listeners, [](auto const& l) { return l->counters().open == 0; });
  if (quiet || steady_clock::now() >= latest_end) return realtime.io.stop();
  timer.expires_after(kPoll);
  timer.async_wait([this](auto const& error) {
    if (!error) wait_for_end();
  });
}

ServerLoop::ServerLoop() : impl_(std::make_unique<Impl>()) {}
ServerLoop::~ServerLoop() = default;

HttpListener& ServerLoop::listen(HttpsListenerOptions options) {
  return *impl_->listeners.emplace_back(listen_https(impl_->realtime, std::move(options)));
}

HttpListener& ServerLoop::listen(PlainListenerOptions options) {
  return *impl_->listeners.emplace_back(listen_plain(impl_->realtime, std::move(options)));
}

void ServerLoop::stop_on_signals() {
  impl_->signals.add(SIGINT);
  impl_->signals.add(SIGTERM);
  impl_->signals.async_wait([impl = impl_.get()](auto const& error, int) {
    if (!error) impl->begin_stop();
  });
}

void ServerLoop::run(std::chrono::milliseconds grace) {
  impl_->grace = grace;
  impl_->realtime.io.run();
}

void ServerLoop::request_stop() {
  boost::asio::post(impl_->realtime.io, [impl = impl_.get()] { impl->begin_stop(); });
}

void ServerLoop::post(std::function<void()> call) {
  boost::asio::post(impl_->realtime.io, std::move(call));
}

sim::Realtime& ServerLoop::realtime() {
  return impl_->realtime;
}

}  // namespace kazasu::adapters
