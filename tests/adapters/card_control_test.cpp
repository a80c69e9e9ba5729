// The control socket: orders and answers as text, and a server that many hands may talk to.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "emulators/adapters/card_host/control_client.h"
#include "emulators/adapters/card_host/control_server.h"
#include "emulators/adapters/card_host/line_socket.h"
#include "emulators/adapters/card_host/send_all.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using identity::TemporaryFolder;

TEST(ControlMessages, AnInsertionKeepsEveryField) {
  auto const given = InsertOrder{.slot = 3,
                                 .person = 18'000'000'000'000'000'000U,
                                 .profile = "last_try",
                                 .faults = "remove@4",
                                 .fault_seed = 9,
                                 .interface = CardInterface::kContact,
                                 .swap = true};
  auto const order = std::get<InsertOrder>(parse_order(text_of(ControlOrder{given})));
  EXPECT_EQ(order.slot, given.slot);
  EXPECT_EQ(order.person, given.person);
  EXPECT_EQ(order.profile, given.profile);
  EXPECT_EQ(order.faults, given.faults);
  EXPECT_EQ(order.fault_seed, given.fault_seed);
  EXPECT_EQ(order.interface, given.interface);
  EXPECT_TRUE(order.swap);
}

TEST(ControlMessages, SlotAndPersonAreEnoughForAnInsertion) {
  auto const order = std::get<InsertOrder>(parse_order(R"({"do":"insert","slot":1,"person":7})"));
  EXPECT_EQ(order.slot, 1U);
  EXPECT_EQ(order.person, 7U);
  EXPECT_EQ(order.profile, "ordinary");
  EXPECT_FALSE(order.swap);
}

TEST(ControlMessages, AnAnswerKeepsEveryField) {
  auto const answer =
      parse_answer(text_of(ControlAnswer{.verdict = ControlVerdict::kOccupied,
                                         .message = "slot 0 holds a card",
                                         .slots = {{.slot = 0, .card = "person 7, ordinary", .exchanges = 41},
                                                   {.slot = 1, .card = "", .exchanges = 0}}}));
  EXPECT_EQ(answer.verdict, ControlVerdict::kOccupied);
  EXPECT_EQ(answer.message, "slot 0 holds a card");
  ASSERT_EQ(answer.slots.size(), 2U);
  EXPECT_EQ(answer.slots[0].card, "person 7, ordinary");
  EXPECT_EQ(answer.slots[0].exchanges, 41U);
  EXPECT_EQ(answer.slots[1].slot, 1U);
}

std::string complaint_about(std::string const& line) {
  try {
    parse_order(line);
  } catch (std::invalid_argument const& mistake) {
    return mistake.what();
  }
  return "no complaint";
}

TEST(ControlMessages, SayWhatIsWrongWithALine) {
  EXPECT_NE(complaint_about("insert 7").find("not JSON"), std::string::npos);
  EXPECT_NE(complaint_about("[1]").find("object"), std::string::npos);
  EXPECT_NE(complaint_about("{}").find("\"do\""), std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"eject","slot":1})").find("insert, remove, list, trace"),
            std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"remove","slot":-1})").find("\"slot\""), std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"remove","slot":4294967296})").find("4294967295"), std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"insert","slot":1})").find("\"person\""), std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"insert","slot":1,"person":7,"profile":3})").find("\"profile\""),
            std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"insert","slot":1,"person":7,"interface":"air"})").find("contactless"),
            std::string::npos);
  EXPECT_NE(complaint_about(R"({"do":"insert","slot":1,"person":7,"swap":1})").find("\"swap\""),
            std::string::npos);
}

// Obeys by saying which slot was meant.
ControlAnswer echo(ControlOrder const& order) {
  if (auto const* const remove = std::get_if<RemoveOrder>(&order)) {
    return {.verdict = ControlVerdict::kEmpty, .message = "slot " + std::to_string(remove->slot)};
  }
  return {};
}

struct Trace {
  std::mutex mutex;
  std::vector<LineListener> listeners;
  std::atomic<int> added = 0;

  void add(LineListener listener) {
    auto const lock = std::lock_guard{mutex};
    listeners.push_back(std::move(listener));
    ++added;
  }
  // How many listen still.
  std::size_t say(std::string const& line) {
    auto const lock = std::lock_guard{mutex};
    std::erase_if(listeners, [&](auto const& listener) { return !listener(line); });
    return listeners.size();
  }
};

struct Host {
  TemporaryFolder folder;
  Trace trace;
  std::filesystem::path socket = folder.path() / "control.sock";
  ControlServer server{
      socket, {.obey = echo, .follow = [this](LineListener listener) { trace.add(std::move(listener)); }}};
};

TEST(ControlServer, ObeysManyHandsAtOnce) {
  auto host = Host{};
  auto right = std::atomic<int>{0};
  {
    auto hands = std::vector<std::jthread>{};
    for (std::uint32_t slot = 0; slot < 8; ++slot) {
      hands.emplace_back([&, slot] {
        for (auto i = 0; i < 20; ++i) {
          auto const answer = ask_card_host(host.socket, RemoveOrder{slot});
          if (answer && answer->message == "slot " + std::to_string(slot)) ++right;
        }
      });
    }
  }
  EXPECT_EQ(right, 160);
}

TEST(ControlServer, SaysWhatItDoesNotUnderstandAndGoesOn) {
  auto host = Host{};
  auto const socket = connect_to(host.socket).value();
  auto lines = LineReader{socket, 1000};
  ASSERT_TRUE(send_all(socket, "\x01\xFF\n{\"do\":\"remove\",\"slot\":2}\n"));
  EXPECT_EQ(parse_answer(lines.next().value()).verdict, ControlVerdict::kNotUnderstood);
  EXPECT_EQ(parse_answer(lines.next().value()).message, "slot 2");
}

TEST(ControlServer, ClosesOnALineWithoutEnd) {
  auto host = Host{};
  auto const socket = connect_to(host.socket).value();
  auto const endless = std::string(4096, 'x');
  while (send_all(socket, endless)) {
  }
  EXPECT_FALSE(LineReader(socket, 1000).next());
}

TEST(ControlServer, HandsOutTheTraceUntilTheFollowerLeaves) {
  auto host = Host{};
  auto heard = std::vector<std::string>{};
  auto follower = std::jthread{[&] {
    follow_card_host(host.socket, [&](std::string const& line) {
      heard.push_back(line);
      return heard.size() < 2;
    });
  }};
  while (host.trace.added == 0) std::this_thread::yield();
  host.trace.say("first");
  host.trace.say("second");
  follower.join();
  EXPECT_EQ(heard, (std::vector<std::string>{"first", "second"}));
  auto left = std::size_t{1};
  for (auto i = 0; i < 1000 && left > 0; ++i) left = host.trace.say("nobody hears this");
  EXPECT_EQ(left, 0U);
}

TEST(ControlServer, LetsGoOfAFollowerThatDoesNotRead) {
  auto host = Host{};
  auto const socket = connect_to(host.socket).value();
  ASSERT_TRUE(send_all(socket, "{\"do\":\"trace\"}\n"));
  while (host.trace.added == 0) std::this_thread::yield();
  auto const line = std::string(10'000, 'x');
  auto left = std::size_t{1};
  for (auto i = 0; i < 100'000 && left > 0; ++i) left = host.trace.say(line);
  EXPECT_EQ(left, 0U);
}

TEST(ControlServer, TwoCannotListenAtOnePlace) {
  auto folder = TemporaryFolder{};
  auto const path = folder.path() / "control.sock";
  {
    auto const first = ControlServer{path, {.obey = echo, .follow = {}}};
    EXPECT_THROW((ControlServer{path, {.obey = echo, .follow = {}}}), std::runtime_error);
  }
  auto const second = ControlServer{path, {.obey = echo, .follow = {}}};
  EXPECT_TRUE(ask_card_host(path, ListOrder{}));
}

TEST(ControlClient, KnowsWhenNoHostRuns) {
  auto folder = TemporaryFolder{};
  EXPECT_FALSE(ask_card_host(folder.path() / "control.sock", ListOrder{}));
  EXPECT_FALSE(follow_card_host(folder.path() / "control.sock", [](auto const&) { return true; }));
}

}  // namespace
}  // namespace kazasu::adapters
