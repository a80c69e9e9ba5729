#include "emulators/identity/card_validity.h"

#include <gtest/gtest.h>

namespace kazasu::identity {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;
using namespace std::chrono_literals;

constexpr auto kOnly = CertificateMix{.near_expiry_ppm = 0, .in_grace_ppm = 0, .beyond_grace_ppm = 0};

// First day after three months from `day`, clipped to the length of the month: the widest reading of the
// rule.
sys_days three_months_after(sys_days day) {
  auto const date = year_month_day{day} + std::chrono::months{3};
  return date.ok() ? sys_days{date} : sys_days{date.year() / date.month() / std::chrono::last};
}

struct Bounds {
  CertificateMix mix;
  int class_of;  // 0 comfortable, 1 near expiry, 2 in grace, 3 beyond
};

int class_of(sys_days expiry, sys_days start) {
  if (expiry > three_months_after(start)) return 0;
  if (expiry >= start) return 1;
  return three_months_after(expiry) >= start ? 2 : 3;
}

TEST(CardValidity, EveryClassStaysWithinItsBorders) {
  auto cases = std::array<Bounds, 4>{{{kOnly, 0}, {kOnly, 1}, {kOnly, 2}, {kOnly, 3}}};
  cases[1].mix.near_expiry_ppm = 1'000'000;
  cases[2].mix.in_grace_ppm = 1'000'000;
  cases[3].mix.beyond_grace_ppm = 1'000'000;
  for (auto const start : {sys_days{2024y / 12 / 2}, sys_days{2024y / 2 / 29}, sys_days{2025y / 11 / 30}}) {
    for (auto const& bounds : cases) {
      auto random = sim::RandomStream{1, "validity", 0};
      for (auto i = 0; i < 3000; ++i) {
        auto const validity = draw_card_validity(random, start, 50, bounds.mix);
        ASSERT_EQ(class_of(sys_days{sim::date_jst(validity.not_after)}, start), bounds.class_of);
      }
    }
  }
}

TEST(CardValidity, EndsOnTheFifthBirthdayAfterTheIssue) {
  auto const start = sys_days{2024y / 12 / 2};
  auto random = sim::RandomStream{2, "validity", 0};
  for (auto i = 0; i < 5000; ++i) {
    auto const validity = draw_card_validity(random, start, i % 100, {});
    auto const expiry = sim::to_jst(validity.not_after);
    ASSERT_EQ(expiry.time_of_day, 24h - 1s);
    ASSERT_TRUE(validity.birth_date.ok());
    ASSERT_EQ(expiry.date.month(), validity.birth_date.month());
    ASSERT_EQ(expiry.date.day(), validity.birth_date.day());
    auto const issued = sys_days{sim::date_jst(validity.not_before)};
    ASSERT_GT(issued, sys_days{expiry.date - years{5}});
    ASSERT_LT(issued, sys_days{expiry.date - years{4}});
    ASSERT_LT(issued, start);
    ASSERT_GT(issued, sys_days{validity.birth_date});
  }
}

TEST(CardValidity, KeepsTheAge) {
  auto const start = sys_days{2024y / 12 / 2};
  auto random = sim::RandomStream{3, "validity", 0};
  for (auto i = 0; i < 5000; ++i) {
    auto const age = kYoungest + i % 90;
    auto const born = draw_card_validity(random, start, age, {}).birth_date;
    ASSERT_LE(sys_days{born + years{age}}, start);
    ASSERT_GT(sys_days{born + years{age + 1}}, start);
  }
}

}  // namespace
}  // namespace kazasu::identity
