// A card in the host as a phone's app finds it.
#include "emulators/adapters/card_host/phone_server.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "emulators/reader/phone_auth.h"
#include "tests/adapters/delayed_relay.h"
#include "tests/adapters/phone_fixture.h"
#include "tests/adapters/raw_peer.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;

class PhoneServed : public PhoneTest {
 protected:
  void SetUp() override { start(); }

  // Waits for news that the slot's card is, or is not, there.
  static reader::PhonePresence wait_for(PhoneClient& phone, bool present) {
    for (auto round = 0; round < 20; ++round) {
      auto const presence = phone.presence(1s);
      if (presence && presence->present == present) return *presence;
    }
    throw std::runtime_error("no news of the slot");
  }
};

TEST_F(PhoneServed, TheFieldFindsTheCardWithWhatARadioNeeds) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  auto const card = phone.field_on();
  ASSERT_TRUE(card);
  EXPECT_EQ(card->insertion, 1U);
  EXPECT_EQ(card->patience_ms, 2500U);
  EXPECT_EQ(card::to_hex(card->uid), "08C0FFEE");
  EXPECT_EQ(card::to_hex(card->atr), "3B888001000041E0B381A1003B");
  EXPECT_EQ(card::to_hex(card->atqb), "5008C0FFEE000041E0B381A1");
  EXPECT_EQ(send(phone, kSelect), "9000");
  EXPECT_EQ(send(phone, kTries), "63C3");
}

TEST_F(PhoneServed, ACardOverContactsHasNothingForARadio) {
  auto card = test_card();
  card.atr = card::from_hex("3BDA13FF8131FB468012392F31C173C601C03B");
  card.uid.clear();
  slot_.insert(std::move(card));
  auto phone = PhoneClient{client_options()};
  auto const found = phone.field_on();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->uid, "");
  EXPECT_EQ(found->atqb, "");
}

TEST_F(PhoneServed, AnEmptySlotIsNoCard) {
  auto phone = PhoneClient{client_options()};
  EXPECT_FALSE(phone.field_on());
  EXPECT_EQ(send(phone, kSelect), "no card");
}

TEST_F(PhoneServed, WithoutAFieldThereIsNoAnswer) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  EXPECT_EQ(send(phone, kSelect), "field off");
  ASSERT_TRUE(phone.field_on());
  EXPECT_EQ(send(phone, kSelect), "9000");
  phone.field_off();
  EXPECT_EQ(send(phone, kSelect), "field off");
}

TEST_F(PhoneServed, FieldOffAndTheNextFieldOnClearTheSecurityStatus) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  for (auto const off : {true, false}) {
    ASSERT_TRUE(phone.field_on());
    EXPECT_EQ(send(phone, kSelect), "9000");
    EXPECT_EQ(send(phone, kVerify), "9000");
    EXPECT_EQ(send(phone, kSign).size(), 2U * 258);
    if (off) phone.field_off();
    ASSERT_TRUE(phone.field_on());
    EXPECT_EQ(send(phone, kSelect), "9000");
    EXPECT_EQ(send(phone, kSign), "6982");
  }
}

TEST_F(PhoneServed, TheEndOfTheLinkIsTheEndOfTheField) {
  slot_.insert(test_card());
  {
    auto phone = PhoneClient{client_options()};
    ASSERT_TRUE(phone.field_on());
    EXPECT_EQ(send(phone, kSelect), "9000");
  }
  wait_until([](auto const& counters) { return counters.ended == 1; });
  EXPECT_EQ(slot_.transmit(card::from_hex(kSelect), 1s).reply, SlotReply::kNotPowered);
}

TEST_F(PhoneServed, ACardRemovedWhileThePhoneWaitsIsToldAtOnce) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  ASSERT_TRUE(phone.field_on());
  EXPECT_TRUE(wait_for(phone, true).present);
  slot_.remove();
  EXPECT_EQ(wait_for(phone, false).insertion, 1U);
  EXPECT_EQ(send(phone, kSelect), "no card");
  slot_.insert(test_card());
  EXPECT_EQ(wait_for(phone, true).insertion, 2U);
  EXPECT_EQ(send(phone, kSelect), "field off");
  ASSERT_TRUE(phone.field_on());
  EXPECT_EQ(send(phone, kSelect), "9000");
}

TEST_F(PhoneServed, ASwapIsANewInsertionThatWantsAField) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  ASSERT_TRUE(phone.field_on());
  slot_.swap(test_card());
  EXPECT_EQ(send(phone, kSelect), "field off");
  while (phone.presence(1s)->insertion != 2) {
  }
  EXPECT_EQ(phone.field_on()->insertion, 2U);
}

TEST_F(PhoneServed, ACardPulledDuringACommandIsRemoved) {
  slot_.insert(test_card("mute@2"));
  auto phone = PhoneClient{client_options()};
  ASSERT_TRUE(phone.field_on());
  EXPECT_EQ(send(phone, kSelect), "9000");
  auto const hand = std::jthread{[this] {
    while (slot_.exchanges() < 2) std::this_thread::yield();
    slot_.remove();
  }};
  EXPECT_EQ(send(phone, kTries), "removed");
  EXPECT_FALSE(wait_for(phone, false).present);
}

TEST_F(PhoneServed, DistortedAnswersArriveAsSuch) {
  slot_.insert(test_card("status@1:6F00,truncate@2:1,truncate@3:0,remove@4"));
  auto phone = PhoneClient{client_options()};
  ASSERT_TRUE(phone.field_on());
  EXPECT_EQ(send(phone, kSelect), "6F00");
  EXPECT_EQ(send(phone, kSelect), "90");
  EXPECT_EQ(send(phone, kSelect), "");
  EXPECT_EQ(send(phone, kSelect), "removed");
}

TEST_F(PhoneServed, TwoPhonesHaveTwoCards) {
  slot_.insert(test_card());
  other_slot_.insert(test_card());
  auto first = PhoneClient{client_options(0)};
  auto second = PhoneClient{client_options(1)};
  ASSERT_TRUE(first.field_on());
  EXPECT_EQ(send(first, kSelect), "9000");
  EXPECT_EQ(send(second, kSelect), "field off");
  ASSERT_TRUE(second.field_on());
  EXPECT_EQ(send(second, kSelect), "9000");
  second.field_off();
  EXPECT_EQ(send(first, kTries), "63C3");
}

TEST_F(PhoneServed, MalformedCommandsGetAStatusWord) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  ASSERT_TRUE(phone.field_on());
  for (auto const& command :
       {std::string{}, std::string{"\0", 1}, std::string(3, '\0'), std::string(65'544, 'a')}) {
    auto const exchange = phone.transmit(command);
    EXPECT_EQ(exchange.reply, reader::PhoneReply::kAnswer);
    EXPECT_EQ(exchange.answer.size(), 2U);
  }
}

TEST_F(PhoneServed, ThePhonesOwnMessagesAloneAreObeyed) {
  auto const host_messages = std::vector<reader::PhoneMessage>{
      reader::PhoneNoCard{}, reader::PhonePresence{}, reader::PhoneAnswer{},
      reader::PhoneHello{.nonce = std::string(32, 'n')}, reader::PhoneWelcome{std::string(32, 'm')}};
  for (auto const& message : host_messages) {
    auto link = RawPeer::connected_to(server_->port());
    auto const nonce = std::string(32, 'n');
    link.send(reader::encode(reader::PhoneHello{.nonce = nonce}));
    auto const challenge = link.receive(39);
    link.send(reader::encode(reader::PhoneProof{reader::phone_proof(
        kToken, reader::PhoneRole::kPhone,
        {.version = 1, .slot = 0, .phone_nonce = nonce, .host_nonce = challenge.substr(7)})}));
    link.send(reader::encode(message));
    EXPECT_EQ(link.receive(37 + 10).size(), 37U + 10);  // welcome, presence
    EXPECT_EQ(link.receive(1), "");
    wait_until(
        [](auto const& counters) { return counters.ended + counters.broken_links == counters.accepted; });
  }
  EXPECT_EQ(server_->counters().broken_links, host_messages.size());
}

TEST_F(PhoneServed, APhoneThatReadsNothingIsLetGo) {
  slot_.insert(test_card());
  auto link = RawPeer::connected_to(server_->port());
  auto const nonce = std::string(32, 'n');
  link.send(reader::encode(reader::PhoneHello{.nonce = nonce}));
  auto const challenge = link.receive(39);
  link.send(reader::encode(reader::PhoneProof{reader::phone_proof(
      kToken, reader::PhoneRole::kPhone,
      {.version = 1, .slot = 0, .phone_nonce = nonce, .host_nonce = challenge.substr(7)})}));
  auto const ping = reader::encode(reader::PhonePing{"12345678"});
  auto pings = std::string{};
  while (pings.size() < 60'000) pings += ping;
  while (link.sent()) link.send(pings);  // until both directions are full, and the host closes
  wait_until([](auto const& counters) { return counters.ended == 1; });
}

TEST_F(PhoneServed, EndsWithPhonesOnTheLine) {
  slot_.insert(test_card());
  auto phone = PhoneClient{client_options()};
  ASSERT_TRUE(phone.field_on());
  auto const silent = RawPeer::connected_to(server_->port());
  server_.reset();
  EXPECT_THROW(phone.ping(), std::runtime_error);
  slot_.remove();  // the watchers outlive the server
}

TEST_F(PhoneTest, AMuteCardEndsAtThePatience) {
  start({.patience = 20ms});
  slot_.insert(test_card("mute@2"));
  auto phone = PhoneClient{client_options()};
  EXPECT_EQ(phone.field_on()->patience_ms, 20U);
  EXPECT_EQ(send(phone, kSelect), "9000");
  EXPECT_EQ(send(phone, kTries), "mute");
  EXPECT_EQ(send(phone, kTries), "63C3");
}

// The shares of the parts, not their lengths: whatever else the machine does adds to all of them.
class PhoneShares : public PhoneTest {
 protected:
  static constexpr auto kRounds = 5;
  static constexpr auto kDelay = 40ms;

  struct Shares {
    double radio = 0;
    double network = 0;
    double card = 0;
  };

  void SetUp() override { start(); }
  void insert(sim::Duration pace) {
    auto card = test_card();
    card.pace = [pace](std::string_view, std::string_view) { return pace; };
    slot_.insert(std::move(card));
  }

  // As the phone adds them up with each answer, and as the host does; both have to agree on `largest`.
  void expect_largest(double Shares::*largest, PhoneClientOptions const& options, sim::Duration radio) {
    auto phone = PhoneClient{options};
    ASSERT_TRUE(phone.field_on());
    auto radio_sum = sim::Duration{};
    auto network_sum = sim::Duration{};
    auto card_sum = sim::Duration{};
    for (auto round = 0; round < kRounds; ++round) {
      auto const exchange = phone.transmit(card::from_hex(kSelect));
      ASSERT_EQ(exchange.reply, reader::PhoneReply::kAnswer);
      ASSERT_TRUE(exchange.times);
      EXPECT_EQ(exchange.radio.has_value(), round > 0);
      radio_sum += exchange.radio.value_or(sim::Duration::zero());
      network_sum += exchange.times->network;
      card_sum += exchange.times->card;
      std::this_thread::sleep_for(radio);
    }
    phone.field_off();
    phone.ping();  // behind which the field is off
    auto const seconds = [](auto time) { return static_cast<double>(time.count()); };
    judge({seconds(radio_sum), seconds(network_sum), seconds(card_sum)}, largest, "phone");
    auto const summary = server_->summary();
    EXPECT_EQ(summary.exchanges, std::uint64_t{kRounds});
    EXPECT_EQ(summary.unusable, 0U);
    EXPECT_EQ(summary.card.count(), std::uint64_t{kRounds});
    EXPECT_EQ(summary.radio.count(), std::uint64_t{kRounds - 1});
    auto const sum = [](auto const& part) { return static_cast<double>(part.sum_nanoseconds()); };
    judge({sum(summary.radio), sum(summary.network), sum(summary.card)}, largest, "host");
  }

  static void judge(Shares const& shares, double Shares::*largest, char const* side) {
    auto const all = shares.radio + shares.network + shares.card;
    EXPECT_GT(shares.*largest, 0.7 * all)
        << side << ": radio " << shares.radio << ", network " << shares.network << ", card " << shares.card;
  }
};

TEST_F(PhoneShares, ASlowRadioIsTheRadiosTime) {
  insert({});
  expect_largest(&Shares::radio, client_options(), kDelay);
}

TEST_F(PhoneShares, ASlowCardIsTheCardsTime) {
  insert(kDelay);
  expect_largest(&Shares::card, client_options(), {});
}

TEST_F(PhoneShares, ASlowNetworkIsTheNetworksTime) {
  insert({});
  auto const relay = DelayedRelay{server_->port(), kDelay / 2};
  auto options = client_options();
  options.address.port = relay.port();
  expect_largest(&Shares::network, options, {});
}

}  // namespace
}  // namespace kazasu::adapters
