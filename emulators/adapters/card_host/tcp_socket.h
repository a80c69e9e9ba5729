// TCP sockets of the card host's links: loopback unless somebody asks for more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/files/descriptor.h"
#include "sim/time.h"

namespace kazasu::adapters {

struct TcpAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one, for listening
};

// "PORT" (on loopback), "HOST:PORT" or "[IPv6]:PORT", the port decimal. Throws std::invalid_argument saying
// what was expected.
TcpAddress parse_tcp_address(std::string_view text);
std::string text_of(TcpAddress const& address);

// For people, when `address` can be reached from other machines: what that means. Nothing for loopback
// (127.0.0.0/8, ::1, localhost).
std::optional<std::string> exposure_warning(TcpAddress const& address);

// Throws std::runtime_error with the reason: a name that is not known, a port that is taken.
Descriptor listen_on(TcpAddress const& address);
// The port that a listening socket really has.
std::uint16_t port_of(Descriptor const& listener);

// Nothing when nobody answers within `patience`, or when `wake` becomes readable before (negative: no
// such descriptor). The socket sends without delay and notices a peer that is gone within half a minute.
struct ConnectLimits {
  sim::Duration patience;
  int wake = -1;
};
std::optional<Descriptor> connect_to(TcpAddress const& address, ConnectLimits limits);
// The next connection to `listener`, set up in the same way. Nothing when there is none at the moment.
std::optional<Descriptor> accept_from(Descriptor const& listener);

// Closes with a reset, so that the peer's next call fails instead of finding an orderly end.
void reset_connection(Descriptor socket);

}  // namespace kazasu::adapters
