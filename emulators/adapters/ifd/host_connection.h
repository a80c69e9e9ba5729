// The reader's end of one connection to the card host.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/card_host/link_socket.h"
#include "emulators/adapters/files/descriptor.h"
#include "emulators/reader/reader_link.h"

namespace kazasu::adapters {

// A host that is too busy to answer is given up after the block waiting time and this.
inline constexpr auto kLinkAllowance = std::chrono::milliseconds{100};

// Every call ends by itself: with an answer, with the link's end, or when its time is over.
class HostConnection {
 public:
  using Time = std::chrono::milliseconds;

  // Nothing when no host listens at `socket`, or it does not welcome `hello` within `time`.
  static std::optional<HostConnection> open(std::string const& socket, reader::Hello const& hello, Time time);

  int number() const { return connection_.number(); }
  reader::Welcome const& welcome() const { return welcome_; }

  enum class End : std::uint8_t { kAnswered, kTimeOut, kClosed };
  struct Reply {
    End end = End::kClosed;
    reader::FrameType type = reader::FrameType::kFailure;
    std::string_view payload;  // lives until the next call
  };
  // Sends a command and waits for its answer, for the block waiting time at most. Answers of earlier
  // commands, which were given up, are dropped. After kClosed the connection is of no more use.
  Reply ask(reader::FrameType type, std::string_view payload);

  // The next presence frame that has come; kTimeOut when none has come within `time`.
  struct News {
    End end = End::kTimeOut;
    reader::LinkPresence presence{};
  };
  News next_presence(Time time);

 private:
  using Clock = std::chrono::steady_clock;

  explicit HostConnection(Descriptor connection) : connection_(std::move(connection)) {}
  bool greet(reader::Hello const& hello, Time time);
  // Receives until there is a frame or `due` has come, which with kSocket may be a time-out later.
  std::optional<reader::Frame> next_frame(Clock::time_point due, Patience first);
  bool limit_waits(Time time);

  Descriptor connection_;
  reader::FrameReader frames_;
  reader::Welcome welcome_;
  Time patience_{};
  std::uint32_t sequence_ = 0;
  bool closed_ = false;
};

}  // namespace kazasu::adapters
