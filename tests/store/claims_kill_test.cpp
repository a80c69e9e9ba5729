// Kills a serving `kazasu serve` at random instants during a storm of claim files, and holds the next life to
// what was promised, to the receipt. The same check catches a server that answers before its commit.
#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/random.h"
#include "tests/store/claims_storm.h"
#include "tests/store/store_fixture.h"

namespace kazasu::store {
namespace {

int kills() {
  auto const* const given = std::getenv("KAZASU_KILLS");
  return given != nullptr ? std::atoi(given) : KAZASU_DEFAULT_KILLS;
}

class KillingClaims : public StoreFixture {
 protected:
  static constexpr auto kStations = identity::StationIndex{4};

  KillingClaims() {
    options_.calendar_start = "2024-12-06T09:00:00+09:00";
    options_.claims_port = 0;
    options_.claims_asp_fixed_ms = options_.claims_asp_file_us = options_.claims_asp_receipt_us = 0;
    for (identity::StationIndex station = 0; station < kStations; ++station) {
      promises_of_claims_[{station, claims::Payer::kFund}];
      promises_of_claims_[{station, claims::Payer::kFederation}];
    }
  }
  // One life: what the lives before promised is looked at, then the storm comes, then the end.
  void live(Variant variant) {
    auto server = KilledServer{options_, variant};
    ASSERT_TRUE(server.ready());
    ASSERT_NE(server.ports().claims, 0);
    broken_ = ClaimsStorm{world_, files_, server.ports().claims}.check(promises_of_claims_);
    auto storm = ClaimsStorm{world_, files_, server.ports().claims};
    auto const end = StoreClient::End{1 + random_.below(24), std::chrono::microseconds{random_.below(8000)}};
    storm.load(promises_of_claims_, end, [&server] { server.kill(); });
  }
  BrokenClaims look() {
    auto const server = KilledServer{options_, Variant::kShipped};
    EXPECT_TRUE(server.ready());
    return ClaimsStorm{world_, files_, server.ports().claims}.check(promises_of_claims_);
  }
  static void expect_all_kept(BrokenClaims const& broken) {
    EXPECT_EQ(broken.logins, 0U);
    EXPECT_EQ(broken.lost, 0U);
    EXPECT_EQ(broken.halves, 0U);
    EXPECT_EQ(broken.extra, 0U);
    EXPECT_EQ(broken.decisions, 0U);
    EXPECT_EQ(broken.files, 0U);
    EXPECT_EQ(broken.unanswered, 0U);
  }

  ClientWorld world_{pki_, settings()};
  StormFiles files_{settings()};
  ClaimPromises promises_of_claims_;
  BrokenClaims broken_;  // of everything before, as the present life answers
  sim::RandomStream random_{1, "kills of claims", 0};
};

TEST_F(KillingClaims, LosesAndDoublesNothingThatWasPromised) {
  for (auto i = 0, n = kills(); i < n && !HasFailure(); ++i) {
    live(Variant::kShipped);
    expect_all_kept(broken_);
  }
  expect_all_kept(look());
  auto sends = std::size_t{0};
  auto confirmed = std::size_t{0};
  for (auto const& [caller, promised] : promises_of_claims_) {
    sends += promised.sends.size();
    confirmed += promised.confirmed.size();
  }
  RecordProperty("sends", std::to_string(sends));
  RecordProperty("confirmed", std::to_string(confirmed));
  EXPECT_GE(sends, static_cast<std::size_t>(kills()));
  EXPECT_GT(confirmed, 0U);
}

TEST_F(KillingClaims, CatchesAServerThatAnswersBeforeItsCommit) {
  for (auto i = 0; i < 200 && broken_.total() == 0; ++i) live(Variant::kHasty);
  EXPECT_GT(broken_.total(), 0U);
}

}  // namespace
}  // namespace kazasu::store
