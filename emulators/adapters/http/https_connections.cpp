#include "emulators/adapters/http/https_connections.h"

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "emulators/adapters/http/http_parser.h"
#include "emulators/adapters/http/server_timing.h"
#include "emulators/adapters/tls/socket_stream.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

using boost::asio::awaitable;
using eligibility::Delivery;
using std::chrono::steady_clock;

// A deadline further away than this is none: the sum with the wall clock's reading must not overflow.
constexpr auto kFarAway = std::chrono::hours{24};
constexpr auto kGoAheadWait = std::chrono::seconds{1};  // ours
constexpr auto kKeptBuffer = std::size_t{64} * 1024;

struct Connection {
  Connection(boost::asio::io_context& io, std::uint64_t longest_answer)
      : stream(io), parser(longest_answer) {}

  TlsSession session;  // the newest that the server gave; before `stream`, which refers to it
  SocketStream stream;
  HttpResponseParser parser;
  std::string output;
  std::string unread;  // of the present answer
  bool fresh = true;   // has served no exchange yet
  bool resumed = false;
};

// The connections of one station on one leg.
struct Slot {
  std::vector<std::unique_ptr<Connection>> kept;
  TlsSession session;
};

// What one exchange came to on one connection.
struct Exchange {
  IoStatus status = IoStatus::kOk;
  bool anything_read = false;
  bool understood = false;
  bool early = false;  // ended before the body was sent
};

enum class Until : std::uint8_t { kAnswer, kMayContinue };

Delivery delivery_of(IoStatus status) {
  return status == IoStatus::kTimedOut ? Delivery::kTimedOut : Delivery::kUnreachable;
}

}  // namespace

// Shared with the calls under way, which may be torn down after the port.
struct HttpsConnections::State {
  State(sim::Realtime& owner, HttpsConnectionsOptions given) : realtime(owner), options(std::move(given)) {}

  sim::Realtime& realtime;
  HttpsConnectionsOptions options;
  std::string address;
  std::string server_name;
  std::string host_line;  // "Host: ..." as every request has it
  TlsContext tls;
  std::vector<std::unordered_map<identity::StationIndex, Slot>> slots{options.legs.size()};
  std::unordered_map<identity::StationIndex, TlsCredential> credentials;
  std::unordered_set<Connection*> busy;
  std::vector<ClientCounters> counters{options.legs.size()};
  std::array<char, 16 * 1024> scratch{};  // what was just read; nobody keeps it while waiting
  bool closed = false;

  TlsCredential const* credential_of(identity::StationIndex station);
  std::unique_ptr<Connection> take_kept(HttpCall const& call);
  void give_back(HttpCall const& call, std::unique_ptr<Connection> connection);
};

namespace {

using State = HttpsConnections::State;

// Lets close_all() find the connections in use.
class Busy {
 public:
  Busy(State& state, Connection* connection) : state_(state), connection_(connection) {
    state_.busy.insert(connection_);
  }
  ~Busy() { state_.busy.erase(connection_); }
  Busy(Busy const&) = delete;
  Busy& operator=(Busy const&) = delete;

 private:
  State& state_;
  Connection* connection_;
};

void write_request(State const& state, HttpCall const& call, std::string& output) {
  output.clear();
  output.append(call.method).append(" ").append(state.options.target.url.base).append(call.path);
  output.append(" HTTP/1.1\r\n").append(state.host_line);
  if (!call.content_type.empty()) output.append("\r\nContent-Type: ").append(call.content_type);
  if (!call.authorization.empty()) output.append("\r\nAuthorization: ").append(call.authorization);
  if (!call.digest.empty()) output.append("\r\nContent-Digest: ").append(call.digest);
  auto const size = call.pieces ? call.pieces->size : call.body.size();
  if (call.method != "GET") output.append("\r\nContent-Length: ").append(std::to_string(size));
  if (call.pieces) output.append("\r\nExpect: 100-continue");
  output.append("\r\n\r\n");
  if (!call.pieces) output.append(call.body);
}

awaitable<IoStatus> open_connection(State& state, HttpCall const& call, Connection& connection) {
  auto& stream = connection.stream;
  auto const connected = co_await stream.connect(state.address, state.options.target.url.port);
  if (connected != IoStatus::kOk) co_return connected;
  auto const now = state.options.calendar();
  auto const resume = state.options.legs[call.leg].tls == eligibility::TlsPolicy::kResume;
  auto& slot = state.slots[call.leg][call.station];
  stream.use_tls(connect_tls(*state.tls, stream.native_socket(), now,
                             {.server_name = state.server_name,
                              .credential = state.credential_of(call.station),
                              .resume = resume ? slot.session.get() : nullptr,
                              .new_session = resume ? &connection.session : nullptr}));
  auto const shaken = co_await stream.handshake();
  if (shaken != IoStatus::kOk) co_return shaken;
  connection.resumed = is_resumed(*stream.tls());
  if (connection.resumed && !peer_dates_hold(*stream.tls(), now)) co_return IoStatus::kFailed;
  ++state.counters[call.leg].connections;
  if (connection.resumed) ++state.counters[call.leg].resumed;
  co_return IoStatus::kOk;
}

// Reads one answer. Bytes beyond it break the rule of one request at a time, so they are not understood.
awaitable<Exchange> read_answer(State& state, Connection& connection, Until until) {
  auto exchange = Exchange{};
  auto& unread = connection.unread;
  while (true) {
    auto const read = co_await connection.stream.read_some(state.scratch);
    if (read.status == IoStatus::kClosed && exchange.anything_read) {
      exchange.understood = connection.parser.finish() == ParseStatus::kDone;
      exchange.status = exchange.understood ? IoStatus::kOk : IoStatus::kClosed;
      co_return exchange;
    }
    exchange.status = read.status;
    if (read.status != IoStatus::kOk) co_return exchange;
    exchange.anything_read = true;
    auto bytes = std::string_view{state.scratch.data(), read.bytes};
    if (!unread.empty()) bytes = unread.append(bytes);
    auto const step = connection.parser.feed(bytes);
    exchange.understood = step.status == ParseStatus::kDone && step.consumed == bytes.size();
    if (step.status != ParseStatus::kNeedMore) co_return exchange;
    unread = std::string{bytes.substr(step.consumed)};
    if (until == Until::kMayContinue && connection.parser.may_continue()) co_return exchange;
  }
}

// Asks first, so that a refusal is seen before the body is on its way; a server that says nothing gets it
// nevertheless (RFC 9110, 10.1.1).
awaitable<Exchange> send_in_pieces(State& state, BodyPieces const& pieces, Connection& connection,
                                   WallTime deadline) {
  connection.stream.expire_at(std::min(deadline, steady_clock::now() + kGoAheadWait));
  auto exchange = co_await read_answer(state, connection, Until::kMayContinue);
  connection.stream.expire_at(deadline);
  auto const may_send = exchange.status == IoStatus::kTimedOut || connection.parser.may_continue();
  exchange.early = exchange.understood || !may_send;
  if (exchange.early) co_return exchange;
  exchange.status = co_await send_pieces(state.realtime.io, pieces, connection.stream);
  co_return exchange;
}

awaitable<Exchange> exchange_on(State& state, HttpCall const& call, Connection& connection,
                                WallTime deadline) {
  write_request(state, call, connection.output);
  connection.parser.reset();
  connection.unread.clear();
  auto exchange = Exchange{};
  exchange.status = co_await connection.stream.write_all(connection.output);
  if (connection.output.capacity() > kKeptBuffer) connection.output = {};
  if (exchange.status == IoStatus::kOk && call.pieces) {
    auto const sent = co_await send_in_pieces(state, *call.pieces, connection, deadline);
    exchange = sent;
  }
  if (exchange.status != IoStatus::kOk || exchange.early) co_return exchange;
  auto answered = co_await read_answer(state, connection, Until::kAnswer);
  answered.anything_read = answered.anything_read || exchange.anything_read;
  co_return answered;
}

void fill_reply(State& state, HttpCall const& call, Connection& connection, HttpReply& reply) {
  reply.delivery = Delivery::kDelivered;
  reply.status = connection.parser.status();
  reply.body = connection.parser.take_body();
  reply.server = parse_server_timing(connection.parser.server_timing());
  if (connection.session) state.slots[call.leg][call.station].session = std::move(connection.session);
}

// One attempt, on a kept connection or a fresh one. False when a kept connection turned out to be closed.
awaitable<bool> attempt(State& state, HttpCall const& call, std::unique_ptr<Connection> connection,
                        HttpReply& reply, WallTime deadline) {
  auto const begun = steady_clock::now();
  auto const busy = Busy{state, connection.get()};
  connection->stream.expire_at(deadline);
  auto const kept = !std::exchange(connection->fresh, false);
  if (!kept) {
    reply.new_connection = true;
    auto const opened = co_await open_connection(state, call, *connection);
    reply.connect += steady_clock::now() - begun;
    reply.resumed = connection->resumed;
    reply.delivery = delivery_of(opened);
    if (opened != IoStatus::kOk) co_return true;
  }
  auto const exchange = co_await exchange_on(state, call, *connection, deadline);
  if (kept && !exchange.anything_read && exchange.status != IoStatus::kOk &&
      exchange.status != IoStatus::kTimedOut && !state.closed) {
    reply.connect = steady_clock::now() - begun;  // the vain attempt is part of getting a connection
    co_return false;
  }
  reply.delivery = exchange.status == IoStatus::kOk ? Delivery::kNotUnderstood : delivery_of(exchange.status);
  if (!exchange.understood) co_return true;
  fill_reply(state, call, *connection, reply);
  if (connection->parser.keep_alive() && !exchange.early) state.give_back(call, std::move(connection));
  co_return true;
}

awaitable<HttpReply> carry_out(std::shared_ptr<State> state, HttpCall call, WallTime deadline) {
  auto reply = HttpReply{};
  auto kept = state->take_kept(call);
  if (kept) {
    auto const over = co_await attempt(*state, call, std::move(kept), reply, deadline);
    if (over) co_return reply;
    ++state->counters[call.leg].reconnects;
  }
  auto fresh = std::make_unique<Connection>(state->realtime.io, state->options.longest_answer);
  co_await attempt(*state, call, std::move(fresh), reply, deadline);
  co_return reply;
}

void count(ClientCounters& counters, Delivery delivery) {
  ++counters.calls;
  switch (delivery) {
    case Delivery::kDelivered:
      ++counters.delivered;
      break;
    case Delivery::kTimedOut:
      ++counters.timed_out;
      break;
    case Delivery::kUnreachable:
      ++counters.unreachable;
      break;
    case Delivery::kNotUnderstood:
      ++counters.not_understood;
      break;
  }
}

// Splits the engine time that the call took, so that the parts add up to what the caller sees.
void account_time(HttpReply& reply, sim::Duration whole) {
  reply.connect = std::min(reply.connect, whole);
  reply.exchange = whole - reply.connect;
  reply.server = fit_within(reply.server, reply.exchange);
}

sim::Task<HttpReply> call_and_count(std::shared_ptr<State> state, HttpCall call, sim::TimePoint deadline) {
  auto const& engine = state->realtime.engine;
  auto const leg = call.leg;
  auto const begun = engine.now();
  auto reply = HttpReply{};
  if (state->closed || deadline <= begun) {
    reply.delivery = state->closed ? Delivery::kUnreachable : Delivery::kTimedOut;
  } else {
    auto const far = deadline - begun > kFarAway;
    auto const wall = far ? kNoDeadline : state->realtime.clock.to_wall(deadline);
    auto answered = co_await sim::await_asio(state->realtime, carry_out(state, std::move(call), wall));
    reply = std::move(answered);
  }
  account_time(reply, engine.now() - begun);
  count(state->counters[leg], reply.delivery);
  co_return reply;
}

}  // namespace

TlsCredential const* HttpsConnections::State::credential_of(identity::StationIndex station) {
  if (!options.credentials) return nullptr;
  auto const found = credentials.find(station);
  if (found != credentials.end()) return &found->second;
  auto const given = options.credentials(station);
  return &credentials.emplace(station, load_credential(given.certificate_pem, given.key_pem)).first->second;
}

std::unique_ptr<Connection> HttpsConnections::State::take_kept(HttpCall const& call) {
  auto& kept = slots[call.leg][call.station].kept;
  if (kept.empty()) return nullptr;
  auto connection = std::move(kept.back());
  kept.pop_back();
  return connection;
}

void HttpsConnections::State::give_back(HttpCall const& call, std::unique_ptr<Connection> connection) {
  auto& kept = slots[call.leg][call.station].kept;
  auto const keep = options.legs[call.leg].connection == eligibility::ConnectionPolicy::kKept;
  if (!keep || closed || kept.size() >= kKeptPerStation) return;
  connection->stream.expire_at(kNoDeadline);
  kept.push_back(std::move(connection));
}

HttpsConnections::HttpsConnections(sim::Realtime& realtime, HttpsConnectionsOptions options)
    : state_(std::make_shared<State>(realtime, std::move(options))) {
  auto& state = *state_;
  auto const& target = state.options.target;
  require_allowed(target.url.host, target.owned_hosts);
  state.server_name = target.server_name.empty() ? target.url.host : target.server_name;
  if (is_production_domain(state.server_name)) require_allowed(state.server_name, {});
  if (!is_host(state.server_name)) {
    throw std::runtime_error("the server's name has a character that names of hosts cannot have");
  }
  state.address = connect_address(target.url.host);
  auto const bracketed = state.server_name.find(':') != std::string::npos;
  state.host_line = "Host: " + (bracketed ? "[" + state.server_name + "]" : state.server_name) + ":" +
                    std::to_string(target.url.port);
  state.tls = make_client_context({.ca_pem = target.ca_pem, .server_name = state.server_name});
}

HttpsConnections::~HttpsConnections() {
  close_all();
}

sim::Task<HttpReply> HttpsConnections::call(HttpCall call, sim::TimePoint deadline) {
  return call_and_count(state_, std::move(call), deadline);
}

void HttpsConnections::note_not_understood(std::size_t leg) {
  --state_->counters[leg].delivered;
  ++state_->counters[leg].not_understood;
}

void HttpsConnections::close_all() {
  state_->closed = true;
  for (auto& leg : state_->slots) {
    for (auto& [station, slot] : leg) slot.kept.clear();
  }
  for (auto* const connection : state_->busy) connection->stream.close();
}

void HttpsConnections::close_kept(identity::StationIndex station) {
  for (auto& leg : state_->slots) {
    auto const slot = leg.find(station);
    if (slot != leg.end()) slot->second.kept.clear();
  }
}

ClientCounters const& HttpsConnections::counters(std::size_t leg) const {
  return state_->counters[leg];
}

void append_segment(std::string& path, std::string_view segment) {
  constexpr auto kHex = std::string_view{"0123456789ABCDEF"};
  path += '/';
  for (auto const c : segment) {
    auto const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      path += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    path.append({'%', kHex[byte >> 4], kHex[byte & 0xfU]});
  }
}

}  // namespace kazasu::adapters
