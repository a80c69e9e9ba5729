#include "emulators/claims/claims_accounts.h"

#include <gtest/gtest.h>

#include "tests/claims/claims_parts.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

class ClaimsAccountsTest : public ::testing::Test {
 protected:
  LoginRequest first(std::string new_password = {}) const {
    auto request = first_login(kSeed, stations.station(kFund.station));
    request.new_password = std::move(new_password);
    return request;
  }
  LoginRequest with(std::string password) const {
    return {.user = first().user, .password = std::move(password)};
  }

  static constexpr auto kSeed = std::uint64_t{9};
  static constexpr auto kFund = ClaimCaller{.station = 3, .payer = Payer::kFund};
  static constexpr auto kFederation = ClaimCaller{.station = 3, .payer = Payer::kFederation};
  identity::GeneratedStations const stations = test_stations();
  BackwardSeal const seal{};
  RememberedChanges journal;
  ClaimsAccounts accounts{{.stations = stations, .seal = seal, .seed = kSeed, .journal = &journal}};
  sim::Instant const noon = at("2025-01-07T12:00:00");
};

TEST_F(ClaimsAccountsTest, MakesAStationChangeItsFirstPasswordAtEachPayer) {
  EXPECT_EQ(accounts.log_in(kFund, first(), noon).outcome, ClaimOutcome::kPasswordMustChange);
  auto const changed = accounts.log_in(kFund, first("Changed22"), noon);
  EXPECT_EQ(changed.outcome, ClaimOutcome::kAccepted);
  EXPECT_TRUE(accounts.is_logged_in(kFund, changed.session, noon));
  EXPECT_FALSE(accounts.is_logged_in(kFederation, changed.session, noon));
  EXPECT_EQ(accounts.log_in(kFund, first(), noon).outcome, ClaimOutcome::kWrongPassword);
  EXPECT_EQ(accounts.log_in(kFund, with("Changed22"), noon).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(accounts.log_in(kFederation, with("Changed22"), noon).outcome, ClaimOutcome::kWrongPassword);
  EXPECT_EQ(accounts.log_in(kFederation, first("Changed33"), noon).outcome, ClaimOutcome::kAccepted);
  ASSERT_EQ(journal.count<PasswordChanged>(), 2U);
  EXPECT_EQ(std::get<PasswordChanged>(journal.changes[0]).record.sealed, "22degnahC");
}

TEST_F(ClaimsAccountsTest, RefusesPasswordsThatBreakTheRules) {
  for (auto const* const unfit :
       {"Short2", "OnlyLetters", "12345678", "Seventeen22222222", "Has space2", "日本語pass22"}) {
    EXPECT_FALSE(is_fit_password(unfit)) << unfit;
    EXPECT_EQ(accounts.log_in(kFund, first(unfit), noon).outcome, ClaimOutcome::kPasswordUnfit) << unfit;
  }
  EXPECT_EQ(accounts.log_in(kFund, first(first().password), noon).outcome, ClaimOutcome::kPasswordUnfit);
  EXPECT_EQ(journal.changes.size(), 0U);
  auto const station = stations.station(kFund.station);
  for (auto const payer : {Payer::kFund, Payer::kFederation}) {
    EXPECT_TRUE(is_fit_password(chosen_password(kSeed, station, payer)));
    EXPECT_NE(chosen_password(kSeed, station, payer), first().password);
  }
  EXPECT_NE(chosen_password(kSeed, station, Payer::kFund),
            chosen_password(kSeed, station, Payer::kFederation));
  EXPECT_NE(first().user, first_login(kSeed, stations.station(4)).user);
}

TEST_F(ClaimsAccountsTest, LocksForHalfAnHourAfterThreeWrongPasswords) {
  accounts.log_in(kFund, first("Changed22"), noon);
  EXPECT_EQ(accounts.log_in(kFund, with("wrong"), noon).outcome, ClaimOutcome::kWrongPassword);
  EXPECT_EQ(accounts.log_in(kFund, {.user = "KS00000000", .password = "Changed22"}, noon).outcome,
            ClaimOutcome::kWrongPassword);
  EXPECT_EQ(accounts.log_in(kFund, with("wrong"), noon).outcome, ClaimOutcome::kLocked);
  EXPECT_EQ(accounts.log_in(kFund, with("Changed22"), noon + 30min - 1ms).outcome, ClaimOutcome::kLocked);
  EXPECT_EQ(accounts.log_in(kFund, with("Changed22"), noon + 30min).outcome, ClaimOutcome::kAccepted);
  // Only those in a row count.
  for (auto i = 0; i < 4; ++i) {
    EXPECT_EQ(accounts.log_in(kFund, with("wrong"), noon + 1h).outcome, ClaimOutcome::kWrongPassword);
    EXPECT_EQ(accounts.log_in(kFund, with("wrong"), noon + 1h).outcome, ClaimOutcome::kWrongPassword);
    EXPECT_EQ(accounts.log_in(kFund, with("Changed22"), noon + 1h).outcome, ClaimOutcome::kAccepted);
  }
}

TEST_F(ClaimsAccountsTest, EndsSessionsThatAreNotUsed) {
  auto const session = accounts.log_in(kFund, first("Changed22"), noon).session;
  EXPECT_EQ(session.size(), 32U);
  EXPECT_TRUE(accounts.is_logged_in(kFund, session, noon + 29min));
  EXPECT_TRUE(accounts.is_logged_in(kFund, session, noon + 58min));
  EXPECT_FALSE(accounts.is_logged_in(kFund, session, noon + 88min));
  EXPECT_FALSE(accounts.is_logged_in(kFund, "", noon));
  auto const second = accounts.log_in(kFund, with("Changed22"), noon).session;
  EXPECT_NE(second, session);
  EXPECT_FALSE(accounts.is_logged_in(kFund, session, noon)) << "a new login ends the one before";
  accounts.log_out(kFund);
  EXPECT_FALSE(accounts.is_logged_in(kFund, second, noon));
  EXPECT_FALSE(accounts.is_logged_in(kFund, "", noon));
}

TEST_F(ClaimsAccountsTest, KnowsPasswordsOfAnEarlierLife) {
  accounts.log_in(kFund, first("Changed22"), noon);
  auto later = ClaimsAccounts{{.stations = stations, .seal = seal, .seed = kSeed}};
  for (auto const& change : journal.changes) {
    auto const& changed = std::get<PasswordChanged>(change);
    later.restore(changed.caller, changed.record);
  }
  EXPECT_EQ(later.log_in(kFund, first(), noon).outcome, ClaimOutcome::kWrongPassword);
  EXPECT_EQ(later.log_in(kFund, with("Changed22"), noon).outcome, ClaimOutcome::kAccepted);
  later.forget_all();
  EXPECT_EQ(later.log_in(kFund, first(), noon).outcome, ClaimOutcome::kPasswordMustChange);
}

}  // namespace
}  // namespace kazasu::claims
