#include "emulators/adapters/card_host/tcp_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "emulators/adapters/http/target_url.h"

namespace kazasu::adapters {

namespace {

// A connection that finds the queue full is repeated after a second only.
constexpr auto kBacklog = 128;
// A peer that is gone without a word: idle, then probes at an interval, in seconds.
constexpr auto kKeepAliveIdle = 10;
constexpr auto kKeepAliveInterval = 5;
constexpr auto kKeepAliveProbes = 4;
// For a peer that reads nothing any more, once megabytes wait for it.
constexpr auto kSendPatience = timeval{.tv_sec = 2, .tv_usec = 0};

std::string reason() {
  return std::generic_category().message(errno);
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

// Null, with the reason, when it is no address: no name is ever resolved.
Addresses resolve(TcpAddress const& address, int flags, std::string& why) {
  auto hints = addrinfo{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICHOST | AI_NUMERICSERV;
  auto* found = static_cast<addrinfo*>(nullptr);
  auto const host = connect_address(address.host);
  auto const failure = ::getaddrinfo(host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  if (failure != 0) why = ::gai_strerror(failure);
  return Addresses{failure == 0 ? found : nullptr};
}

void set_option(Descriptor const& socket, int level, int name, int value) {
  ::setsockopt(socket.number(), level, name, &value, sizeof value);
}

void set_up(Descriptor const& socket) {
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(socket, IPPROTO_TCP, TCP_KEEPIDLE, kKeepAliveIdle);
  set_option(socket, IPPROTO_TCP, TCP_KEEPINTVL, kKeepAliveInterval);
  set_option(socket, IPPROTO_TCP, TCP_KEEPCNT, kKeepAliveProbes);
  ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &kSendPatience, sizeof kSendPatience);
}

void block_again(Descriptor const& socket) {
  auto const flags = ::fcntl(socket.number(), F_GETFL);
  ::fcntl(socket.number(), F_SETFL, flags & ~O_NONBLOCK);
}

bool connected_in_time(Descriptor const& socket, ConnectLimits const& limits) {
  auto watched = std::array<pollfd, 2>{{{.fd = socket.number(), .events = POLLOUT, .revents = 0},
                                        {.fd = limits.wake, .events = POLLIN, .revents = 0}}};
  auto const patience = std::chrono::ceil<std::chrono::milliseconds>(limits.patience).count();
  auto const milliseconds = static_cast<int>(std::clamp<std::int64_t>(patience, 0, 3'600'000));
  if (::poll(watched.data(), watched.size(), milliseconds) <= 0 || watched[0].revents == 0) return false;
  auto failure = 0;
  auto size = socklen_t{sizeof failure};
  return ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0;
}

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument(
      "\"" + std::string{text} +
      "\" is no address; expected PORT, HOST:PORT or [IPv6]:PORT with a port from 0 to "
      "65535");
}

std::uint16_t parse_port(std::string_view text, std::string_view whole) {
  auto port = std::uint16_t{0};
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failure != std::errc{} || end != text.data() + text.size()) refuse(whole);
  return port;
}

}  // namespace

TcpAddress parse_tcp_address(std::string_view text) {
  auto const colon = text.rfind(':');
  if (colon == std::string_view::npos) return {.port = parse_port(text, text)};
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    refuse(text);
  }
  if (host.empty()) refuse(text);
  return {.host = std::string{host}, .port = parse_port(text.substr(colon + 1), text)};
}

std::string text_of(TcpAddress const& address) {
  auto const is_v6 = address.host.find(':') != std::string::npos;
  return (is_v6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

std::optional<std::string> exposure_warning(TcpAddress const& address) {
  if (is_loopback(address.host)) return std::nullopt;
  return text_of(address) +
         " is not on loopback: what passes there, PINs of the synthetic cards included, is not encrypted, "
         "and "
         "others on that network may be able to use the card";
}

Descriptor listen_on(TcpAddress const& address) {
  auto why = std::string{};
  auto const found = resolve(address, AI_PASSIVE, why);
  if (found) {
    auto listener = Descriptor{::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (listener) set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1);
    if (listener && ::bind(listener.number(), found->ai_addr, found->ai_addrlen) == 0 &&
        ::listen(listener.number(), kBacklog) == 0) {
      return listener;
    }
    why = reason();
  }
  throw std::runtime_error("cannot listen on " + text_of(address) + ": " + why);
}

std::uint16_t port_of(Descriptor const& listener) {
  auto address = sockaddr_storage{};
  auto size = socklen_t{sizeof address};
  ::getsockname(listener.number(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<sockaddr_in&>(address).sin_port);
}

std::optional<Descriptor> connect_to(TcpAddress const& address, ConnectLimits limits) {
  auto why = std::string{};
  auto const found = resolve(address, 0, why);
  for (auto const* one = found.get(); one != nullptr; one = one->ai_next) {
    auto socket = Descriptor{::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket) continue;
    auto const begun = ::connect(socket.number(), one->ai_addr, one->ai_addrlen) == 0;
    if (!begun && (errno != EINPROGRESS || !connected_in_time(socket, limits))) continue;
    block_again(socket);
    set_up(socket);
    return socket;
  }
  return std::nullopt;
}

std::optional<Descriptor> accept_from(Descriptor const& listener) {
  auto socket = Descriptor{::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC)};
  if (!socket) return std::nullopt;
  set_up(socket);
  return socket;
}

void reset_connection(Descriptor socket) {
  auto const at_once = linger{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace kazasu::adapters
