#include "emulators/claims/claims_desk.h"

#include <gtest/gtest.h>

#include <string>

#include "emulators/claims/standing_receipts.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

sim::Instant at(std::string const& text) {
  return sim::parse_iso_date_time(text + "+09:00");
}
constexpr auto kKey =
    SendKey{.station = 3, .payer = Payer::kFund, .month = std::chrono::year{2025} / std::chrono::January};
constexpr auto kModel = AspModel{.servers = 1, .fixed = 10min, .per_file = 1min};

SendRequest request(std::string content, std::vector<ReceiptClass> const& classes = {ReceiptClass::kNormal}) {
  auto made = SendRequest{.key = kKey, .content = std::move(content), .receipts = {}};
  for (auto const one : classes)
    made.receipts.push_back({.identity = made.receipts.size() + 100, .checked = one});
  return made;
}

class ClaimsDeskTest : public ::testing::Test {
 protected:
  ClaimsDesk desk{ClaimWindows{}, AspQueue{kModel, {}}, AspQueue{kModel, {}}};
  sim::Instant const noon = at("2025-01-07T12:00:00");
};

TEST_F(ClaimsDeskTest, LeadsFromSendToConfirmation) {
  auto const sent = desk.send(request("a"), noon);
  EXPECT_EQ(sent.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(sent.number, 1U);
  EXPECT_EQ(sent.ready, noon + 11min);
  EXPECT_EQ(desk.in_queue(noon), 1U);
  EXPECT_EQ(desk.find(kKey, 1)->state(noon + 10min), SendState::kBeingChecked);
  EXPECT_EQ(desk.confirm(kKey, 1, Confirmation::kWithoutErrors, noon + 10min), ClaimOutcome::kBeingChecked);
  EXPECT_EQ(desk.find(kKey, 1)->state(noon + 11min), SendState::kChecked);
  EXPECT_EQ(desk.find(kKey, 1)->claimed(), 0U);
  EXPECT_EQ(desk.confirm(kKey, 1, Confirmation::kWithoutErrors, noon + 11min), ClaimOutcome::kAccepted);
  EXPECT_EQ(desk.find(kKey, 1)->claimed(), 1U);
  EXPECT_EQ(desk.confirm(kKey, 1, Confirmation::kWithErrors, noon + 12min), ClaimOutcome::kConfirmedBefore);
  EXPECT_EQ(desk.cancel(kKey, 1), ClaimOutcome::kConfirmedBefore);
}

TEST_F(ClaimsDeskTest, TheSameFileIsNotCountedTwice) {
  EXPECT_EQ(desk.send(request("a"), noon).number, 1U);
  auto const again = desk.send(request("a"), noon + 1min);
  EXPECT_EQ(again.outcome, ClaimOutcome::kAcceptedBefore);
  EXPECT_EQ(again.number, 1U);
  EXPECT_EQ(desk.sends(kKey).size(), 1U);
  EXPECT_EQ(desk.cancel(kKey, 1), ClaimOutcome::kAccepted);
  EXPECT_EQ(desk.send(request("a"), noon + 3min).number, 2U);
  EXPECT_EQ(desk.cancel(kKey, 1), ClaimOutcome::kCancelledBefore);
  EXPECT_EQ(desk.confirm(kKey, 1, Confirmation::kWithoutErrors, noon + 1h), ClaimOutcome::kCancelledBefore);
}

// Operation manual, p. 47-50.
TEST_F(ClaimsDeskTest, ClaimsByTheChoiceMade) {
  auto const all = std::vector{ReceiptClass::kNormal, ReceiptClass::kNotice, ReceiptClass::kReview,
                               ReceiptClass::kReturn, ReceiptClass::kUnacceptable};
  struct Case {
    Confirmation how;
    std::uint32_t claimed;
  };
  auto number = std::uint32_t{0};
  for (auto const& [how, claimed] : {Case{Confirmation::kWithoutErrors, 2},
                                     Case{Confirmation::kWithErrors, 4}, Case{Confirmation::kUnchecked, 4}}) {
    desk.send(request(std::to_string(number), all), noon);
    EXPECT_EQ(desk.confirm(kKey, ++number, how, noon + 1h), ClaimOutcome::kAccepted);
    EXPECT_EQ(desk.find(kKey, number)->claimed(), claimed);
  }
  EXPECT_EQ(desk.find(kKey, 1)->counts(), (ReceiptCounts{1, 1, 1, 1, 1}));
}

TEST_F(ClaimsDeskTest, KeepsTheWindow) {
  EXPECT_EQ(desk.send(request("a"), at("2025-01-04T12:00:00")).outcome, ClaimOutcome::kOutsideWindow);
  EXPECT_EQ(desk.send(request("a"), at("2025-01-07T21:00:00")).outcome, ClaimOutcome::kOutsideWindow);
  EXPECT_EQ(desk.send(request("a"), at("2025-02-07T12:00:00")).outcome, ClaimOutcome::kNotThisMonth);
  EXPECT_EQ(desk.send(request("a"), at("2025-01-11T12:00:00")).outcome, ClaimOutcome::kNothingToCorrect);
  EXPECT_EQ(desk.send(request("a"), at("2025-01-10T23:59:59")).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(desk.send(request("b"), at("2025-01-11T12:00:00")).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(desk.send(request("c"), at("2025-01-12T21:00:00")).outcome, ClaimOutcome::kOutsideWindow);
  EXPECT_EQ(desk.confirm(kKey, 9, Confirmation::kWithErrors, noon), ClaimOutcome::kSendUnknown);
}

TEST_F(ClaimsDeskTest, ConfirmsByItselfAfterTheTenth) {
  auto const confirmed_at = [this](std::string const& now) {
    auto confirmed = std::size_t{0};
    desk.confirm_automatically(at(now), [&confirmed](SendKey const&, Send const&) { ++confirmed; });
    return confirmed;
  };
  desk.send(request("a", {ReceiptClass::kNormal, ReceiptClass::kReturn}), noon);
  desk.send(request("b"), noon);
  desk.cancel(kKey, 2);
  auto refused = request("c");
  refused.refused = true;
  desk.send(refused, noon);
  desk.send(request("d"), at("2025-01-10T23:59:00"));  // in the queue at midnight
  EXPECT_EQ(confirmed_at("2025-01-10T23:59:59"), 0U);
  EXPECT_EQ(confirmed_at("2025-01-11T00:00:00"), 2U);
  EXPECT_EQ(desk.find(kKey, 1)->claimed(), 1U);
  EXPECT_EQ(desk.find(kKey, 1)->confirmed, at("2025-01-11T00:00:00"));
  EXPECT_EQ(desk.find(kKey, 2)->claimed(), 0U);
  EXPECT_EQ(desk.find(kKey, 3)->state(noon + 1h), SendState::kRefused);
  EXPECT_EQ(desk.find(kKey, 3)->claimed(), 0U);
  EXPECT_EQ(desk.find(kKey, 4)->claimed(), 1U);
  EXPECT_EQ(confirmed_at("2025-01-11T00:00:01"), 0U);
}

TEST_F(ClaimsDeskTest, KnowsTheReceiptsThatStand) {
  desk.send(request("a"), noon);
  EXPECT_TRUE(desk.has_receipt(kKey, 100));
  EXPECT_FALSE(desk.has_receipt(kKey, 101));
  auto other = kKey;
  other.payer = Payer::kFederation;
  EXPECT_FALSE(desk.has_receipt(other, 100));
  desk.cancel(kKey, 1);
  EXPECT_FALSE(desk.has_receipt(kKey, 100));
}

TEST_F(ClaimsDeskTest, LetsWhatAConfirmationLeftOutBeSentAgain) {
  auto const classes = std::vector{ReceiptClass::kNormal, ReceiptClass::kReturn, ReceiptClass::kUnacceptable};
  desk.send(request("a", classes), noon);
  auto const standing = StandingReceipts{desk, kKey};
  EXPECT_TRUE(standing.has_receipt(100));
  EXPECT_TRUE(standing.has_receipt(101));
  EXPECT_FALSE(standing.has_receipt(102)) << "refused, so that nothing of it stands";
  desk.confirm(kKey, 1, Confirmation::kWithoutErrors, noon + 1h);
  EXPECT_TRUE(standing.has_receipt(100));
  EXPECT_FALSE(standing.has_receipt(101));
  desk.send(request("b", classes), noon + 2h);
  desk.confirm(kKey, 2, Confirmation::kWithErrors, noon + 3h);
  EXPECT_TRUE(standing.has_receipt(101));
  auto refused = request("c", std::vector(4, ReceiptClass::kNormal));
  refused.refused = true;
  desk.send(refused, noon + 3h);
  EXPECT_FALSE(standing.has_receipt(103));
}

TEST_F(ClaimsDeskTest, HasAnAspForEachPayer) {
  auto other = request("a");
  other.key.payer = Payer::kFederation;
  EXPECT_EQ(desk.send(request("a"), noon).ready, noon + 11min);
  EXPECT_EQ(desk.send(request("b"), noon).ready, noon + 12min);
  EXPECT_EQ(desk.send(other, noon).ready, noon + 11min);
  EXPECT_EQ(desk.in_queue(noon), 3U);
}

TEST(ClaimsDesk, FindsFaultWithAllWhileItsAspDoes) {
  auto const noon = at("2025-01-07T12:00:00");
  auto const fault = AspFault{.kind = AspFault::Kind::kWrongErrors, .from = noon + 10min, .to = noon + 12min};
  auto desk = ClaimsDesk{ClaimWindows{}, AspQueue{kModel, {fault}}, AspQueue{kModel, {}}};
  desk.send(request("a", {ReceiptClass::kNormal, ReceiptClass::kUnacceptable}), noon);
  EXPECT_EQ(desk.find(kKey, 1)->counts(), (ReceiptCounts{0, 0, 0, 1, 1}));
  desk.cancel(kKey, 1);
  EXPECT_EQ(desk.send(request("a"), noon + 3min).number, 2U);
  EXPECT_EQ(desk.find(kKey, 2)->counts(), (ReceiptCounts{1, 0, 0, 0, 0}));
}

TEST_F(ClaimsDeskTest, TakesNoMoreThanTheNumbersGo) {
  for (auto i = 0; i < 999; ++i) desk.send(request(std::to_string(i)), noon);
  EXPECT_EQ(desk.send(request("one more"), noon).outcome, ClaimOutcome::kTooManySends);
}

}  // namespace
}  // namespace kazasu::claims
