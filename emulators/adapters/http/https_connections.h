// The connections of one HTTPS port: kept or new ones per station and leg, TLS sessions, one exchange at a
// time on each. Internal to the adapters.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "emulators/adapters/http/body_pieces.h"
#include "emulators/adapters/http/https_client.h"

namespace kazasu::adapters {

struct HttpCall {
  identity::StationIndex station = 0;
  std::size_t leg = 0;  // index into HttpsConnectionsOptions::legs
  std::string_view method = "POST";
  std::string path;  // below the target's base
  std::string content_type;
  std::string body{};
  std::string authorization{};            // the Authorization header; empty: none is sent
  std::string digest{};                   // Content-Digest (RFC 9530, 2), likewise: "sha-256=:<base64>:"
  std::optional<BodyPieces> pieces = {};  // in place of `body`; the server is asked first
};

struct HttpReply {
  eligibility::Delivery delivery = eligibility::Delivery::kUnreachable;
  int status = 0;
  std::string body;
  sim::Duration connect{};
  sim::Duration exchange{};
  eligibility::ServerShare server{};
  bool new_connection = false;
  bool resumed = false;
};

struct HttpsConnectionsOptions {
  HttpsTarget target;
  std::vector<LegPolicy> legs;
  ClientCredentialSource credentials;  // empty: no client certificate
  std::function<sim::Instant()> calendar;
  std::uint64_t longest_answer = std::uint64_t{1024} * 1024;  // bytes; longer ones are not understood
};

class HttpsConnections {
 public:
  // The most connections of one station and leg that are kept between exchanges.
  static constexpr std::size_t kKeptPerStation = 4;

  // Throws as make_https_reception() does.
  HttpsConnections(sim::Realtime& realtime, HttpsConnectionsOptions options);
  ~HttpsConnections();
  HttpsConnections(HttpsConnections const&) = delete;
  HttpsConnections& operator=(HttpsConnections const&) = delete;

  // Returns by `deadline`. `connect` and `exchange` add up to the engine time that the call took.
  sim::Task<HttpReply> call(HttpCall call, sim::TimePoint deadline);
  // An answer was delivered that the caller could not make sense of: corrects the counters.
  void note_not_understood(std::size_t leg);
  void close_all();
  // Those of the station that no call uses. TLS sessions stay, for a resumption.
  void close_kept(identity::StationIndex station);
  ClientCounters const& counters(std::size_t leg) const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

// Appends "/" and `segment`, percent-encoded.
void append_segment(std::string& path, std::string_view segment);

}  // namespace kazasu::adapters
