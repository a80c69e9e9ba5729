#include "emulators/eligibility/portal_outage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;

constexpr auto kPhone = Caller{};

// Answers everything at once.
struct Answering final : ReceptionPort {
  sim::Task<Reply<ConsentAnswer>> submit_consent(Caller, ConsentRequest, sim::TimePoint) override {
    co_return Reply<ConsentAnswer>{.delivery = Delivery::kDelivered};
  }
  sim::Task<Reply<Registration>> authenticate(Caller, AuthenticationRequest, sim::TimePoint) override {
    co_return Reply<Registration>{.delivery = Delivery::kDelivered};
  }
};

sim::Task<void> show_cards(sim::Engine& engine, ReceptionPort& port, int cards,
                           std::vector<Delivery>& deliveries) {
  for (int i = 0; i < cards; ++i) {
    auto request = AuthenticationRequest{};
    auto const reply = co_await port.authenticate(kPhone, std::move(request), sim::kNever);
    deliveries.push_back(reply.delivery);
    co_await engine.sleep_for(1s);
  }
}

std::vector<Delivery> deliveries_of(OutagePlan const& plan, int cards) {
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto answering = Answering{};
  auto portal = PortalOutage{engine, answering, plan};
  auto deliveries = std::vector<Delivery>{};
  engine.spawn(show_cards(engine, portal, cards, deliveries));
  engine.run_until();
  return deliveries;
}

TEST(PortalOutage, NobodyAnswersFromItsBeginToItsEnd) {
  auto const deliveries = deliveries_of({.from = sim::kRunStart + 2s, .length = 2s}, 6);
  using enum Delivery;
  EXPECT_EQ(deliveries,
            (std::vector{kDelivered, kDelivered, kUnreachable, kUnreachable, kDelivered, kDelivered}));
}

TEST(PortalOutage, IsUpUnlessPlannedOtherwise) {
  for (auto const delivery : deliveries_of({}, 20)) EXPECT_EQ(delivery, Delivery::kDelivered);
  for (auto const delivery : deliveries_of({.from = sim::kRunStart}, 5)) {
    EXPECT_EQ(delivery, Delivery::kDelivered) << "an outage of no length";
  }
}

TEST(PortalOutage, LosesAShareByTheSeed) {
  auto const plan = OutagePlan{.failing_ppm = 250'000, .seed = 5};
  auto const deliveries = deliveries_of(plan, 4000);
  auto const lost = std::ranges::count(deliveries, Delivery::kUnreachable);
  EXPECT_NEAR(static_cast<double>(lost), 1000.0, 5 * 27.4) << "five standard errors";
  EXPECT_EQ(deliveries, deliveries_of(plan, 4000));
  EXPECT_NE(deliveries, deliveries_of({.failing_ppm = 250'000, .seed = 6}, 4000));
}

}  // namespace
}  // namespace kazasu::eligibility
