// Our cards in Debian's stock vpcd under pcscd, as a PC/SC client finds them.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/vpcd_link.h"
#include "emulators/adapters/card_host/vpcd_listener.h"
#include "emulators/reader/fault_rules.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/e2e/pcsc_client.h"
#include "tests/e2e/private_namespace.h"
#include "tests/e2e/private_pcscd.h"
#include "tests/e2e/stock_vpcd.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::e2e {
namespace {

using namespace std::chrono_literals;

constexpr auto kAtr = "3B888001000041E0B381A1003B";
constexpr auto kSelect = "00A4040C0AD392F000260100000001";
constexpr auto kVerify = "002000980431323334";
constexpr auto kTries = "00200098";
constexpr auto kSign = "802A0097015500";

class StockVpcd : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    suite_folder_ = std::make_unique<identity::TemporaryFolder>();
    driver_ = copy_of_vpcd(suite_folder_->path());
  }
  static void TearDownTestSuite() { suite_folder_.reset(); }

  void SetUp() override {
    enter_private_namespace();
    enter_private_network();
  }
  void TearDown() override {
    if (HasFailure() && pcscd_) std::fputs(("pcscd said:\n" + pcscd_->log()).c_str(), stderr);
    client_.reset();
    pcscd_.reset();
  }

  void start_pcscd(std::string const& device = kVpcdDevice) {
    client_.reset();
    pcscd_.reset();  // ends before the next one begins
    folder_ = std::make_unique<identity::TemporaryFolder>();
    pcscd_ = std::make_unique<PrivatePcscd>(
        PcscdOptions{.folder = folder_->path(), .configuration = vpcd_configuration(driver_, device)});
    client_ = std::make_unique<PcscClient>();
  }
  void start(sim::Duration patience = 20s) {
    start_pcscd();
    link_ = std::make_unique<adapters::VpcdLink>(slot_, adapters::VpcdLinkOptions{.patience = patience});
  }

  static adapters::SlotCard test_card(std::string_view faults = {}) {
    return {
        .card = card::test_card(),
        .atr = card::from_hex(kAtr),
        .uid = card::from_hex("08C0FFEE"),
        .label = "test",
        .faults = reader::CardFaults{reader::parse_faults(faults), sim::RandomStream{1, "card faults", 0}}};
  }

  bool wait_for_card(bool present = true) { return client_->wait_for(kVpcdReader, present); }
  unsigned events() { return client_->state(kVpcdReader).events; }
  std::unique_ptr<PcscCard> connect() {
    EXPECT_TRUE(wait_for_card());
    auto connected = client_->connect(kVpcdReader);
    EXPECT_EQ(connected.result, "SCARD_S_SUCCESS");
    if (!connected.card) throw std::runtime_error("no connection with the card");
    return std::move(connected.card);
  }
  static std::string send(PcscCard& card, std::string_view hex) {
    auto const answer = card.transmit(card::from_hex(hex));
    return answer.result == "SCARD_S_SUCCESS" ? card::to_hex(answer.bytes) : answer.result;
  }

  static std::unique_ptr<identity::TemporaryFolder> suite_folder_;
  static std::filesystem::path driver_;

  std::unique_ptr<identity::TemporaryFolder> folder_;
  adapters::CardSlot slot_{0, nullptr};
  std::unique_ptr<PrivatePcscd> pcscd_;
  std::unique_ptr<PcscClient> client_;
  std::unique_ptr<adapters::VpcdLink> link_;
};

std::unique_ptr<identity::TemporaryFolder> StockVpcd::suite_folder_;
std::filesystem::path StockVpcd::driver_;

TEST_F(StockVpcd, ShowsTheCardWhileItIsInTheSlot) {
  start();
  EXPECT_TRUE(wait_for_card(false));
  slot_.insert(test_card());
  auto const card = connect();
  EXPECT_EQ(card::to_hex(card->status().bytes), kAtr);
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(send(*card, kVerify), "9000");
  EXPECT_EQ(send(*card, kSign).size(), 2U * 258);
  EXPECT_EQ(send(*card, "00B08B0000").size(), 2U * 258);
  EXPECT_EQ(send(*card, "00B08B0000051D").size(), 2U * 1311);  // extended: 1,309 bytes at once
  EXPECT_EQ(send(*card, "FFCA000000"), "08C0FFEE9000");
  slot_.remove();
  EXPECT_TRUE(wait_for_card(false));
  slot_.insert(test_card());
  auto const again = connect();
  EXPECT_EQ(send(*again, kSelect), "9000");
}

TEST_F(StockVpcd, AResetClearsTheSecurityStatus) {
  start();
  slot_.insert(test_card());
  auto const card = connect();
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(send(*card, kVerify), "9000");
  EXPECT_EQ(card->reset(), "SCARD_S_SUCCESS");
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(send(*card, kSign), "6982");
}

TEST_F(StockVpcd, ACardPulledDuringACommandIsAnErrorAndNoEmptySuccess) {
  start();
  slot_.insert(test_card("mute@2"));
  auto const card = connect();
  EXPECT_EQ(send(*card, kSelect), "9000");
  {
    auto const hand = std::jthread{[this] {
      while (slot_.exchanges() < 2) std::this_thread::yield();
      slot_.remove();
    }};
    EXPECT_EQ(send(*card, kTries), "SCARD_E_NOT_TRANSACTED");
  }
  EXPECT_TRUE(wait_for_card(false));
  EXPECT_EQ(send(*card, kTries), "SCARD_W_REMOVED_CARD");
}

TEST_F(StockVpcd, ACardPulledBetweenTwoCommandsIsAnErrorAndNoEmptySuccess) {
  start();
  slot_.insert(test_card());
  auto const card = connect();
  EXPECT_EQ(send(*card, kSelect), "9000");
  slot_.remove();
  auto const answer = send(*card, kTries);
  EXPECT_TRUE(answer == "SCARD_E_NOT_TRANSACTED" || answer == "SCARD_W_REMOVED_CARD") << answer;
}

TEST_F(StockVpcd, ASwapIsSeenHoweverQuick) {
  start();
  slot_.insert(test_card());
  auto const card = connect();
  EXPECT_EQ(send(*card, kSelect), "9000");
  auto const before = events();
  slot_.swap(test_card());
  auto const answer = send(*card, kTries);
  EXPECT_TRUE(answer == "SCARD_E_NOT_TRANSACTED" || answer == "SCARD_W_REMOVED_CARD") << answer;
  EXPECT_TRUE(client_->wait_for_event(kVpcdReader, before));
  auto const fresh = connect();
  EXPECT_EQ(send(*fresh, kSelect), "9000");
  EXPECT_NE(send(*card, kTries), "63C3");
}

TEST_F(StockVpcd, AMuteCardIsAnErrorAndComesBack) {
  start(100ms);
  slot_.insert(test_card("mute@2"));
  auto const card = connect();
  EXPECT_EQ(send(*card, kSelect), "9000");
  auto const before = events();
  EXPECT_EQ(send(*card, kTries), "SCARD_E_NOT_TRANSACTED");
  EXPECT_TRUE(client_->wait_for_event(kVpcdReader, before));
  auto const again = connect();
  EXPECT_EQ(send(*again, kSelect), "9000");
}

TEST_F(StockVpcd, DistortedAnswersArriveAsSuch) {
  start();
  slot_.insert(test_card("status@1:6F00,truncate@2:1,flip@3:16,truncate@4:0"));
  auto const card = connect();
  EXPECT_EQ(send(*card, kSelect), "6F00");
  EXPECT_EQ(send(*card, kSelect), "90");
  EXPECT_EQ(send(*card, kSelect), "6FFF");
  EXPECT_EQ(send(*card, kSelect), "SCARD_E_NOT_TRANSACTED");
}

TEST_F(StockVpcd, TheLinkOutlivesPcscd) {
  start();
  slot_.insert(test_card());
  EXPECT_EQ(send(*connect(), kSelect), "9000");
  start_pcscd();
  EXPECT_EQ(send(*connect(), kSelect), "9000");
}

// Version 0.8 with both its slots connected: pcscd dies of a slot without a connection.
TEST_F(StockVpcd, AReaderThatConnectsToUsIsServedAsWell) {
  constexpr auto kPort = std::uint16_t{40'000};  // nobody else is in this network
  auto second = adapters::CardSlot{1, nullptr};
  auto const first_listener = adapters::VpcdListener{slot_, {.address = {.port = kPort}}};
  auto const second_listener = adapters::VpcdListener{second, {.address = {.port = kPort + 1}}};
  slot_.insert(test_card());
  second.insert(test_card());
  start_pcscd("localhost:" + std::to_string(kPort));
  {
    auto const card = connect();
    EXPECT_EQ(send(*card, kSelect), "9000");
    EXPECT_EQ(send(*card, kTries), "63C3");
  }
  client_.reset();
  pcscd_.reset();
}

}  // namespace
}  // namespace kazasu::e2e
