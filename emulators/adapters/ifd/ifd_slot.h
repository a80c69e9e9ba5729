// One slot of the virtual reader, as pcscd drives it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "emulators/adapters/files/descriptor.h"
#include "emulators/adapters/ifd/host_connection.h"
#include "emulators/adapters/ifd/presence_latch.h"

namespace kazasu::adapters {

// Two connections to the card host: one for commands, made when the card is powered up, and one for presence,
// which the polling thread keeps. Without a host the slot is empty; the polling thread looks for one.
//
// wait() belongs to one thread; everything else may be called from any.
class IfdSlot {
 public:
  IfdSlot(std::string socket, std::uint16_t slot);

  // IFDHICCPresence: what PresenceLatch says to the calling thread. Never waits.
  bool present();

  enum class End : std::uint8_t {
    kDone,
    kFailed,  // no card, a card without power, the card left, or the host is gone
    kMute,    // no answer within the block waiting time
    kTooLong,
  };
  struct Answer {
    End end = End::kFailed;
    std::size_t length = 0;  // of what was written to the caller's buffer
  };
  // Power-up and reset, of the card that pcscd was told of: should another lie there meanwhile, it gets no
  // power before the polling thread has told all handles of the change. pcscd 1.9.9 may power a card up for a
  // handle that it opened on the strength of what held an instant before.
  Answer power_up(std::span<unsigned char> atr);
  void power_down();
  Answer transmit(std::span<unsigned char const> command, std::span<unsigned char> answer);
  // Of the card that has power; empty without one.
  std::string atr() const;

  // The polling thread: returns when the card changed, when end_wait() was called (also before), or after
  // `time`.
  void wait(std::chrono::milliseconds time);
  void end_wait();

 private:
  using Clock = std::chrono::steady_clock;

  void look_for_host(std::chrono::milliseconds time);
  void take_news(std::chrono::milliseconds time);
  void learn(std::optional<InsertedCard> const& card);
  bool pending() const;
  std::optional<InsertedCard> told() const;
  HostConnection::Reply ask_for_power(InsertedCard const& card);
  HostConnection::Reply ask(reader::FrameType type, std::string_view payload);

  std::string socket_;
  std::uint16_t slot_;

  Descriptor end_wait_;
  std::optional<HostConnection> news_;  // of the polling thread, and of the constructor before it

  mutable std::mutex commands_mutex_;
  std::optional<HostConnection> commands_;
  std::string atr_;

  mutable std::mutex presence_mutex_;
  PresenceLatch latch_;
  std::thread::id polling_;  // the thread that called wait()
  bool asked_since_wait_ = true;
  bool told_absent_ = false;  // that thread, since it came back from wait()
};

}  // namespace kazasu::adapters
