// Kills a serving `kazasu serve` at random instants, a hundred times, and holds the next life to what was
// promised. The same check catches a server that answers before its commit.
#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/random.h"
#include "tests/store/store_fixture.h"

namespace kazasu::store {
namespace {

int kills() {
  auto const* const given = std::getenv("KAZASU_KILLS");
  return given != nullptr ? std::atoi(given) : KAZASU_DEFAULT_KILLS;
}

class Killing : public StoreFixture {
 protected:
  // One life: what the life before promised is looked at, then users come, then the end.
  void live(Variant variant) {
    auto server = KilledServer{options_, variant};
    ASSERT_TRUE(server.ready());
    auto client = StoreClient{world_, server.ports()};
    broken_ = client.check(promises_, last_);
    last_ = so_far();
    auto const end = StoreClient::End{1 + random_.below(24), std::chrono::microseconds{random_.below(8000)}};
    client.load(promises_, end, [&server] { server.kill(); });
  }
  // Everything that was ever promised.
  Broken look() {
    auto const server = KilledServer{options_, Variant::kShipped};
    EXPECT_TRUE(server.ready());
    return StoreClient{world_, server.ports()}.check(promises_, {});
  }
  StoreClient::From so_far() const {
    return {promises_.visits.size(), promises_.bulk.size(), promises_.shown.size()};
  }

  ClientWorld world_{pki_, settings()};
  StoreClient::From last_;  // what the last life promised begins here
  Broken broken_;           // of it, as the present life answers
  sim::RandomStream random_{1, "kills", 0};
};

TEST_F(Killing, AHundredTimesLosesNothingThatWasPromised) {
  for (auto i = 0, n = kills(); i < n && !HasFailure(); ++i) {
    live(Variant::kShipped);
    expect_all_kept(broken_);
  }
  expect_all_kept(look());
  auto cancelled = std::size_t{0};
  for (auto const& visit : promises_.visits) cancelled += visit.cancelled ? 1U : 0U;
  RecordProperty("visits", std::to_string(promises_.visits.size()));
  RecordProperty("cancelled", std::to_string(cancelled));
  RecordProperty("shown", std::to_string(promises_.shown.size()));
  RecordProperty("urls", std::to_string(promises_.urls.size()));
  RecordProperty("bulk", std::to_string(promises_.bulk.size()));
  EXPECT_GE(promises_.visits.size(), static_cast<std::size_t>(kills()));
  EXPECT_GT(promises_.bulk.size(), 0U);
  EXPECT_GT(promises_.shown.size(), 0U);
  EXPECT_GT(promises_.urls.size(), 0U);
  EXPECT_GT(cancelled, 0U);
}

TEST_F(Killing, CatchesAServerThatAnswersBeforeItsCommit) {
  // Mostly the first few lives do; on a busy machine the moment between answer and commit is hit more rarely.
  for (auto i = 0; i < 200 && broken_.total() == 0; ++i) live(Variant::kHasty);
  EXPECT_GT(broken_.total(), 0U);
  EXPECT_EQ(broken_.unanswered, 0U);
}

}  // namespace
}  // namespace kazasu::store
