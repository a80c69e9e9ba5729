#include "sim/resource.h"

#include <gtest/gtest.h>

#include <vector>

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

enum class Service { kServed, kReneged };
struct Entry {
  int customer;
  Service service;
  Duration at;
  bool operator==(Entry const&) const = default;
};

// The engine is declared last, so that its processes are gone before the resource they hold.
struct Shop {
  explicit Shop(std::size_t servers) : counter(engine, servers) {}
  std::vector<Entry> log{};
  FastForward clock{};
  Resource counter;
  Engine engine{clock};
};

struct Customer {
  int name;
  Duration arrives;
  Duration service;
  Duration patience = Duration::max();
};

Task<void> visit(Shop& shop, Customer customer) {
  co_await shop.engine.sleep_for(customer.arrives);
  auto const deadline = saturating_add(shop.engine.now(), customer.patience);
  auto const lease = co_await shop.counter.acquire_until(deadline);
  auto const service = lease ? Service::kServed : Service::kReneged;
  shop.log.push_back({customer.name, service, shop.engine.now().time_since_epoch()});
  if (!lease) co_return;
  co_await shop.engine.sleep_for(customer.service);
}

TEST(Resource, ServesFirstComeFirst) {
  auto shop = Shop{1};
  for (auto name = 1; name <= 4; ++name) shop.engine.spawn(visit(shop, {name, name * 1ms, 10ms}));
  EXPECT_EQ(shop.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(shop.log, (std::vector<Entry>{{1, Service::kServed, 1ms},
                                          {2, Service::kServed, 11ms},
                                          {3, Service::kServed, 21ms},
                                          {4, Service::kServed, 31ms}}));
  EXPECT_EQ(shop.counter.idle(), 1U);
  EXPECT_EQ(shop.counter.queued(), 0U);
}

TEST(Resource, UsesAllItsServers) {
  auto shop = Shop{2};
  for (auto name = 1; name <= 3; ++name) shop.engine.spawn(visit(shop, {name, 0ms, 10ms}));
  EXPECT_EQ(shop.engine.run_until(kRunStart + 5ms), RunStatus::kReachedEnd);
  EXPECT_EQ(shop.counter.idle(), 0U);
  EXPECT_EQ(shop.counter.queued(), 1U);
  shop.engine.run_until();
  EXPECT_EQ(shop.log.back(), (Entry{3, Service::kServed, 10ms}));
  EXPECT_EQ(shop.counter.idle(), 2U);
}

TEST(Resource, ACustomerRenegesAtTheDeadline) {
  auto shop = Shop{1};
  shop.engine.spawn(visit(shop, {1, 0ms, 10ms}));
  shop.engine.spawn(visit(shop, {.name = 2, .arrives = 1ms, .service = 10ms, .patience = 5ms}));
  shop.engine.spawn(visit(shop, {3, 2ms, 10ms}));
  EXPECT_EQ(shop.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(shop.log,
            (std::vector<Entry>{
                {1, Service::kServed, 0ms}, {2, Service::kReneged, 6ms}, {3, Service::kServed, 10ms}}));
  EXPECT_EQ(shop.counter.idle(), 1U);
}

TEST(Resource, AGrantCancelsTheDeadline) {
  auto shop = Shop{1};
  shop.engine.spawn(visit(shop, {1, 0ms, 10ms}));
  shop.engine.spawn(visit(shop, {.name = 2, .arrives = 1ms, .service = 1ms, .patience = 1h}));
  EXPECT_EQ(shop.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(shop.log.back(), (Entry{2, Service::kServed, 10ms}));
  EXPECT_EQ(shop.engine.now(), kRunStart + 11ms);  // nothing is left that would wake at the deadline
}

// Deadline and release fall on one instant: whichever was put on the event list first decides. The service
// ends by an event made at 0 ms, the deadline by one made at 1 ms.
TEST(Resource, AReleaseThatWasScheduledFirstBeatsTheDeadline) {
  auto shop = Shop{1};
  shop.engine.spawn(visit(shop, {1, 0ms, 10ms}));
  shop.engine.spawn(visit(shop, {.name = 2, .arrives = 1ms, .service = 1ms, .patience = 9ms}));
  shop.engine.run_until();
  EXPECT_EQ(shop.log.back(), (Entry{2, Service::kServed, 10ms}));
  EXPECT_EQ(shop.counter.idle(), 1U);
}

TEST(Resource, ADeadlineThatWasScheduledFirstBeatsTheRelease) {
  auto shop = Shop{1};
  // The first customer's 10 ms end by an event made at 8 ms; the second one's deadline was made at 1 ms.
  shop.engine.spawn(visit(shop, {1, 0ms, 8ms}));
  shop.engine.spawn(visit(shop, {2, 0ms, 2ms}));
  shop.engine.spawn(visit(shop, {.name = 3, .arrives = 1ms, .service = 1ms, .patience = 9ms}));
  shop.engine.run_until();
  EXPECT_EQ(shop.log.back(), (Entry{3, Service::kReneged, 10ms}));
  EXPECT_EQ(shop.counter.idle(), 1U);
  EXPECT_EQ(shop.counter.queued(), 0U);
}

TEST(Resource, WithAPastDeadlineOnlyAnIdleServerHelps) {
  auto shop = Shop{1};
  shop.engine.spawn(visit(shop, {.name = 1, .arrives = 0ms, .service = 5ms, .patience = 0ms}));
  shop.engine.spawn(visit(shop, {.name = 2, .arrives = 1ms, .service = 5ms, .patience = 0ms}));
  shop.engine.run_until();
  EXPECT_EQ(shop.log, (std::vector<Entry>{{1, Service::kServed, 0ms}, {2, Service::kReneged, 1ms}}));
}

TEST(Resource, ManyRenegingCustomersLeaveTheOthersInOrder) {
  auto shop = Shop{1};
  shop.engine.spawn(visit(shop, {0, 0ms, 1s}));
  for (auto name = 1; name <= 300; ++name) {
    auto const patience = name % 3 == 0 ? Duration::max() : Duration{100ms + name * 1ms};
    shop.engine.spawn(visit(shop, {.name = name, .arrives = 1ms, .service = 1ms, .patience = patience}));
  }
  EXPECT_EQ(shop.engine.run_until(), RunStatus::kAllDone);
  auto served = std::vector<int>{};
  for (auto const& entry : shop.log) {
    if (entry.service == Service::kServed) served.push_back(entry.customer);
  }
  ASSERT_EQ(served.size(), 101U);
  for (std::size_t i = 0; i < served.size(); ++i) EXPECT_EQ(served[i], static_cast<int>(i) * 3);
}

TEST(Resource, TeardownReleasesLeasesAndEmptiesTheQueue) {
  auto shop = Shop{1};
  // One holds the lease, one waits with a deadline, one without. The sanitizers judge the teardown itself.
  shop.engine.spawn(visit(shop, {1, 0ms, 1h}));
  shop.engine.spawn(visit(shop, {.name = 2, .arrives = 1ms, .service = 1h, .patience = 2h}));
  shop.engine.spawn(visit(shop, {3, 1ms, 1h}));
  EXPECT_EQ(shop.engine.run_until(kRunStart + 20ms), RunStatus::kReachedEnd);
  EXPECT_EQ(shop.counter.queued(), 2U);
}

Task<void> stop_on_release(Shop& shop) {
  {
    auto const lease = co_await shop.counter.acquire();
    co_await shop.engine.sleep_for(5ms);
  }
  shop.engine.stop();
}

TEST(Resource, TeardownTakesBackAGrantThatWasNeverResumed) {
  auto shop = Shop{1};
  shop.engine.spawn(stop_on_release(shop));
  shop.engine.spawn(visit(shop, {1, 1ms, 1ms}));
  shop.engine.spawn(visit(shop, {2, 1ms, 1ms}));
  EXPECT_EQ(shop.engine.run_until(), RunStatus::kStopped);
  EXPECT_TRUE(shop.log.empty());
  EXPECT_EQ(shop.counter.queued(), 1U);
  EXPECT_EQ(shop.counter.idle(), 0U);
}

Task<void> move_lease(Shop& shop) {
  auto lease = co_await shop.counter.acquire();
  auto other = std::move(lease);
  EXPECT_FALSE(lease);
  EXPECT_TRUE(other);
  EXPECT_EQ(shop.counter.idle(), 0U);
  other.release();
  EXPECT_EQ(shop.counter.idle(), 1U);
  other.release();
  EXPECT_EQ(shop.counter.idle(), 1U);
}

TEST(Resource, ALeaseMovesAndReleasesOnce) {
  auto shop = Shop{1};
  shop.engine.spawn(move_lease(shop));
  EXPECT_EQ(shop.engine.run_until(), RunStatus::kAllDone);
}

}  // namespace
}  // namespace kazasu::sim
