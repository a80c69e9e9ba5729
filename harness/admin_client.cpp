#include "harness/admin_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace kazasu::harness {

namespace {

// A connected socket on loopback, closed on destruction.
class LoopbackSocket {
 public:
  explicit LoopbackSocket(std::uint16_t port) : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto const waiting = timeval{.tv_sec = 10, .tv_usec = 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &waiting, sizeof waiting);
    if (connect(descriptor_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
      close(descriptor_);
      throw std::runtime_error("the admin listener on port " + std::to_string(port) + " does not answer");
    }
  }
  ~LoopbackSocket() { close(descriptor_); }
  LoopbackSocket(LoopbackSocket const&) = delete;
  LoopbackSocket& operator=(LoopbackSocket const&) = delete;

  std::string exchange(std::string const& request) const {
    if (send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      return "";
    }
    auto answer = std::string{};
    auto part = std::array<char, 4096>{};
    while (true) {
      auto const got = recv(descriptor_, part.data(), part.size(), 0);
      if (got <= 0) return answer;
      answer.append(part.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  int descriptor_;
};

struct AdminCall {
  std::string_view method;
  std::string_view path;
  std::string const& body;
};
struct AdminReply {
  bool good = false;
  std::string status;
  std::string body;
};
AdminReply call(AdminTarget const& target, AdminCall const& call) {
  auto request = std::string{call.method};
  request.append(" ").append(call.path);
  request.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ");
  request.append(target.token).append("\r\nContent-Type: application/json\r\nContent-Length: ");
  request.append(std::to_string(call.body.size())).append("\r\n\r\n").append(call.body);
  auto const answer = LoopbackSocket{target.port}.exchange(request);
  auto const body = answer.find("\r\n\r\n");
  return {.good = answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 204"),
          .status = answer.substr(0, answer.find('\r')),
          .body = body == std::string::npos ? std::string{} : answer.substr(body + 4)};
}

struct Write {
  std::string_view method;
  std::string_view path;
  std::string const& body;
  std::string_view what;  // that the emulators are to take
};
void write_to(AdminTarget const& target, Write const& write) {
  auto const reply = call(target, {.method = write.method, .path = write.path, .body = write.body});
  if (reply.good) return;
  throw std::runtime_error("the emulators did not take the " + std::string{write.what} + ": " + reply.status +
                           " " + reply.body);
}

}  // namespace

std::string read_from(AdminTarget const& target, std::string const& path) {
  auto reply = call(target, {.method = "GET", .path = path, .body = {}});
  if (reply.good) return std::move(reply.body);
  throw std::runtime_error("the emulators did not answer GET " + path + ": " + reply.status);
}

void add_fault(AdminTarget const& target, std::string const& rule) {
  // A rule has no character that JSON would have escaped.
  auto const body = "{\"rule\": \"" + rule + "\"}";
  write_to(target, {.method = "POST", .path = "/faults", .body = body, .what = "fault"});
}

void set_calendar(AdminTarget const& target, sim::Calendar const& calendar,
                  std::chrono::system_clock::time_point anchor) {
  auto const microseconds =
      std::chrono::duration_cast<std::chrono::microseconds>(anchor.time_since_epoch()).count();
  auto const body = "{\"start\": \"" + sim::iso_date_time(calendar.start()) +
                    "\", \"speed\": " + std::to_string(calendar.speed()) +
                    ", \"anchor_unix_us\": " + std::to_string(microseconds) + "}";
  write_to(target, {.method = "PUT", .path = "/calendar", .body = body, .what = "calendar"});
}

void set_responder(AdminTarget const& target, eligibility::ResponderState const& state) {
  auto body = "{\"state\": \"" + std::string{eligibility::name_of(state.conduct)} + "\"";
  if (state.conduct == eligibility::ResponderConduct::kSlow) {
    auto const delay = std::chrono::ceil<std::chrono::milliseconds>(state.delay).count();
    body += ", \"delay_ms\": " + std::to_string(delay);
  }
  body += "}";
  write_to(target, {.method = "PUT", .path = "/ocsp", .body = body, .what = "responder's state"});
}

}  // namespace kazasu::harness
