#include "emulators/eligibility/visit_progress.h"

#include <gtest/gtest.h>

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;

constexpr auto kStart = sim::Instant{1'733'097'600s};

VisitName visit(std::string session, std::string token = "station") {
  return {.reception_token = std::move(token), .session = std::move(session)};
}

Registration accepted() {
  return {.outcome = Outcome::kAccepted, .expires_soon = true};
}

TEST(VisitProgress, AVisitWaitsUntilItsCardIsJudged) {
  auto progress = VisitProgress{};
  EXPECT_EQ(progress.look_up(visit("a"), kStart).state, VisitState::kUnknown);
  progress.open(visit("a"), kStart);
  EXPECT_EQ(progress.look_up(visit("a"), kStart).state, VisitState::kWaiting);
  progress.judge(visit("a"), accepted(), kStart + 1s);
  auto const found = progress.look_up(visit("a"), kStart + 2s);
  EXPECT_EQ(found.state, VisitState::kJudged);
  EXPECT_EQ(found.registration.outcome, Outcome::kAccepted);
  EXPECT_TRUE(found.registration.expires_soon);
}

TEST(VisitProgress, TheFirstOutcomeStands) {
  auto progress = VisitProgress{};
  progress.open(visit("a"), kStart);
  progress.judge(visit("a"), accepted(), kStart);
  progress.judge(visit("a"), {.outcome = Outcome::kSessionUnknown}, kStart);
  EXPECT_FALSE(progress.end(visit("a"), VisitEnd::kByPatient, kStart));
  EXPECT_EQ(progress.look_up(visit("a"), kStart).registration.outcome, Outcome::kAccepted);

  progress.open(visit("b"), kStart);
  EXPECT_TRUE(progress.end(visit("b"), VisitEnd::kPinLocked, kStart));
  EXPECT_FALSE(progress.end(visit("b"), VisitEnd::kByPatient, kStart));
  progress.judge(visit("b"), accepted(), kStart);
  EXPECT_EQ(progress.look_up(visit("b"), kStart).state, VisitState::kEnded);
  EXPECT_EQ(progress.look_up(visit("b"), kStart).end, VisitEnd::kPinLocked);
}

TEST(VisitProgress, OnlyWhoKnowsTokenAndSessionLearnsOrChangesAnything) {
  auto progress = VisitProgress{};
  progress.open(visit("a"), kStart);
  EXPECT_EQ(progress.look_up(visit("a", "another"), kStart).state, VisitState::kUnknown);
  EXPECT_FALSE(progress.end(visit("a", "another"), VisitEnd::kByPatient, kStart));
  progress.judge(visit("a", "another"), accepted(), kStart);
  progress.judge(visit("never opened"), accepted(), kStart);
  EXPECT_EQ(progress.look_up(visit("a"), kStart).state, VisitState::kWaiting);
  EXPECT_EQ(progress.size(), 1U);
}

TEST(VisitProgress, IsForgottenInTimeAndBounded) {
  auto progress = VisitProgress{3};
  progress.open(visit("a"), kStart);
  progress.open(visit("b"), kStart + 1s);
  EXPECT_EQ(progress.look_up(visit("a"), kStart + VisitProgress::kRemembered - 1ms).state,
            VisitState::kWaiting);
  EXPECT_EQ(progress.look_up(visit("a"), kStart + VisitProgress::kRemembered).state, VisitState::kUnknown);
  EXPECT_EQ(progress.size(), 1U);
  for (auto const* session : {"c", "d", "e"}) progress.open(visit(session), kStart + 2s);
  EXPECT_EQ(progress.size(), 3U);
  EXPECT_EQ(progress.look_up(visit("b"), kStart + 2s).state, VisitState::kUnknown) << "the oldest goes first";
  EXPECT_EQ(progress.look_up(visit("e"), kStart + 2s).state, VisitState::kWaiting);
}

}  // namespace
}  // namespace kazasu::eligibility
