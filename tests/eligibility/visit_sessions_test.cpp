#include "emulators/eligibility/visit_sessions.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using Finding = VisitSessions::Finding;

constexpr auto kOpened = "2024-12-02T09:00:00+09:00";

class Sessions : public testing::Test {
 protected:
  VisitSessions::Opened open(identity::StationIndex station = 0) {
    auto const opened = sessions.open({station, ConsentSet::all(), at(kOpened)});
    return opened.value_or(VisitSessions::Opened{});
  }
  VisitSessions sessions{7, 100};
};

TEST_F(Sessions, GivesBackWhatWasOpenedOnce) {
  auto const opened = open();
  EXPECT_EQ(opened.session.size(), 32U);
  EXPECT_EQ(opened.nonce.size(), VisitSessions::kNonceBytes);
  auto const taken = sessions.take(opened.session, 0, at(kOpened));
  EXPECT_EQ(taken.finding, Finding::kOpen);
  EXPECT_EQ(taken.nonce, opened.nonce);
  EXPECT_EQ(taken.visit.consents, ConsentSet::all());
  EXPECT_EQ(sessions.take(opened.session, 0, at(kOpened)).finding, Finding::kUnknown);
}

TEST_F(Sessions, ExpireAfterTenMinutesAndAreForgottenAfterTwenty) {
  auto const first = open();
  auto const second = open();
  auto const third = open();
  EXPECT_EQ(sessions.take(first.session, 0, at("2024-12-02T09:09:59.999+09:00")).finding, Finding::kOpen);
  EXPECT_EQ(sessions.take(second.session, 0, at("2024-12-02T09:10:00+09:00")).finding, Finding::kExpired);
  EXPECT_EQ(sessions.take(third.session, 0, at("2024-12-02T09:20:00+09:00")).finding, Finding::kUnknown);
  EXPECT_EQ(sessions.size(), 0U);
}

TEST_F(Sessions, AreUnknownToAnotherStation) {
  auto const opened = open(1);
  EXPECT_EQ(sessions.take(opened.session, 0, at(kOpened)).finding, Finding::kUnknown);
  EXPECT_EQ(sessions.take(opened.session, 1, at(kOpened)).finding, Finding::kOpen);
}

TEST_F(Sessions, AreUnknownUnderAnyOtherName) {
  auto const opened = open();
  auto other = opened.session;
  other.back() = other.back() == '0' ? '1' : '0';
  for (auto const& name : {other, std::string{}, std::string(32, 'z'), opened.session + "0"}) {
    EXPECT_EQ(sessions.take(name, 0, at(kOpened)).finding, Finding::kUnknown) << name;
  }
}

TEST_F(Sessions, HaveDistinctNamesAndNoncesThatTheSeedDecides) {
  auto same = VisitSessions{7, 100};
  auto different = VisitSessions{8, 100};
  auto seen = std::set<std::string>{};
  for (int i = 0; i < 50; ++i) {
    auto const opened = open();
    EXPECT_TRUE(seen.insert(opened.session).second);
    EXPECT_TRUE(seen.insert(opened.nonce).second);
    EXPECT_EQ(same.open({0, {}, at(kOpened)})->nonce, opened.nonce);
    EXPECT_NE(different.open({0, {}, at(kOpened)})->nonce, opened.nonce);
  }
}

TEST(SessionLimit, RefusesTheNextUntilOneIsUsedOrForgotten) {
  auto sessions = VisitSessions{7, 2};
  auto const first = sessions.open({0, {}, at(kOpened)});
  ASSERT_TRUE(first && sessions.open({0, {}, at(kOpened)}));
  EXPECT_FALSE(sessions.open({0, {}, at(kOpened)}));
  sessions.take(first->session, 0, at(kOpened));
  EXPECT_TRUE(sessions.open({0, {}, at(kOpened)}));
  EXPECT_FALSE(sessions.open({0, {}, at("2024-12-02T09:19:59+09:00")}));
  EXPECT_TRUE(sessions.open({0, {}, at("2024-12-02T09:20:00+09:00")}));
}

TEST(VisitSessions, ALaterLifeGivesOutOtherNoncesThanAnEarlierOne) {
  auto earlier = VisitSessions{7, 10};
  auto later = VisitSessions{7, 10, std::uint64_t{1} << 40U};
  auto const visit = Visit{.opened = at("2024-12-02T09:00:00+09:00")};
  auto const before = earlier.open(visit);
  auto const after = later.open(visit);
  ASSERT_TRUE(before && after);
  EXPECT_NE(before->nonce, after->nonce);
  EXPECT_NE(before->session, after->session);
}

}  // namespace
}  // namespace kazasu::eligibility
