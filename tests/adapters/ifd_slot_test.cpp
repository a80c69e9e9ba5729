// The reader's end of the link: against the real host, and against one that the test plays badly.
#include "emulators/adapters/ifd/ifd_slot.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "emulators/adapters/card_host/reader_server.h"
#include "emulators/adapters/card_host/unix_listener.h"
#include "emulators/adapters/ifd/reader_properties.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;
using reader::FrameType;

auto const kAtr = from_hex("3B888001000041E0B381A1003B");
auto const kSelect = from_hex("00A4040C0AD392F000260100000001");

SlotCard a_card() {
  return {.card = card::test_card(), .atr = kAtr, .uid = {}, .label = "test"};
}

std::span<unsigned char const> bytes_of(std::string const& text) {
  return {reinterpret_cast<unsigned char const*>(text.data()), text.size()};
}

class IfdSlotTest : public ::testing::Test {
 protected:
  static std::string send(IfdSlot& slot, std::string const& command) {
    auto answer = std::array<unsigned char, 65548>{};
    auto const result = slot.transmit(bytes_of(command), answer);
    switch (result.end) {
      case IfdSlot::End::kDone:
        return to_hex({reinterpret_cast<char const*>(answer.data()), result.length});
      case IfdSlot::End::kFailed:
        return "failed";
      case IfdSlot::End::kMute:
        return "mute";
      case IfdSlot::End::kTooLong:
        return "too long";
    }
    return {};
  }
  static IfdSlot::End power_up(IfdSlot& slot) {
    auto atr = std::array<unsigned char, 33>{};
    return slot.power_up(atr).end;
  }

  identity::TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "reader.sock";
};

class WithHost : public IfdSlotTest {
 protected:
  void serve() { server = std::make_unique<ReaderServer>(path, std::vector<CardSlot*>{&card_slot}, 20s); }
  CardSlot card_slot{0, nullptr};
  std::unique_ptr<ReaderServer> server;
};

TEST_F(WithHost, IsEmptyWithoutOne) {
  auto slot = IfdSlot{path.string(), 0};
  EXPECT_FALSE(slot.present());
  EXPECT_EQ(power_up(slot), IfdSlot::End::kFailed);
  EXPECT_EQ(send(slot, kSelect), "failed");
  slot.power_down();
  slot.wait(1ms);
  EXPECT_FALSE(slot.present());
}

TEST_F(WithHost, KnowsTheCardFromTheStart) {
  serve();
  card_slot.insert(a_card());
  auto slot = IfdSlot{path.string(), 0};
  EXPECT_TRUE(slot.present());
  EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
  EXPECT_EQ(slot.atr(), kAtr);
  EXPECT_EQ(send(slot, kSelect), "9000");
  slot.power_down();
  EXPECT_EQ(slot.atr(), "");
  EXPECT_EQ(send(slot, kSelect), "failed");
}

TEST_F(WithHost, FindsAHostThatStartsLaterAndAgain) {
  auto slot = IfdSlot{path.string(), 0};
  slot.wait(0ms);
  EXPECT_FALSE(slot.present());
  card_slot.insert(a_card());
  for (auto round = 0; round < 3; ++round) {
    serve();
    slot.wait(20s);
    EXPECT_TRUE(slot.present()) << round;
    EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
    EXPECT_EQ(send(slot, kSelect), "9000");
    server.reset();
    EXPECT_EQ(send(slot, kSelect), "failed");
    slot.wait(20s);
    EXPECT_FALSE(slot.present()) << round;
  }
}

TEST_F(WithHost, ARestartBetweenTwoQuestionsIsAnotherCard) {
  serve();
  card_slot.insert(a_card());
  auto slot = IfdSlot{path.string(), 0};
  slot.wait(0ms);
  EXPECT_TRUE(slot.present());
  server.reset();
  serve();
  slot.wait(20s);  // hears of the end
  EXPECT_FALSE(slot.present());
  slot.wait(20s);  // finds the new host
  EXPECT_TRUE(slot.present());
}

TEST_F(WithHost, HearsOfASwapWhateverHappenedBetween) {
  serve();
  card_slot.insert(a_card());
  auto slot = IfdSlot{path.string(), 0};
  slot.wait(0ms);
  EXPECT_TRUE(slot.present());
  for (auto i = 0; i < 50; ++i) {
    card_slot.remove();
    card_slot.insert(a_card());
  }
  slot.wait(20s);
  EXPECT_FALSE(slot.present());
  EXPECT_FALSE(slot.present()) << "the first question may have been a power-down's";
  slot.wait(20s);
  EXPECT_TRUE(slot.present());
  slot.wait(0ms);
  EXPECT_TRUE(slot.present());
}

TEST_F(WithHost, OnlyTheThreadThatWaitsHearsOfTheAbsence) {
  serve();
  card_slot.insert(a_card());
  auto slot = IfdSlot{path.string(), 0};
  slot.wait(0ms);
  EXPECT_TRUE(slot.present());
  card_slot.swap(a_card());
  slot.wait(20s);
  std::thread{[&] { EXPECT_TRUE(slot.present()); }}.join();
  EXPECT_FALSE(slot.present());
}

TEST_F(WithHost, AWaitCanBeEndedBeforeAndWhileItWaits) {
  auto slot = IfdSlot{path.string(), 0};
  slot.end_wait();
  slot.wait(1h);
  auto other = std::thread{[&] { slot.end_wait(); }};
  slot.wait(1h);
  other.join();
  EXPECT_FALSE(slot.present());
}

TEST_F(WithHost, PowersOnlyWhatPcscdWasToldOf) {
  serve();
  card_slot.insert(a_card());
  auto slot = IfdSlot{path.string(), 0};
  EXPECT_EQ(power_up(slot), IfdSlot::End::kFailed);
  EXPECT_TRUE(slot.present());
  EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
  card_slot.swap(a_card());
  EXPECT_EQ(power_up(slot), IfdSlot::End::kFailed);
  slot.wait(20s);
  EXPECT_FALSE(slot.present());
  EXPECT_EQ(power_up(slot), IfdSlot::End::kFailed);
  slot.wait(20s);
  EXPECT_TRUE(slot.present());
  EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
  EXPECT_EQ(send(slot, kSelect), "9000");
}

TEST_F(WithHost, RefusesWhatDoesNotFit) {
  serve();
  card_slot.insert(a_card());
  auto slot = IfdSlot{path.string(), 0};
  EXPECT_TRUE(slot.present());
  power_up(slot);
  EXPECT_EQ(send(slot, std::string(65549, 'x')), "too long");
  EXPECT_EQ(send(slot, kSelect), "9000");
  auto small = std::array<unsigned char, 20>{};
  auto const read = from_hex("00B08A0000");
  auto const answer = slot.transmit(bytes_of(read), small);
  EXPECT_EQ(answer.end, IfdSlot::End::kTooLong);
  EXPECT_EQ(answer.length, 258U);
  EXPECT_EQ(small.back(), 0);
  EXPECT_EQ(send(slot, kSelect), "9000");
}

// A host of the test's own, which answers what the test says.
class PlayedHost {
 public:
  explicit PlayedHost(std::filesystem::path const& path) : listener_(path) {}

  // The next connection, its hello read and answered.
  Descriptor welcome(std::uint32_t block_waiting_ms) {
    auto connection = accept();
    next(connection);
    auto const payload =
        reader::encode(reader::Welcome{.slots = 1, .block_waiting_ms = block_waiting_ms, .host = 77});
    send(connection, FrameType::kWelcome, 0, payload);
    return connection;
  }
  Descriptor accept() {
    auto waiting = pollfd{listener_.number(), POLLIN, 0};
    ::poll(&waiting, 1, 20'000);
    frames_ = {};
    return listener_.accept();
  }
  std::uint32_t next(Descriptor const& connection) {
    for (;;) {
      if (auto const frame = frames_.next()) return frame->sequence;
      if (receive_into(connection.number(), frames_, Patience::kSocket) != Receipt::kBytes) return 0;
    }
  }
  static void send(Descriptor const& connection, FrameType type, std::uint32_t sequence,
                   std::string const& payload) {
    send_frame(connection.number(), {.type = type, .sequence = sequence, .payload = payload});
  }

 private:
  UnixListener listener_;
  reader::FrameReader frames_;
};

class WithPlayedHost : public IfdSlotTest {
 protected:
  // Runs `host` beside the reader.
  template <class Host, class Reader>
  void play(Host host, Reader reader) {
    auto beside = std::thread{[&] { host(played); }};
    reader();
    beside.join();
  }
  static Descriptor commands_after_presence(PlayedHost& host, std::uint32_t block_waiting_ms,
                                            std::vector<Descriptor>& kept) {
    kept.push_back(host.welcome(block_waiting_ms));
    PlayedHost::send(kept.back(), FrameType::kPresence, 0,
                     reader::encode(reader::LinkPresence{.present = true, .insertion = 1}));
    auto commands = host.welcome(block_waiting_ms);
    PlayedHost::send(commands, FrameType::kPowered, host.next(commands), kAtr);
    return commands;
  }

  PlayedHost played{path};
  std::vector<Descriptor> kept;
};

TEST_F(WithPlayedHost, GivesUpAHostThatSaysNothing) {
  auto slot = IfdSlot{path.string(), 0};  // connects, and hears no welcome
  EXPECT_FALSE(slot.present());
}

TEST_F(WithPlayedHost, DropsAnAnswerThatComesTooLate) {
  play(
      [this](PlayedHost& host) {
        auto const commands = commands_after_presence(host, 400, kept);
        auto const late = host.next(commands);
        auto const next = host.next(commands);  // sent when the reader has given the first up
        PlayedHost::send(commands, FrameType::kAnswer, late, from_hex("6F01"));
        PlayedHost::send(commands, FrameType::kAnswer, next, from_hex("9000"));
      },
      [this] {
        auto slot = IfdSlot{path.string(), 0};
        EXPECT_TRUE(slot.present());
        EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
        EXPECT_EQ(send(slot, kSelect), "mute");
        EXPECT_EQ(send(slot, kSelect), "9000");
      });
}

TEST_F(WithPlayedHost, GivesUpAnAnswerThatTrickles) {
  play(
      [this](PlayedHost& host) {
        auto const commands = commands_after_presence(host, 50, kept);
        auto const answer = reader::encode_frame(
            {.type = FrameType::kAnswer, .sequence = host.next(commands), .payload = std::string(2000, 'x')});
        for (auto const byte : answer) {
          if (::send(commands.number(), &byte, 1, MSG_NOSIGNAL) != 1) return;
          std::this_thread::sleep_for(5ms);
        }
      },
      [this] {
        auto slot = IfdSlot{path.string(), 0};
        EXPECT_TRUE(slot.present());
        EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
        EXPECT_EQ(send(slot, kSelect), "mute");
      });
}

TEST_F(WithPlayedHost, AnAnswerThatIsNoneEndsTheCommand) {
  struct Case {
    FrameType type;
    std::string payload;
  };
  for (auto const& wrong : {Case{FrameType::kPowered, kAtr}, Case{FrameType::kDone, ""},
                            Case{FrameType::kFailure, from_hex("09")}, Case{FrameType::kFailure, ""}}) {
    kept.clear();
    play(
        [&](PlayedHost& host) {
          auto const commands = commands_after_presence(host, 10000, kept);
          PlayedHost::send(commands, wrong.type, host.next(commands), wrong.payload);
          host.next(commands);
        },
        [&] {
          auto slot = IfdSlot{path.string(), 0};
          EXPECT_TRUE(slot.present());
          EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
          EXPECT_EQ(send(slot, kSelect), "failed");
        });
  }
}

TEST_F(WithPlayedHost, AMalformedFrameEndsTheLink) {
  play(
      [this](PlayedHost& host) {
        auto const commands = commands_after_presence(host, 10000, kept);
        host.next(commands);
        auto const noise = from_hex("FFFFFFFF");
        ::send(commands.number(), noise.data(), noise.size(), MSG_NOSIGNAL);
        EXPECT_EQ(host.next(commands), 0U) << "the reader should have closed";
      },
      [this] {
        auto slot = IfdSlot{path.string(), 0};
        EXPECT_TRUE(slot.present());
        EXPECT_EQ(power_up(slot), IfdSlot::End::kDone);
        EXPECT_EQ(send(slot, kSelect), "failed");
        EXPECT_EQ(send(slot, kSelect), "failed");
      });
}

TEST(ReaderProperties, SayNothingAboutWhatTheReaderHasNot) {
  EXPECT_FALSE(answer_of_control(0));
  EXPECT_FALSE(answer_of_control(0x42000DAD));
  EXPECT_FALSE(reader_attribute(0x00010103));  // SCARD_ATTR_VENDOR_IFD_SERIAL_NO
}

}  // namespace
}  // namespace kazasu::adapters
