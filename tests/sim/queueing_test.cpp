// The kernel against queueing theory: mean waits and shares of waiting customers against their closed forms.
// The tolerance is a share of the expected value. For M/M/1 it is four standard errors of a run of that
// length by Daley's asymptotic variance, rho (2 + 5 rho - 4 rho^2 + rho^3) / (1 - rho)^4; for the others,
// whose variance has no such simple form, it is a stated share. Seeds are fixed, so that a verdict never
// changes by itself.
#include <gtest/gtest.h>

#include <vector>

#include "sim/distribution.h"
#include "sim/engine.h"
#include "sim/resource.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

// An unoptimised build is there for the sanitizers, not for statistics: a twentieth of the customers, and
// five times the tolerance, which is more than the root of twenty.
#ifdef __OPTIMIZE__
constexpr std::uint64_t kShare = 1;
constexpr double kLooser = 1;
#else
constexpr std::uint64_t kShare = 20;
constexpr double kLooser = 5;
#endif

struct Queue {
  Distribution gaps;
  Distribution service;
  std::size_t servers = 1;
  std::uint64_t customers = 0;
};
struct Waits {
  double mean = 0;  // in units of one second, the mean service time
  double share_waiting = 0;
};

// The engine is declared last, so that its processes are gone before the resource they hold.
struct Station {
  explicit Station(Queue const& what) : queue(what), counter(engine, what.servers) {}
  Queue const& queue;
  std::uint64_t waiting = 0;
  double total_wait = 0;
  FastForward clock{};
  Resource counter;
  Engine engine{clock};
};

Task<void> be_served(Station& station, std::uint64_t customer) {
  auto const arrived = station.engine.now();
  auto const lease = co_await station.counter.acquire();
  auto const wait = station.engine.now() - arrived;
  if (wait > 0ns) ++station.waiting;
  station.total_wait += std::chrono::duration<double>(wait).count();
  auto random = RandomStream{7, "service", customer};
  auto const time = station.queue.service.sample(random);
  co_await station.engine.sleep_for(time);
}

Task<void> arrive(Station& station) {
  auto random = RandomStream{7, "gaps", 0};
  for (auto customer = std::uint64_t{0}; customer < station.queue.customers / kShare; ++customer) {
    auto const gap = station.queue.gaps.sample(random);
    co_await station.engine.sleep_for(gap);
    station.engine.spawn(be_served(station, customer));
  }
}

Waits simulate(Queue const& queue) {
  auto station = Station{queue};
  station.engine.spawn(arrive(station));
  EXPECT_EQ(station.engine.run_until(), RunStatus::kAllDone);
  auto const customers = static_cast<double>(queue.customers / kShare);
  return {station.total_wait / customers, static_cast<double>(station.waiting) / customers};
}

Distribution exponential_seconds(double mean) {
  return Distribution::exponential(std::chrono::duration_cast<Duration>(std::chrono::duration<double>{mean}));
}

void expect_share(double actual, double expected, double tolerance) {
  EXPECT_NEAR(actual / expected, 1.0, tolerance * kLooser) << actual << " instead of " << expected;
}

TEST(Queueing, OneServerAtSeventyPercent) {
  auto const waits = simulate({exponential_seconds(1 / 0.7), exponential_seconds(1.0), 1, 1'000'000});
  expect_share(waits.mean, 0.7 / 0.3, 0.032);
  expect_share(waits.share_waiting, 0.7, 0.005);
}

TEST(Queueing, OneServerAtNinetyPercent) {
  auto const waits = simulate({exponential_seconds(1 / 0.9), exponential_seconds(1.0), 1, 2'000'000});
  expect_share(waits.mean, 9.0, 0.06);
  expect_share(waits.share_waiting, 0.9, 0.005);
}

TEST(Queueing, ConstantServiceHalvesTheWait) {
  auto const waits = simulate({exponential_seconds(1 / 0.9), Distribution::constant(1s), 1, 1'000'000});
  expect_share(waits.mean, 4.5, 0.06);
}

// Pollaczek-Khinchine with log-normal service of mean 1 and squared coefficient of variation 1.44.
TEST(Queueing, VariableServiceWaitsLonger) {
  auto const sigma = 0.94446;                 // sqrt(ln 2.44)
  auto const median = Duration{640'184'400};  // 1 / sqrt(2.44)
  auto const waits =
      simulate({exponential_seconds(1 / 0.7), Distribution::log_normal(median, sigma), 1, 1'000'000});
  expect_share(waits.mean, 0.7 / 0.3 * 2.44 / 2, 0.05);
}

struct ManyServers {
  std::size_t servers;
  double mean_wait;
  double share_waiting;
};
class QueueingWithManyServers : public testing::TestWithParam<ManyServers> {};

TEST_P(QueueingWithManyServers, MeetsErlangC) {
  auto const [servers, mean_wait, share_waiting] = GetParam();
  auto const rate = 0.9 * static_cast<double>(servers);
  auto const waits = simulate({exponential_seconds(1 / rate), exponential_seconds(1.0), servers, 1'000'000});
  expect_share(waits.mean, mean_wait, 0.08);
  expect_share(waits.share_waiting, share_waiting, 0.03);
}

INSTANTIATE_TEST_SUITE_P(AtNinetyPercent, QueueingWithManyServers,
                         testing::Values(ManyServers{2, 4.263158, 0.852632},
                                         ManyServers{8, 0.876916, 0.701533},
                                         ManyServers{16, 0.369590, 0.591343},
                                         ManyServers{64, 0.048541, 0.310663}));

}  // namespace
}  // namespace kazasu::sim
