// A card host that serves phones on two slots.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/phone_client.h"
#include "emulators/adapters/card_host/phone_server.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::adapters {

inline constexpr auto kSelect = "00A4040C0AD392F000260100000001";
inline constexpr auto kVerify = "002000980431323334";
inline constexpr auto kTries = "00200098";
inline constexpr auto kSign = "802A0097015500";

class PhoneTest : public testing::Test {
 protected:
  static constexpr auto kToken = std::string_view{"the host's own token"};

  void start(PhoneServerOptions options = {}) {
    options.token = kToken;
    options.refusal_delay = std::chrono::milliseconds{1};
    server_ = std::make_unique<PhoneServer>(std::move(options), std::vector<CardSlot*>{&slot_, &other_slot_});
  }

  PhoneClientOptions client_options(std::uint16_t slot = 0) const {
    return {.address = {.port = server_->port()},
            .token = std::string{kToken},
            .slot = slot,
            .patience = std::chrono::seconds{20}};
  }

  static SlotCard test_card(std::string_view faults = {}) {
    return {
        .card = card::test_card(),
        .atr = card::from_hex("3B888001000041E0B381A1003B"),
        .uid = card::from_hex("08C0FFEE"),
        .label = "test",
        .faults = reader::CardFaults{reader::parse_faults(faults), sim::RandomStream{1, "card faults", 0}}};
  }

  // What the phone gets for a command: the answer in hexadecimal, or how it ended.
  static std::string send(PhoneClient& phone, std::string_view hex) {
    auto const exchange = phone.transmit(card::from_hex(hex));
    switch (exchange.reply) {
      case reader::PhoneReply::kAnswer:
        return card::to_hex(exchange.answer);
      case reader::PhoneReply::kNoCard:
        return "no card";
      case reader::PhoneReply::kFieldOff:
        return "field off";
      case reader::PhoneReply::kRemoved:
        return "removed";
      case reader::PhoneReply::kMute:
        return "mute";
    }
    return {};
  }

  // Until the server has counted what has already happened at the other end of a link.
  template <class Condition>
  void wait_until(Condition condition) const {
    for (auto round = 0; round < 20'000; ++round) {
      if (condition(server_->counters())) return;
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    FAIL() << "not counted within 20 seconds";
  }

  CardSlot slot_{0, nullptr};
  CardSlot other_slot_{1, nullptr};
  std::unique_ptr<PhoneServer> server_;
};

}  // namespace kazasu::adapters
