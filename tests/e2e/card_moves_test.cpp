// Cards that come, go, change and fail while a PC/SC client works with them.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "sim/random.h"
#include "tests/card/hex.h"
#include "tests/e2e/end_to_end.h"

namespace kazasu::e2e {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;

constexpr auto kSelect = "00A4040C0AD392F000260100000001";
constexpr auto kRead = "00B08A0000";
constexpr auto kVerify = "002000980431323334";
constexpr auto kSign = "802A009702AABB00";
constexpr auto kReader = "kazasu 00 00";
constexpr auto kOtherAtr = "3BDA13FF8131FB468012392F31C173C601C03B";

class CardMoves : public EndToEnd {
 protected:
  static std::string send(PcscCard& card, std::string const& hex) {
    auto const answer = card.transmit(from_hex(hex));
    return answer.result == "SCARD_S_SUCCESS" ? to_hex(answer.bytes) : answer.result;
  }

  // A handle on the card in slot 0 that has selected its application. After a move that pcscd has not quite
  // taken note of, it gives handles that have no card, or takes the card away from them again.
  std::unique_ptr<PcscCard> selected() {
    return connected_where([](PcscCard& card) { return send(card, kSelect) == "9000"; });
  }

  // The same with the PIN verified.
  std::unique_ptr<PcscCard> verified() {
    return connected_where(
        [](PcscCard& card) { return send(card, kSelect) == "9000" && send(card, kVerify) == "9000"; });
  }

  template <class Works>
  std::unique_ptr<PcscCard> connected_where(Works const& works) {
    auto const due = std::chrono::steady_clock::now() + 20s;
    do {
      auto card = connect_at_once();
      if (!card || works(*card)) return card;
    } while (std::chrono::steady_clock::now() < due);
    return nullptr;
  }

  // The card is gone for the handle: commands fail, and as soon as pcscd has taken note they say why.
  static void expect_removed(PcscCard& handle) {
    auto const due = std::chrono::steady_clock::now() + 20s;
    auto answer = std::string{};
    do {
      answer = send(handle, kSelect);
    } while (answer == "SCARD_E_NOT_TRANSACTED" && std::chrono::steady_clock::now() < due);
    EXPECT_EQ(answer, "SCARD_W_REMOVED_CARD");
  }
};

TEST_F(CardMoves, AreToldAsTheyHappen) {
  start();
  EXPECT_FALSE(client().state(kReader).present);
  ASSERT_TRUE(slot().insert(test_card()));
  EXPECT_TRUE(client().wait_for(kReader, true));
  ASSERT_TRUE(slot().remove());
  EXPECT_TRUE(client().wait_for(kReader, false));
  EXPECT_EQ(client().connect(kReader).result, "SCARD_E_NO_SMARTCARD");
}

TEST_F(CardMoves, ASwapEndsTheHandle) {
  start();
  slot().insert(test_card());
  auto const before = selected();
  ASSERT_TRUE(before);
  slot().swap(test_card({}, kOtherAtr));
  expect_removed(*before);
  auto const after = selected();
  ASSERT_TRUE(after);
  EXPECT_EQ(to_hex(after->status().bytes), kOtherAtr);
}

// However soon the client asks after a swap, and whatever pcscd was doing, the new card never answers it.
TEST_F(CardMoves, NoSwapIsTooFast) {
  start();
  slot().insert(test_card());
  auto random = sim::RandomStream{7, "swaps", 0};
  for (auto round = 0; round < 200; ++round) {
    auto const handle = selected();
    ASSERT_TRUE(handle) << round;
    if (random.below(2) == 0) {
      slot().swap(test_card());
    } else {
      slot().remove();
      if (random.below(2) == 0) std::this_thread::sleep_for(std::chrono::microseconds{random.below(300)});
      slot().insert(test_card());
    }
    if (random.below(2) == 0) std::this_thread::sleep_for(std::chrono::microseconds{random.below(300)});
    expect_removed(*handle);
  }
}

// A reset that meets the swap either fails or gives the client the new card, as a reconnection may; what the
// old card had granted is never the client's again.
TEST_F(CardMoves, ASwapDuringAResetCarriesNoRightOver) {
  start();
  slot().insert(test_card());
  for (auto round = 0; round < 100; ++round) {
    auto const handle = verified();
    ASSERT_TRUE(handle) << round;
    auto hand = std::thread{[this] { slot().swap(test_card()); }};
    handle->reset();
    hand.join();
    EXPECT_LT(send(*handle, kSign).size(), 2 * 256U) << round;
  }
}

TEST_F(CardMoves, PulledAwayDuringACommand) {
  start();
  auto slow = test_card();
  slow.pace = [](std::string_view command, std::string_view) -> sim::Duration {
    return command == from_hex(kRead) ? sim::Duration{50s} : sim::Duration{};
  };
  slot().insert(std::move(slow));
  auto const card = selected();
  ASSERT_TRUE(card);
  auto const exchanges = slot().exchanges();
  auto hand = std::thread{[this, exchanges] {
    while (slot().exchanges() == exchanges) std::this_thread::yield();
    slot().remove();
  }};
  EXPECT_EQ(send(*card, kRead), "SCARD_E_NOT_TRANSACTED");
  hand.join();
  expect_removed(*card);
}

TEST_F(CardMoves, AFaultThatTakesTheCardAway) {
  start();
  slot().insert(test_card("remove@3"));
  auto const card = selected();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kRead).size(), 2 * 258U);
  EXPECT_EQ(send(*card, kRead), "SCARD_E_NOT_TRANSACTED");
  expect_removed(*card);
  EXPECT_FALSE(client().state(kReader).present);
}

TEST_F(CardMoves, AFaultInTheMiddleOfAnAnswer) {
  start();
  slot().insert(test_card("remove@byte=100"));
  auto const card = selected();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kRead), "SCARD_E_NOT_TRANSACTED");
  expect_removed(*card);
}

TEST_F(CardMoves, ARetapIsAnotherTap) {
  start();
  slot().insert(test_card("retap@2:1ms"));
  auto const card = selected();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kRead), "SCARD_E_NOT_TRANSACTED");
  expect_removed(*card);
  auto const again = selected();
  ASSERT_TRUE(again);
}

TEST_F(CardMoves, AMuteCardIsGivenUp) {
  start(1, 500ms);
  slot().insert(test_card("mute@2"));
  auto const card = selected();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kRead), "SCARD_E_NOT_TRANSACTED");
  EXPECT_TRUE(client().state(kReader).present);
  EXPECT_EQ(card->reset(), "SCARD_S_SUCCESS");
  EXPECT_EQ(send(*card, kSelect), "9000");
}

TEST_F(CardMoves, ASlowCardIsWaitedFor) {
  start();
  slot().insert(test_card("slow@2:300ms"));
  auto const card = selected();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kRead).size(), 2 * 258U);
}

TEST_F(CardMoves, TruncatedAndDistortedAnswersArriveAsSuch) {
  start();
  slot().insert(test_card("truncate@2:3,truncate@3:1,truncate@4:0,flip@5:1,status@6:6F00"));
  auto const card = selected();
  ASSERT_TRUE(card);
  auto const whole = to_hex(card::fake_der(600).substr(0, 256)) + "9000";
  EXPECT_EQ(send(*card, kRead), whole.substr(0, 6));
  EXPECT_EQ(send(*card, kRead), whole.substr(0, 2));
  EXPECT_EQ(send(*card, kRead), "");
  auto const flipped = send(*card, kRead);
  EXPECT_EQ(flipped.size(), whole.size());
  EXPECT_NE(flipped, whole);
  EXPECT_EQ(send(*card, kRead), "6F00");
  EXPECT_EQ(send(*card, kRead), whole);
}

}  // namespace
}  // namespace kazasu::e2e
