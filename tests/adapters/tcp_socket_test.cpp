// Addresses of the card host's links, and who may reach them.
#include "emulators/adapters/card_host/tcp_socket.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <stdexcept>
#include <string>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/send_all.h"
#include "tests/adapters/raw_peer.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;

bool is_rung(Bell const& bell) {
  auto watched = pollfd{.fd = bell.descriptor(), .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, 0) == 1;
}

TEST(TcpAddressText, IsReadAsItIsWritten) {
  for (auto const* const text : {"127.0.0.1:35963", "[::1]:1", "example.org:65535", "0.0.0.0:0"}) {
    EXPECT_EQ(text_of(parse_tcp_address(text)), text);
  }
  EXPECT_EQ(text_of(parse_tcp_address("35963")), "127.0.0.1:35963");
}

TEST(TcpAddressText, SaysWhatWasExpected) {
  for (auto const* const text : {"", ":", ":80", "host", "host:", "host:65536", "host:-1", "host:1a",
                                 "host: 1", "::1:80", "[]:80", "[::1]", "-1", "65536", "host:80:90"}) {
    try {
      parse_tcp_address(text);
      ADD_FAILURE() << text;
    } catch (std::invalid_argument const& mistake) {
      EXPECT_NE(std::string{mistake.what()}.find("HOST:PORT"), std::string::npos);
    }
  }
}

TEST(ExposureWarning, IsForEverythingBeyondThisMachine) {
  for (auto const* const host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
    EXPECT_FALSE(exposure_warning({.host = host, .port = 1})) << host;
  }
  for (auto const* const host : {"0.0.0.0", "::", "192.168.0.2", "128.0.0.1", "example.org",
                                 "localhost.example", "127.0.0.1.example.org", "fe80::1"}) {
    EXPECT_TRUE(exposure_warning({.host = host, .port = 1})) << host;
  }
}

TEST(TcpListener, IsOnLoopbackByDefault) {
  auto const listener = listen_on(TcpAddress{});
  EXPECT_NE(port_of(listener), 0);
  EXPECT_FALSE(accept_from(listener));
  auto const client = connect_to(TcpAddress{.port = port_of(listener)}, {.patience = 20s});
  ASSERT_TRUE(client);
  EXPECT_TRUE(accept_from(listener));
}

TEST(TcpListener, SaysThatThePortIsTaken) {
  auto const listener = listen_on(TcpAddress{});
  try {
    listen_on(TcpAddress{.port = port_of(listener)});
    ADD_FAILURE();
  } catch (std::runtime_error const& failure) {
    EXPECT_NE(std::string{failure.what()}.find(std::to_string(port_of(listener))), std::string::npos);
  }
  EXPECT_THROW(listen_on(TcpAddress{.host = "no such host"}), std::runtime_error);
}

TEST(TcpConnection, NobodyIsThere) {
  auto port = std::uint16_t{0};
  {
    auto const listener = listen_on(TcpAddress{});
    port = port_of(listener);
  }
  EXPECT_FALSE(connect_to(TcpAddress{.port = port}, {.patience = 20s}));
  EXPECT_FALSE(connect_to(TcpAddress{.host = "no such host", .port = port}, {.patience = 20s}));
}

TEST(TcpConnection, AResetIsSeenAsOne) {
  auto const listener = listen_on(TcpAddress{});
  auto client = RawPeer::connected_to(port_of(listener));
  auto server = accept_from(listener);
  ASSERT_TRUE(server);
  send_all(*server, "last");
  reset_connection(std::move(*server));
  EXPECT_EQ(client.receive(4), "last");
  EXPECT_EQ(client.ending(), "reset");
}

TEST(Bell, RingsUntilItIsStilled) {
  auto const bell = Bell{};
  EXPECT_FALSE(is_rung(bell));
  bell.ring();
  bell.ring();
  EXPECT_TRUE(is_rung(bell));
  bell.still();
  EXPECT_FALSE(is_rung(bell));
  bell.still();
  bell.ring();
  EXPECT_TRUE(is_rung(bell));
}

}  // namespace
}  // namespace kazasu::adapters
