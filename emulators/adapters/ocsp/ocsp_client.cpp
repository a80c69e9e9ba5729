#include "emulators/adapters/ocsp/ocsp_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulators/adapters/http/http_parser.h"
#include "emulators/adapters/http/target_url.h"
#include "emulators/adapters/tls/socket_stream.h"
#include "emulators/eligibility/status_cache.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

namespace asio = boost::asio;
using eligibility::CertificateStatus;

constexpr auto kLongestAnswer = std::uint64_t{64} * 1024;

// How an attempt ended. A kept connection may have been closed by the other end meanwhile: then nothing of an
// answer came, and a new connection is worth a try.
enum class Ending : std::uint8_t { kAnswer, kStale, kBroken, kTimedOut };

struct Line {
  explicit Line(asio::io_context& io) : stream(io) {}
  SocketStream stream;
  HttpResponseParser parser{kLongestAnswer};
  std::array<char, 4096> scratch{};
  bool used = false;
};

std::string http_request(OcspClientOptions const& options, std::string const& der) {
  auto request =
      "POST / HTTP/1.1\r\nHost: " + options.address + ":" + std::to_string(options.port) +
      "\r\nContent-Type: application/ocsp-request\r\nContent-Length: " + std::to_string(der.size()) +
      "\r\n\r\n";
  return request += der;
}

Ending ending_of(IoStatus status) {
  return status == IoStatus::kTimedOut ? Ending::kTimedOut : Ending::kBroken;
}

// One request and its answer on an open connection.
asio::awaitable<Ending> converse(Line& line, std::string const& request) {
  line.parser.reset();
  auto const sent = co_await line.stream.write_all(request);
  if (sent != IoStatus::kOk) co_return line.used ? Ending::kStale : ending_of(sent);
  auto unread = std::string{};
  auto begun = false;
  while (true) {
    auto const read = co_await line.stream.read_some(line.scratch);
    if (read.status == IoStatus::kTimedOut) co_return Ending::kTimedOut;
    if (read.status == IoStatus::kClosed && begun) {
      co_return line.parser.finish() == ParseStatus::kDone ? Ending::kAnswer : Ending::kBroken;
    }
    if (read.status != IoStatus::kOk) co_return line.used && !begun ? Ending::kStale : Ending::kBroken;
    begun = true;
    unread.append(line.scratch.data(), read.bytes);
    auto const step = line.parser.feed(unread);
    unread.erase(0, step.consumed);
    if (step.status == ParseStatus::kDone) co_return Ending::kAnswer;
    if (step.status != ParseStatus::kNeedMore) co_return Ending::kBroken;
  }
}

}  // namespace

struct OcspClient::State {
  State(asio::io_context& on, OcspClientOptions from)
      : io(on), options(std::move(from)), verifier(options.card_ca_pem) {}

  std::unique_ptr<Line> take_line();
  void give_back(std::unique_ptr<Line> line);
  CertificateStatus judge(std::uint32_t serial, Line& line);
  void deliver(std::uint32_t serial, CertificateStatus const& status);

  asio::io_context& io;
  OcspClientOptions options;
  OcspVerifier verifier;
  eligibility::StatusCache cache;
  std::vector<std::unique_ptr<Line>> idle;
  std::unordered_map<std::uint32_t, std::vector<Done>> waiting;
  OcspClientCounters counters;
  bool gone = false;
};

std::unique_ptr<Line> OcspClient::State::take_line() {
  if (idle.empty()) return std::make_unique<Line>(io);
  auto line = std::move(idle.back());
  idle.pop_back();
  return line;
}

void OcspClient::State::give_back(std::unique_ptr<Line> line) {
  if (gone || !line->parser.keep_alive() || idle.size() >= kKeptConnections) return;
  line->stream.expire_at(kNoDeadline);
  line->used = true;
  idle.push_back(std::move(line));
}

CertificateStatus OcspClient::State::judge(std::uint32_t serial, Line& line) {
  if (line.parser.status() != 200) {
    ++counters.unreachable;
    return eligibility::kNoStatus;
  }
  auto const judgement = verifier.judge(line.parser.take_body(), serial, options.calendar());
  ++counters.by_trust[static_cast<std::size_t>(judgement.trust)];
  if (judgement.trust == OcspTrust::kTrusted) cache.put(serial, judgement.answer);
  return judgement.answer.status;
}

void OcspClient::State::deliver(std::uint32_t serial, CertificateStatus const& status) {
  auto const found = waiting.find(serial);
  if (gone || found == waiting.end()) return;
  auto const all = std::move(found->second);
  waiting.erase(found);
  for (auto const& done : all) done(status);
}

namespace {

using StatePtr = std::shared_ptr<OcspClient::State>;

// Asks until a connection holds; gives the line that the answer came on, or none.
asio::awaitable<std::unique_ptr<Line>> reach(StatePtr state, std::string request, WallTime deadline) {
  while (true) {
    auto line = state->take_line();
    line->stream.expire_at(deadline);
    auto ending = Ending::kAnswer;
    if (!line->used) {
      ++state->counters.connections;
      auto const address = connect_address(state->options.address);
      auto const connected = co_await line->stream.connect(address, state->options.port);
      if (connected != IoStatus::kOk) ending = ending_of(connected);
    }
    if (ending == Ending::kAnswer) {
      auto const conversed = co_await converse(*line, request);
      ending = conversed;
    }
    if (ending == Ending::kAnswer) co_return line;
    if (ending == Ending::kStale) continue;
    ++(ending == Ending::kTimedOut ? state->counters.timed_out : state->counters.unreachable);
    co_return nullptr;
  }
}

asio::awaitable<void> find_out(StatePtr state, std::uint32_t serial) {
  auto const deadline = std::chrono::steady_clock::now() + state->options.patience;
  auto const request = http_request(state->options, state->verifier.request_for(serial));
  ++state->counters.exchanges;
  auto line = co_await reach(state, request, deadline);
  auto status = eligibility::kNoStatus;
  if (line) {
    status = state->judge(serial, *line);
    state->give_back(std::move(line));
  }
  state->deliver(serial, status);
}

}  // namespace

OcspClient::OcspClient(sim::Realtime& realtime, OcspClientOptions options) {
  if (!is_loopback(options.address)) {
    throw std::runtime_error("certificate status responder at " + options.address +
                             ": only loopback addresses are asked");
  }
  state_ = std::make_shared<State>(realtime.io, std::move(options));
}

OcspClient::~OcspClient() {
  state_->gone = true;
  state_->idle.clear();
  state_->waiting.clear();
}

void OcspClient::ask(std::uint32_t serial, sim::Instant now, Done done) {
  auto& state = *state_;
  ++state.counters.questions;
  if (auto const kept = state.cache.find(serial, now)) {
    ++state.counters.from_cache;
    done(*kept);
    return;
  }
  auto& waiting = state.waiting[serial];
  waiting.push_back(std::move(done));
  if (waiting.size() > 1) {
    ++state.counters.joined;
    return;
  }
  asio::co_spawn(state.io, find_out(state_, serial), asio::detached);
}

OcspClientCounters const& OcspClient::counters() const {
  return state_->counters;
}

}  // namespace kazasu::adapters
