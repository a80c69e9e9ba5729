// A slot's card as a vpcd finds it, with the test in the place of vpcd.
#include "emulators/adapters/card_host/vpcd_link.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "emulators/adapters/card_host/vpcd_listener.h"
#include "sim/random.h"
#include "tests/adapters/raw_peer.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using card::from_hex;

constexpr auto kAtrHex = "3B888001000041E0B381A1003B";
constexpr auto kAtrFrame = "000D3B888001000041E0B381A1003B";
constexpr auto kAtrFrameBytes = 15U;
constexpr auto kSelect = "000F 00A4040C0AD392F000260100000001";
constexpr auto kVerify = "0009 002000980431323334";
constexpr auto kTries = "0004 00200098";
constexpr auto kSign = "0007 802A0097015500";

SlotCard test_card(std::string_view faults = {}) {
  return {.card = card::test_card(),
          .atr = from_hex(kAtrHex),
          .uid = from_hex("08C0FFEE"),
          .label = "test",
          .faults = reader::CardFaults{reader::parse_faults(faults), sim::RandomStream{1, "card faults", 0}}};
}

// What the link says of itself, one event after the other.
class Events {
 public:
  std::function<void(VpcdLinkEvent)> listener() {
    return [this](VpcdLinkEvent event) {
      auto const lock = std::lock_guard{mutex_};
      events_.push_back(event);
      came_.notify_all();
    };
  }
  VpcdLinkEvent next() {
    auto lock = std::unique_lock{mutex_};
    if (!came_.wait_for(lock, 20s, [this] { return !events_.empty(); })) throw std::runtime_error("no event");
    auto const event = events_.front();
    events_.pop_front();
    return event;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<VpcdLinkEvent> events_;
};

class VpcdLinkTest : public testing::Test {
 protected:
  void start(sim::Duration patience = 20s, sim::Duration noticed = 1h) {
    link_ = std::make_unique<VpcdLink>(slot_, VpcdLinkOptions{.address = {.port = port_of(vpcd_)},
                                                              .patience = patience,
                                                              .noticed = noticed,
                                                              .on_event = events_.listener()});
  }

  RawPeer accept() {
    auto watched = pollfd{.fd = vpcd_.number(), .events = POLLIN, .revents = 0};
    if (::poll(&watched, 1, 20'000) != 1) throw std::runtime_error("no card connects");
    return RawPeer{std::move(accept_from(vpcd_).value())};
  }
  // After the card left: a reader first finds itself empty.
  RawPeer accept_after_absence() {
    auto empty = accept();
    EXPECT_EQ(ask(empty, "000104", 2), "0002");
    EXPECT_EQ(empty.ending(), "reset");
    return accept();
  }
  bool nobody_waits() const {
    auto watched = pollfd{.fd = vpcd_.number(), .events = POLLIN, .revents = 0};
    return ::poll(&watched, 1, 0) == 0;
  }

  static std::string ask(RawPeer& reader, std::string_view hex, std::size_t answer_bytes = 4) {
    reader.send_hex(hex);
    return reader.receive_hex(answer_bytes);
  }

  Descriptor vpcd_ = listen_on(TcpAddress{});
  CardSlot slot_{0, nullptr};
  Events events_;
  std::unique_ptr<VpcdLink> link_;
};

TEST_F(VpcdLinkTest, AnswersAsACardInItsReader) {
  slot_.insert(test_card());
  start();
  auto reader = accept();
  EXPECT_EQ(ask(reader, "000104", kAtrFrameBytes), kAtrFrame);
  reader.send_hex("000101");
  EXPECT_EQ(ask(reader, "000104", kAtrFrameBytes), kAtrFrame);
  EXPECT_EQ(ask(reader, kSelect), "00029000");
  EXPECT_EQ(ask(reader, kTries), "000263C3");
  EXPECT_EQ(ask(reader, "0005 FFCA000000", 8), "000608C0FFEE9000");
}

TEST_F(VpcdLinkTest, PowerAndResetClearTheSecurityStatusAndTheAtrQuestionDoesNot) {
  slot_.insert(test_card());
  start();
  auto reader = accept();
  reader.send_hex("000101");
  for (auto const* const between : {"000100 000101", "000101", "000102", "000100 000102"}) {
    EXPECT_EQ(ask(reader, kSelect), "00029000");
    EXPECT_EQ(ask(reader, kVerify), "00029000");
    EXPECT_EQ(ask(reader, "000104", kAtrFrameBytes), kAtrFrame);
    EXPECT_EQ(ask(reader, "000103 0001FF" + std::string{kSign}, 260).substr(0, 4), "0102");
    reader.send_hex(between);
    EXPECT_EQ(ask(reader, kSelect), "00029000");
    EXPECT_EQ(ask(reader, kSign), "00026982") << between;
  }
}

TEST_F(VpcdLinkTest, TakesJoinedAndCutMessages) {
  slot_.insert(test_card());
  start();
  auto reader = accept();
  EXPECT_EQ(ask(reader, std::string{"000102 000104"} + kSelect + kTries, kAtrFrameBytes + 8),
            kAtrFrame + std::string{"00029000000263C3"});
  for (auto const byte : from_hex(kSelect)) reader.send({&byte, 1});
  EXPECT_EQ(reader.receive_hex(4), "00029000");
}

TEST_F(VpcdLinkTest, ConnectsWhenThereIsACardAndLeavesWithIt) {
  start();
  EXPECT_TRUE(nobody_waits());
  slot_.insert(test_card());
  auto first = accept();
  EXPECT_EQ(events_.next(), VpcdLinkEvent::kConnected);
  EXPECT_EQ(ask(first, "000104", kAtrFrameBytes), kAtrFrame);
  slot_.remove();
  EXPECT_EQ(first.receive_hex(2), "0002");
  EXPECT_EQ(first.ending(), "reset");
  EXPECT_EQ(events_.next(), VpcdLinkEvent::kDisconnected);
  EXPECT_TRUE(nobody_waits());
  slot_.insert(test_card());
  auto second = accept_after_absence();
  EXPECT_EQ(ask(second, "000104", kAtrFrameBytes), kAtrFrame);
}

TEST_F(VpcdLinkTest, ASwapIsAnotherConnection) {
  slot_.insert(test_card());
  start();
  auto first = accept();
  first.send_hex("000101");
  EXPECT_EQ(ask(first, kSelect), "00029000");
  auto other = test_card();
  other.atr = from_hex("3BDA13FF8131FB468012392F31C173C601C03B");
  slot_.swap(std::move(other));
  EXPECT_EQ(first.ending(), "reset");
  auto second = accept_after_absence();
  EXPECT_EQ(ask(second, "000104", 21), "00133BDA13FF8131FB468012392F31C173C601C03B");
}

TEST_F(VpcdLinkTest, AnAbsenceThatWasLongEnoughNeedsNoProof) {
  slot_.insert(test_card());
  start(20s, 1ns);
  auto first = accept();
  EXPECT_EQ(ask(first, "000104", kAtrFrameBytes), kAtrFrame);
  slot_.swap(test_card());
  EXPECT_EQ(first.ending(), "reset");
  auto second = accept();
  EXPECT_EQ(ask(second, "000104", kAtrFrameBytes), kAtrFrame);
}

TEST_F(VpcdLinkTest, ACardPulledDuringACommandIsABrokenAnswer) {
  slot_.insert(test_card("mute@2"));
  start();
  auto reader = accept();
  reader.send_hex("000101");
  EXPECT_EQ(ask(reader, kSelect), "00029000");
  reader.send_hex(kTries);
  while (slot_.exchanges() < 2) std::this_thread::yield();
  slot_.remove();
  EXPECT_EQ(reader.receive_hex(2), "0002");
  EXPECT_EQ(reader.ending(), "reset");
}

TEST_F(VpcdLinkTest, AMuteCardLeavesAndComesBack) {
  slot_.insert(test_card("mute@1"));
  start(30ms);
  auto reader = accept();
  reader.send_hex(std::string{"000101"} + kSelect);
  EXPECT_EQ(reader.receive_hex(2), "0002");
  EXPECT_EQ(reader.ending(), "reset");
  auto again = accept_after_absence();
  again.send_hex("000101");
  EXPECT_EQ(ask(again, kSelect), "00029000");
}

TEST_F(VpcdLinkTest, DistortedAnswersArriveAndAnEmptyOneIsAnError) {
  slot_.insert(test_card("status@1:6F00,truncate@2:1,truncate@3:0"));
  start();
  auto reader = accept();
  reader.send_hex("000101");
  EXPECT_EQ(ask(reader, kSelect), "00026F00");
  EXPECT_EQ(ask(reader, kSelect, 3), "000190");
  EXPECT_EQ(ask(reader, kSelect, 2), "0002");
  EXPECT_EQ(reader.ending(), "reset");
}

TEST_F(VpcdLinkTest, AnUnpoweredCardAnswersNothing) {
  slot_.insert(test_card());
  start();
  auto reader = accept();
  reader.send_hex(kSelect);
  EXPECT_EQ(reader.ending(), "reset");
}

TEST_F(VpcdLinkTest, AReaderThatGoesTakesThePowerAndIsLookedForAgain) {
  slot_.insert(test_card());
  start();
  auto first = accept();
  first.send_hex("000101");
  EXPECT_EQ(ask(first, kSelect), "00029000");
  EXPECT_EQ(ask(first, kVerify), "00029000");
  first.close();
  auto second = accept();
  second.send_hex(kSign);  // not powered up
  EXPECT_EQ(second.ending(), "reset");
}

TEST_F(VpcdLinkTest, SaysOnceThatNobodyListens) {
  auto const port = port_of(vpcd_);
  vpcd_ = Descriptor{};
  slot_.insert(test_card());
  link_ = std::make_unique<VpcdLink>(
      slot_, VpcdLinkOptions{
                 .address = {.port = port}, .patience = 20s, .retry = 1ms, .on_event = events_.listener()});
  EXPECT_EQ(events_.next(), VpcdLinkEvent::kUnreachable);
  std::this_thread::sleep_for(20ms);  // several attempts
  vpcd_ = listen_on(TcpAddress{.port = port});
  auto reader = accept();
  EXPECT_EQ(ask(reader, "000104", kAtrFrameBytes), kAtrFrame);
  EXPECT_EQ(events_.next(), VpcdLinkEvent::kConnected);
}

TEST_F(VpcdLinkTest, EndsWhileNobodyListensWhileNoCardIsThereAndWhileConnected) {
  start();
  link_.reset();
  slot_.insert(test_card());
  start();
  auto reader = accept();
  EXPECT_EQ(ask(reader, "000104", kAtrFrameBytes), kAtrFrame);
  link_.reset();
  EXPECT_EQ(reader.ending(), "reset");
  vpcd_ = listen_on(TcpAddress{});
  auto const port = port_of(vpcd_);
  vpcd_ = Descriptor{};
  link_ = std::make_unique<VpcdLink>(slot_, VpcdLinkOptions{.address = {.port = port}, .retry = 1h});
  link_.reset();
  slot_.remove();  // the watchers outlive their links
}

TEST_F(VpcdLinkTest, RandomBytesEndTheLinkAtMost) {
  slot_.insert(test_card());
  start(20s, 0s);
  auto random = sim::RandomStream{1, "vpcd link bytes", 0};
  for (auto round = 0; round < 50; ++round) {
    auto reader = accept();
    auto bytes = std::string(random.below(400), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random.below(round % 2 == 0 ? 256 : 6));
    reader.send(bytes);
    reader.close();
  }
  auto reader = accept();
  EXPECT_EQ(ask(reader, "000104", kAtrFrameBytes), kAtrFrame);
}

class VpcdListenerTest : public testing::Test {
 protected:
  CardSlot slot_{0, nullptr};
  VpcdListener listener_{slot_, {.address = {}, .patience = 20s, .noticed = 1h}};
  RawPeer connect() { return RawPeer::connected_to(listener_.port()); }
  // The reset may come before the connection is even looked at.
  bool is_reset() const {
    auto socket = connect_to(TcpAddress{.port = listener_.port()}, {.patience = 20s});
    return !socket || RawPeer{std::move(*socket)}.ending() == "reset";
  }
};

TEST_F(VpcdListenerTest, ServesOneReaderAfterTheOther) {
  slot_.insert(test_card());
  for (auto round = 0; round < 3; ++round) {
    auto reader = connect();
    reader.send_hex(std::string{"000101 000104"} + kSelect);
    EXPECT_EQ(reader.receive_hex(kAtrFrameBytes + 4), kAtrFrame + std::string{"00029000"});
  }
}

TEST_F(VpcdListenerTest, ResetsReadersWhileTheSlotIsEmpty) {
  EXPECT_TRUE(is_reset());
  slot_.insert(test_card());
  auto reader = connect();
  reader.send_hex("000104");
  EXPECT_EQ(reader.receive_hex(kAtrFrameBytes), kAtrFrame);
  slot_.remove();
  EXPECT_EQ(reader.ending(), "reset");
  EXPECT_TRUE(is_reset());
}

TEST_F(VpcdListenerTest, ASwapIsAnEmptySlotOnce) {
  slot_.insert(test_card());
  auto reader = connect();
  reader.send_hex("000104");
  EXPECT_EQ(reader.receive_hex(kAtrFrameBytes), kAtrFrame);
  slot_.swap(test_card());
  EXPECT_EQ(reader.ending(), "reset");
  EXPECT_TRUE(is_reset());
  auto again = connect();
  again.send_hex("000104");
  EXPECT_EQ(again.receive_hex(kAtrFrameBytes), kAtrFrame);
}

TEST_F(VpcdListenerTest, ASecondReaderWaitsForTheFirst) {
  slot_.insert(test_card());
  auto first = connect();
  first.send_hex("000104");
  EXPECT_EQ(first.receive_hex(kAtrFrameBytes), kAtrFrame);
  auto second = connect();
  second.send_hex("000104");
  first.send_hex("000104");
  EXPECT_EQ(first.receive_hex(kAtrFrameBytes), kAtrFrame);
  first.close();
  EXPECT_EQ(second.receive_hex(kAtrFrameBytes), kAtrFrame);
}

TEST_F(VpcdListenerTest, RandomBytesEndTheConnectionAtMost) {
  slot_.insert(test_card());
  auto random = sim::RandomStream{2, "vpcd link bytes", 0};
  for (auto round = 0; round < 50; ++round) {
    auto reader = connect();
    auto bytes = std::string(random.below(400), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random.below(256));
    reader.send(bytes);
  }
  slot_.remove();
  EXPECT_TRUE(is_reset());  // which also settles whether a card left unnoticed
  slot_.insert(test_card());
  auto reader = connect();
  reader.send_hex("000104");
  EXPECT_EQ(reader.receive_hex(kAtrFrameBytes), kAtrFrame);
}

}  // namespace
}  // namespace kazasu::adapters
