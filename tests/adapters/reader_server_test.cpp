// The card host's end of the reader link, met by a reader that the test plays, well and badly.
#include "emulators/adapters/card_host/reader_server.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "emulators/adapters/card_host/link_socket.h"
#include "emulators/adapters/files/descriptor.h"
#include "sim/random.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;
using reader::Frame;
using reader::FrameType;
using reader::Hello;
using reader::LinkRole;

auto const kAtr = from_hex("3B888001000041E0B381A1003B");
auto const kSelect = from_hex("00A4040C0AD392F000260100000001");
auto const kFirstCard = reader::encode_insertion(1);

SlotCard a_card() {
  return {.card = card::test_card(), .atr = kAtr, .uid = from_hex("01020304"), .label = "test"};
}

struct Message {
  FrameType type;
  std::uint32_t sequence;
  std::string payload;
};

// A reader's connection, which waits for at most 20 seconds.
class Link {
 public:
  explicit Link(std::filesystem::path const& path)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = sockaddr_un{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
    auto const limit = timeval{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    if (::connect(socket_.number(), reinterpret_cast<sockaddr const*>(&address), sizeof(address)) != 0) {
      throw std::runtime_error("no server");
    }
  }
  Link(std::filesystem::path const& path, Hello const& hello) : Link(path) {
    send(FrameType::kHello, 0, reader::encode(hello));
  }

  bool send(FrameType type, std::uint32_t sequence, std::string const& payload = {}) {
    return send_frame(socket_.number(), {.type = type, .sequence = sequence, .payload = payload});
  }
  bool send_raw(std::string const& bytes) {
    return ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }
  // Nothing once the server has closed.
  std::optional<Message> next() {
    for (;;) {
      if (auto const frame = frames_.next()) {
        return Message{frame->type, frame->sequence, std::string{frame->payload}};
      }
      if (receive_into(socket_.number(), frames_, Patience::kSocket) != Receipt::kBytes) return std::nullopt;
    }
  }
  Message expect(FrameType type) {
    auto message = next();
    if (!message) {
      ADD_FAILURE() << "the server closed the link";
      return {};
    }
    EXPECT_EQ(message->type, type);
    return *message;
  }
  std::string ask(FrameType type, std::string const& payload, FrameType answer) {
    send(type, ++sequence_, payload);
    auto const message = expect(answer);
    EXPECT_EQ(message.sequence, sequence_);
    return message.payload;
  }

 private:
  Descriptor socket_;
  reader::FrameReader frames_;
  std::uint32_t sequence_ = 0;
};

class ReaderServerTest : public ::testing::Test {
 protected:
  ReaderServerTest() { serve(20s); }
  void serve(sim::Duration block_waiting_time) {
    server.reset();
    server =
        std::make_unique<ReaderServer>(path, std::vector<CardSlot*>{&first, &second}, block_waiting_time);
  }
  Link commands(std::uint16_t slot = 0) {
    auto link = Link{path, Hello{.role = LinkRole::kCommands, .slot = slot}};
    link.expect(FrameType::kWelcome);
    return link;
  }
  Link presence(std::uint16_t slot = 0) {
    auto link = Link{path, Hello{.role = LinkRole::kPresence, .slot = slot}};
    link.expect(FrameType::kWelcome);
    return link;
  }
  static void expect_presence(Link& link, bool present, std::uint64_t insertion) {
    auto const now = reader::decode_presence(link.expect(FrameType::kPresence).payload);
    ASSERT_TRUE(now);
    EXPECT_EQ(now->present, present);
    EXPECT_EQ(now->insertion, insertion);
  }

  identity::TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "reader.sock";
  CardSlot first{0, nullptr};
  CardSlot second{1, nullptr};
  std::unique_ptr<ReaderServer> server;
};

TEST_F(ReaderServerTest, WelcomesAReader) {
  serve(1500ms);
  auto link = Link{path, Hello{.role = LinkRole::kCommands, .slot = 1}};
  auto const welcome = reader::decode_welcome(link.expect(FrameType::kWelcome).payload);
  ASSERT_TRUE(welcome);
  EXPECT_EQ(welcome->version, reader::kLinkVersion);
  EXPECT_EQ(welcome->slots, 2);
  EXPECT_EQ(welcome->block_waiting_ms, 1500U);
  auto const before = welcome->host;
  serve(1500ms);
  auto again = Link{path, Hello{.role = LinkRole::kCommands, .slot = 1}};
  EXPECT_NE(reader::decode_welcome(again.expect(FrameType::kWelcome).payload)->host, before);
}

TEST_F(ReaderServerTest, RefusesAnotherVersionAndASlotThatIsNotThere) {
  auto version = Link{path, Hello{.version = reader::kLinkVersion - 1}};
  EXPECT_EQ(reader::decode_refusal(version.expect(FrameType::kRefusal).payload), reader::Refusal::kVersion);
  EXPECT_FALSE(version.next());
  auto slot = Link{path, Hello{.slot = 2}};
  EXPECT_EQ(reader::decode_refusal(slot.expect(FrameType::kRefusal).payload), reader::Refusal::kNoSuchSlot);
  EXPECT_FALSE(slot.next());
}

TEST_F(ReaderServerTest, PassesCommandsToItsSlot) {
  second.insert(a_card());
  auto link = commands(1);
  EXPECT_EQ(reader::decode_failure(link.ask(FrameType::kTransmit, kSelect, FrameType::kFailure)),
            reader::LinkFailure::kNotPowered);
  EXPECT_EQ(link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered), kAtr);
  EXPECT_EQ(to_hex(link.ask(FrameType::kTransmit, kSelect, FrameType::kAnswer)), "9000");
  EXPECT_EQ(to_hex(link.ask(FrameType::kTransmit, {}, FrameType::kAnswer)), "6700");
  EXPECT_EQ(link.ask(FrameType::kPowerOff, {}, FrameType::kDone), "");
  auto other = commands(0);
  EXPECT_EQ(reader::decode_failure(other.ask(FrameType::kPowerOn, kFirstCard, FrameType::kFailure)),
            reader::LinkFailure::kNoCard);
}

TEST_F(ReaderServerTest, PowersOnlyTheCardThatIsMeant) {
  first.insert(a_card());
  auto link = commands();
  first.swap(a_card());
  EXPECT_EQ(reader::decode_failure(link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kFailure)),
            reader::LinkFailure::kNoCard);
  EXPECT_EQ(reader::decode_failure(link.ask(FrameType::kTransmit, kSelect, FrameType::kFailure)),
            reader::LinkFailure::kNotPowered);
  EXPECT_EQ(link.ask(FrameType::kPowerOn, reader::encode_insertion(2), FrameType::kPowered), kAtr);
  link.send(FrameType::kPowerOn, 9);  // of no card in particular: not a reader's message
  EXPECT_FALSE(link.next());
}

TEST_F(ReaderServerTest, AnswersCommandsThatCameTogether) {
  first.insert(a_card());
  auto link = Link{path};
  auto const hello = reader::encode(Hello{});
  link.send_raw(reader::encode_frame({.type = FrameType::kHello, .sequence = 0, .payload = hello}) +
                reader::encode_frame({.type = FrameType::kPowerOn, .sequence = 7, .payload = kFirstCard}) +
                reader::encode_frame({.type = FrameType::kTransmit, .sequence = 8, .payload = kSelect}));
  link.expect(FrameType::kWelcome);
  EXPECT_EQ(link.expect(FrameType::kPowered).sequence, 7U);
  EXPECT_EQ(link.expect(FrameType::kAnswer).sequence, 8U);
}

TEST_F(ReaderServerTest, TellsPresenceAtOnceAndAtEveryChange) {
  auto link = presence();
  expect_presence(link, false, 0);
  first.insert(a_card());
  expect_presence(link, true, 1);
  first.swap(a_card());
  expect_presence(link, true, 2);
  first.remove();
  expect_presence(link, false, 2);
  second.insert(a_card());  // of no concern to this slot
  first.insert(a_card());
  expect_presence(link, true, 3);
  auto late = presence(1);
  expect_presence(late, true, 1);
}

TEST_F(ReaderServerTest, SaysThatACardIsMuteWhenTheBlockWaitingTimeIsOver) {
  serve(30ms);
  auto mute = a_card();
  mute.faults = reader::CardFaults{reader::parse_faults("mute@1"), sim::RandomStream{1, "card faults", 0}};
  first.insert(std::move(mute));
  auto link = commands();
  link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered);
  EXPECT_EQ(reader::decode_failure(link.ask(FrameType::kTransmit, kSelect, FrameType::kFailure)),
            reader::LinkFailure::kMute);
  EXPECT_EQ(to_hex(link.ask(FrameType::kTransmit, kSelect, FrameType::kAnswer)), "9000");
}

struct FailingSigner final : identity::CardSigner {
  std::string sign(std::string_view) const override { throw std::runtime_error("the key cannot sign"); }
};

TEST_F(ReaderServerTest, ACardThatFailsDoesNotAnswer) {
  auto broken = a_card();
  broken.card = card::Card{{.certificate = card::fake_der(600),
                            .issuer_certificate = card::fake_der(1301),
                            .signer = std::make_shared<FailingSigner const>()},
                           card::kTestPin};
  first.insert(std::move(broken));
  auto link = commands();
  link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered);
  link.ask(FrameType::kTransmit, kSelect, FrameType::kAnswer);
  link.ask(FrameType::kTransmit, from_hex("002000980431323334"), FrameType::kAnswer);
  EXPECT_EQ(reader::decode_failure(
                link.ask(FrameType::kTransmit, from_hex("802A009702AABB00"), FrameType::kFailure)),
            reader::LinkFailure::kMute);
  EXPECT_EQ(to_hex(link.ask(FrameType::kTransmit, kSelect, FrameType::kAnswer)), "9000");
}

TEST_F(ReaderServerTest, TheCardLosesItsPowerWithItsLink) {
  first.insert(a_card());
  {
    auto link = commands();
    link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered);
    link.ask(FrameType::kTransmit, kSelect, FrameType::kAnswer);
  }
  auto link = commands();
  EXPECT_EQ(reader::decode_failure(link.ask(FrameType::kTransmit, kSelect, FrameType::kFailure)),
            reader::LinkFailure::kNotPowered);
}

TEST_F(ReaderServerTest, ANewLinkTakesTheOldOnesPlace) {
  auto mute = a_card();
  mute.faults = reader::CardFaults{reader::parse_faults("mute@1"), sim::RandomStream{1, "card faults", 0}};
  first.insert(std::move(mute));
  auto old = commands();
  old.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered);
  old.send(FrameType::kTransmit, 9, kSelect);  // would take 20 seconds
  while (first.exchanges() == 0) std::this_thread::yield();
  auto link = commands();
  EXPECT_EQ(link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered), kAtr);
  EXPECT_EQ(to_hex(link.ask(FrameType::kTransmit, kSelect, FrameType::kAnswer)), "9000");
  EXPECT_FALSE(old.next());
}

TEST_F(ReaderServerTest, StopsWhileACardIsMute) {
  auto mute = a_card();
  mute.faults = reader::CardFaults{reader::parse_faults("mute@1"), sim::RandomStream{1, "card faults", 0}};
  first.insert(std::move(mute));
  serve(50min);
  auto link = commands();
  link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered);
  link.send(FrameType::kTransmit, 9, kSelect);
  while (first.exchanges() == 0) std::this_thread::yield();
  server.reset();  // the test's own time-out would end a wait for the block waiting time
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ReaderServerTest, SlotsOutliveTheServer) {
  auto link = presence();
  expect_presence(link, false, 0);
  server.reset();
  first.insert(a_card());
  EXPECT_FALSE(link.next());
  serve(1s);
  auto again = presence();
  expect_presence(again, true, 1);
  first.remove();
  expect_presence(again, false, 1);
}

TEST_F(ReaderServerTest, ClosesALinkThatBreaksTheRules) {
  auto const hello = reader::encode(Hello{});
  auto const other = std::vector<std::string>{
      from_hex("00"),                                                                           // no type
      reader::encode_frame({.type = FrameType::kTransmit, .sequence = 1, .payload = kSelect}),  // no hello
      reader::encode_frame({.type = FrameType::kHello, .sequence = 0, .payload = hello.substr(1)}),
      reader::encode_frame({.type = FrameType::kWelcome, .sequence = 0, .payload = std::string(16, 'x')}),
      from_hex("01FFFFFF00000000")};
  for (auto const& bytes : other) {
    auto link = Link{path};
    link.send_raw(bytes);
    EXPECT_FALSE(link.next()) << to_hex(bytes);
  }
  for (auto const type : {FrameType::kHello, FrameType::kAnswer, FrameType::kPresence}) {
    auto link = commands();
    link.send(type, 1, type == FrameType::kHello ? hello : "");
    EXPECT_FALSE(link.next());
  }
  auto talkative = presence();
  expect_presence(talkative, false, 0);
  talkative.send(FrameType::kPowerOn, 1);
  EXPECT_FALSE(talkative.next());
}

TEST_F(ReaderServerTest, SurvivesRandomBytes) {
  first.insert(a_card());
  auto random = sim::RandomStream{11, "noise", 0};
  for (auto round = 0; round < 300; ++round) {
    auto link = round % 3 == 0 ? Link{path} : round % 3 == 1 ? commands() : presence();
    auto bytes = std::string{};
    for (auto left = random.below(400); left > 0; --left)
      bytes.push_back(static_cast<char>(random.below(256)));
    link.send_raw(bytes);
  }
  auto link = commands();
  EXPECT_EQ(link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered), kAtr);
}

TEST_F(ReaderServerTest, LetsStrangersWaitOnlyInANumber) {
  auto strangers = std::vector<std::unique_ptr<Link>>{};
  for (auto i = 0; i < 200; ++i) strangers.push_back(std::make_unique<Link>(path));
  EXPECT_FALSE(strangers.front()->next());
  first.insert(a_card());
  auto link = commands();
  EXPECT_EQ(link.ask(FrameType::kPowerOn, kFirstCard, FrameType::kPowered), kAtr);
}

TEST_F(ReaderServerTest, RefusesWhatCannotBeServed) {
  auto const other = folder.path() / "other.sock";
  EXPECT_THROW(ReaderServer(other, {}, 1s), std::invalid_argument);
  EXPECT_THROW(ReaderServer(other, {&first}, sim::Duration{10}), std::invalid_argument);
  EXPECT_THROW(ReaderServer(other, {&first}, 2h), std::invalid_argument);
  EXPECT_THROW(ReaderServer(path, {&first}, 1s), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(other));
}

}  // namespace
}  // namespace kazasu::adapters
