// A month of claims in calendar time, as stations meet it.
#include "emulators/claims/claims_system.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/claims/claims_parts.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

constexpr auto kMonth = std::chrono::year{2025} / std::chrono::January;
constexpr auto kFund = ClaimCaller{.station = 3, .payer = Payer::kFund};
constexpr auto kFederation = ClaimCaller{.station = 3, .payer = Payer::kFederation};
constexpr auto kModel = AspModel{.servers = 1, .fixed = 10min, .per_file = 1min};

ReceivedFile file(std::string content, std::vector<ReceiptClass> const& classes = {ReceiptClass::kNormal}) {
  auto made = ReceivedFile{.key = {3, Payer::kFund, kMonth}, .sha256 = std::move(content), .checked = {}};
  for (auto const one : classes) {
    made.checked.receipts.push_back({.identity = 100 + made.checked.receipts.size(), .checked = one});
  }
  return made;
}
auto const kMixed = std::vector{ReceiptClass::kNormal, ReceiptClass::kNotice, ReceiptClass::kReview,
                                ReceiptClass::kReturn, ReceiptClass::kUnacceptable};

struct ClaimedCount final : ClaimedReceipts {
  void claimed(SendKey const&, Send const& send, sim::Instant) override {
    ++sends;
    receipts += send.claimed();
  }
  std::size_t sends = 0;
  std::uint32_t receipts = 0;
};

class ClaimsSystemTest : public ::testing::Test {
 protected:
  ClaimsSystem made(ClaimsJournal* to) const {
    return ClaimsSystem{{.stations = stations, .seal = seal, .asp = kModel, .journal = to}};
  }
  SendState state(std::uint32_t number, sim::Instant now) { return line(number, now).state; }
  SendStatus line(std::uint32_t number, sim::Instant now, ClaimCaller caller = kFund) {
    return system.status(caller, kMonth, now).sends.at(number - 1);
  }
  ClaimOutcome confirm(std::uint32_t number, sim::Instant now, bool with_errors = false) {
    return system.decide(kFund, {.month = kMonth, .send = number, .with_errors = with_errors}, now);
  }
  ClaimOutcome cancel(std::uint32_t number, sim::Instant now) {
    return system.decide(kFund, {.month = kMonth, .send = number, .cancel = true}, now);
  }

  identity::GeneratedStations const stations = test_stations();
  BackwardSeal const seal{};
  RememberedChanges journal;
  ClaimedCount claimed;
  ClaimsSystem system{
      {.stations = stations, .seal = seal, .asp = kModel, .journal = &journal, .claimed = &claimed}};
  sim::Instant const noon = at("2025-01-07T12:00:00");
};

TEST_F(ClaimsSystemTest, ChecksCorrectsAndConfirms) {
  auto const sent = system.send(file("a", kMixed), noon);
  EXPECT_EQ(sent.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(sent.ready, noon + 11min);
  EXPECT_EQ(state(1, noon), SendState::kBeingChecked);
  EXPECT_EQ(line(1, noon).counts, ReceiptCounts{});
  EXPECT_EQ(confirm(1, noon + 10min), ClaimOutcome::kBeingChecked);
  EXPECT_EQ(state(1, noon + 11min), SendState::kChecked);
  EXPECT_EQ(line(1, noon + 11min).counts, (ReceiptCounts{1, 1, 1, 1, 1}));
  // Corrected: the first is cancelled, and the whole file sent again.
  EXPECT_EQ(cancel(1, noon + 20min), ClaimOutcome::kAccepted);
  EXPECT_FALSE(system.has_receipt({3, Payer::kFund, kMonth}, 100));
  EXPECT_EQ(system.send(file("b"), noon + 30min).number, 2U);
  EXPECT_TRUE(system.has_receipt({3, Payer::kFund, kMonth}, 100));
  EXPECT_EQ(confirm(2, noon + 1h), ClaimOutcome::kAccepted);
  EXPECT_EQ(state(1, noon + 1h), SendState::kCancelled);
  EXPECT_EQ(state(2, noon + 1h), SendState::kConfirmed);
  EXPECT_EQ(line(2, noon + 1h).claimed, 1U);
  EXPECT_EQ(cancel(2, noon + 2h), ClaimOutcome::kConfirmedBefore);
  EXPECT_EQ(claimed.sends, 1U);
  EXPECT_EQ(claimed.receipts, 1U);
  EXPECT_EQ(journal.count<SendMade>(), 2U);
  EXPECT_EQ(journal.count<SendCancelled>(), 1U);
  EXPECT_EQ(journal.count<SendConfirmed>(), 1U);
}

TEST_F(ClaimsSystemTest, ConfirmsWithoutErrorsOrWithThem) {
  system.send(file("a", kMixed), noon);
  system.send(file("b", kMixed), noon);
  EXPECT_EQ(confirm(1, noon + 1h, false), ClaimOutcome::kAccepted);
  EXPECT_EQ(confirm(2, noon + 1h, true), ClaimOutcome::kAccepted);
  EXPECT_EQ(line(1, noon + 1h).claimed, 2U);
  EXPECT_EQ(line(2, noon + 1h).claimed, 4U);
}

TEST_F(ClaimsSystemTest, LooksWithoutAspForNothingButWhatCannotBeTaken) {
  auto unchecked = file("a", kMixed);
  unchecked.with_asp = false;
  EXPECT_EQ(system.send(std::move(unchecked), noon).ready, noon);
  EXPECT_EQ(line(1, noon).counts, (ReceiptCounts{4, 0, 0, 0, 1}));
  EXPECT_EQ(confirm(1, noon, false), ClaimOutcome::kAccepted);
  EXPECT_EQ(line(1, noon).claimed, 4U);
  EXPECT_EQ(std::get<SendConfirmed>(journal.changes.back()).how, Confirmation::kUnchecked);
  auto other = file("b", kMixed);
  other.with_asp = false;
  system.send(std::move(other), noon);
  EXPECT_EQ(line(2, at("2025-01-11T00:00:00")).claimed, 4U);
}

TEST_F(ClaimsSystemTest, CountsAFileOnceHoweverOftenItComes) {
  EXPECT_EQ(system.send(file("a"), noon).outcome, ClaimOutcome::kAccepted);
  for (auto const later : {noon + 1s, noon + 1h, at("2025-01-11T23:00:00"), at("2025-01-20T12:00:00")}) {
    auto const again = system.send(file("a"), later);
    EXPECT_EQ(again.outcome, ClaimOutcome::kAcceptedBefore);
    EXPECT_EQ(again.number, 1U);
    EXPECT_EQ(again.ready, noon + 11min);
  }
  EXPECT_EQ(journal.count<SendMade>(), 1U);
  EXPECT_EQ(system.status(kFund, kMonth, noon).sends.size(), 1U);
}

TEST_F(ClaimsSystemTest, ClaimsNothingOfARefusedFile) {
  auto refused = file("a", {ReceiptClass::kNormal});
  refused.checked.refused = true;
  system.send(std::move(refused), noon);
  EXPECT_EQ(state(1, noon + 1h), SendState::kRefused);
  EXPECT_EQ(confirm(1, noon + 1h), ClaimOutcome::kRefusedBefore);
  EXPECT_EQ(cancel(1, noon + 1h), ClaimOutcome::kRefusedBefore);
  EXPECT_FALSE(system.has_receipt({3, Payer::kFund, kMonth}, 100));
  EXPECT_EQ(state(1, at("2025-01-13T12:00:00")), SendState::kRefused);
  EXPECT_EQ(line(1, at("2025-01-13T12:00:00")).claimed, 0U);
  EXPECT_EQ(claimed.sends, 0U);
}

TEST_F(ClaimsSystemTest, ConfirmsByItselfAtMidnightAfterTheTenth) {
  system.send(file("a", kMixed), noon);
  system.send(file("b", kMixed), at("2025-01-10T23:59:59"));
  EXPECT_EQ(state(1, at("2025-01-10T23:59:59")), SendState::kChecked);
  system.keep_time(at("2025-01-11T00:00:00"));
  EXPECT_EQ(claimed.sends, 2U);
  EXPECT_EQ(claimed.receipts, 4U);
  EXPECT_EQ(state(1, at("2025-01-11T00:00:00")), SendState::kConfirmed);
  EXPECT_EQ(state(2, at("2025-01-11T00:00:00")), SendState::kBeingChecked);
  EXPECT_EQ(state(2, at("2025-01-11T00:20:00")), SendState::kConfirmed);
  EXPECT_EQ(line(1, at("2025-01-11T00:00:00")).claimed, 2U) << "errors are left out";
  auto const& noted = std::get<SendConfirmed>(journal.changes.back());
  EXPECT_EQ(noted.how, Confirmation::kAutomatic);
  EXPECT_EQ(noted.at, at("2025-01-11T00:00:00"));
}

TEST_F(ClaimsSystemTest, TakesOnlyCorrectionsOnDaysElevenAndTwelve) {
  auto const eleventh = at("2025-01-11T09:00:00");
  EXPECT_EQ(system.send(file("late"), eleventh).outcome, ClaimOutcome::kNothingToCorrect);
  system.send(file("a", kMixed), noon);
  EXPECT_EQ(system.send(file("b"), at("2025-01-11T07:59:59")).outcome, ClaimOutcome::kOutsideWindow);
  EXPECT_EQ(system.send(file("b"), eleventh).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(confirm(2, at("2025-01-12T20:59:59")), ClaimOutcome::kAccepted);
  EXPECT_EQ(system.send(file("c"), at("2025-01-12T20:50:00")).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(system.send(file("d"), at("2025-01-12T21:00:00")).outcome, ClaimOutcome::kOutsideWindow);
  // What was not confirmed is when the month closes.
  EXPECT_EQ(state(3, at("2025-01-12T21:01:00")), SendState::kConfirmed);
  EXPECT_EQ(line(3, at("2025-01-12T21:01:00")).claimed, 1U);
  EXPECT_EQ(std::get<SendConfirmed>(journal.changes.back()).at, at("2025-01-12T21:00:00"));
  EXPECT_EQ(claimed.sends, 3U);
}

TEST_F(ClaimsSystemTest, KeepsOpeningHours) {
  auto number = 0;
  auto const outcome = [&](std::string const& when) {
    return system.send(file(std::to_string(number++)), at(when)).outcome;
  };
  using enum ClaimOutcome;
  EXPECT_EQ(outcome("2025-01-04T12:00:00"), kOutsideWindow);
  EXPECT_EQ(outcome("2025-01-05T07:59:59"), kOutsideWindow);
  EXPECT_EQ(outcome("2025-01-05T08:00:00"), kAccepted);  // a Sunday
  EXPECT_EQ(confirm(1, at("2025-01-06T21:00:00")), kOutsideWindow);
  EXPECT_EQ(outcome("2025-01-07T21:00:00"), kOutsideWindow);
  EXPECT_EQ(outcome("2025-01-08T23:59:59"), kAccepted);
  EXPECT_EQ(outcome("2025-01-09T00:00:00"), kOutsideWindow);
  EXPECT_EQ(outcome("2025-02-07T12:00:00"), kNotThisMonth);
}

TEST_F(ClaimsSystemTest, NeitherConfirmsNorCancelsTests) {
  auto test = file("a", kMixed);
  test.kind = SendKind::kTest;
  EXPECT_EQ(system.send(std::move(test), at("2025-01-25T12:00:00")).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(line(1, at("2025-01-25T13:00:00")).counts, (ReceiptCounts{1, 1, 1, 1, 1}));
  EXPECT_EQ(confirm(1, at("2025-01-25T13:00:00")), ClaimOutcome::kTestOnly);
  EXPECT_EQ(cancel(1, at("2025-01-25T13:00:00")), ClaimOutcome::kTestOnly);
  EXPECT_FALSE(system.has_receipt({3, Payer::kFund, kMonth}, 100));
  auto early = file("a", kMixed);
  early.kind = SendKind::kTest;
  EXPECT_EQ(system.send(std::move(early), at("2025-01-25T13:00:00")).outcome, ClaimOutcome::kAcceptedBefore);
  // The claim itself is another send, though its bytes are the same.
  EXPECT_EQ(system.send(file("a", kMixed), noon).number, 2U);
  system.keep_time(at("2025-01-31T12:00:00"));
  EXPECT_EQ(line(1, at("2025-01-31T12:00:00")).claimed, 0U);
  EXPECT_EQ(claimed.sends, 1U);
}

TEST_F(ClaimsSystemTest, KeepsThePayersApart) {
  auto other = file("a");
  other.key.payer = Payer::kFederation;
  EXPECT_EQ(system.send(file("a"), noon).number, 1U);
  EXPECT_EQ(system.send(std::move(other), noon).number, 1U);
  EXPECT_EQ(confirm(1, noon + 1h), ClaimOutcome::kAccepted);
  EXPECT_EQ(line(1, noon + 1h, kFund).state, SendState::kConfirmed);
  EXPECT_EQ(line(1, noon + 1h, kFederation).state, SendState::kChecked);
  EXPECT_TRUE(system.status({4, Payer::kFund}, kMonth, noon).sends.empty());
}

// As in May 2022: to the 12th at 21:00, for whoever had sent nothing as well.
TEST_F(ClaimsSystemTest, LetsTheOperatorExtendTheWindow) {
  system.send(file("a", kMixed), noon);
  system.extend_window(kMonth, at("2025-01-12T21:00:00"));
  auto late = file("late");
  late.key.station = 4;
  EXPECT_EQ(system.send(std::move(late), at("2025-01-11T12:00:00")).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(state(1, at("2025-01-12T20:59:59")), SendState::kChecked);
  EXPECT_EQ(state(1, at("2025-01-12T21:00:00")), SendState::kConfirmed);
  EXPECT_EQ(claimed.sends, 2U);
  auto next = file("next month");
  next.key.month = kMonth + std::chrono::months{1};
  next.key.station = 4;
  EXPECT_EQ(system.send(std::move(next), at("2025-02-11T12:00:00")).outcome, ClaimOutcome::kNothingToCorrect);
}

TEST_F(ClaimsSystemTest, Takes999SendsInAMonth) {
  for (auto i = 1; i <= 999; ++i) {
    ASSERT_EQ(system.send(file(std::to_string(i)), noon).outcome, ClaimOutcome::kAccepted);
  }
  EXPECT_EQ(system.send(file("one more"), noon).outcome, ClaimOutcome::kTooManySends);
  EXPECT_EQ(system.send(file("999"), noon).outcome, ClaimOutcome::kAcceptedBefore);
  EXPECT_EQ(journal.count<SendMade>(), 999U);
}

TEST_F(ClaimsSystemTest, KnowsNoSendThatWasNotMade) {
  for (auto const number : {0U, 1U, 1000U}) {
    EXPECT_EQ(confirm(number, noon), ClaimOutcome::kSendUnknown);
    EXPECT_EQ(cancel(number, noon), ClaimOutcome::kSendUnknown);
  }
}

// A later life knows the same, and what waited for its checks is ready at the time that was promised.
TEST_F(ClaimsSystemTest, LivesOnFromItsJournal) {
  auto const ninth = at("2025-01-09T12:00:00");
  system.send(file("a", kMixed), noon);
  EXPECT_EQ(confirm(1, noon + 1h, true), ClaimOutcome::kAccepted);
  system.send(file("b", kMixed), noon + 1h);
  EXPECT_EQ(cancel(2, noon + 2h), ClaimOutcome::kAccepted);
  auto test = file("c");
  test.kind = SendKind::kTest;
  system.send(std::move(test), noon + 2h);
  for (auto i = 0; i < 30; ++i) system.send(file(std::to_string(i), kMixed), ninth);
  auto const half = ninth + 25min;

  auto later_journal = RememberedChanges{};
  auto later = made(&later_journal);
  journal.replay(later);
  EXPECT_TRUE(later_journal.changes.empty()) << "what is restored is not noted again";
  EXPECT_GT(system.desk().in_queue(half), 0U);
  EXPECT_EQ(later.desk().in_queue(half), system.desk().in_queue(half));
  auto const same = [&](sim::Instant now) {
    auto const before = system.status(kFund, kMonth, now).sends;
    auto const after = later.status(kFund, kMonth, now).sends;
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(after[i].state, before[i].state) << i;
      EXPECT_EQ(after[i].counts, before[i].counts) << i;
      EXPECT_EQ(after[i].claimed, before[i].claimed) << i;
      EXPECT_EQ(after[i].received, before[i].received) << i;
      EXPECT_EQ(after[i].kind, before[i].kind) << i;
    }
  };
  same(half);
  // Both go on alike.
  EXPECT_EQ(later.send(file("new"), half).ready, system.send(file("new"), half).ready);
  EXPECT_EQ(later.send(file("a", kMixed), half).outcome, ClaimOutcome::kAcceptedBefore);
  same(at("2025-01-11T00:00:00"));
  EXPECT_EQ(later_journal.count<SendConfirmed>(), 31U);
  same(at("2025-01-31T12:00:00"));
}

TEST_F(ClaimsSystemTest, ForgetsEverything) {
  system.send(file("a"), noon);
  system.extend_window(kMonth, at("2025-01-12T21:00:00"));
  system.forget_all();
  EXPECT_TRUE(system.status(kFund, kMonth, noon).sends.empty());
  EXPECT_EQ(system.desk().in_queue(noon), 0U);
  EXPECT_EQ(system.send(file("a"), noon).ready, noon + 11min);
  auto later = made(nullptr);
  journal.replay(later);
  EXPECT_EQ(later.status(kFund, kMonth, noon).sends.size(), 1U);
  EXPECT_EQ(later.send(file("b"), noon).ready, system.send(file("b"), noon).ready);
}

}  // namespace
}  // namespace kazasu::claims
