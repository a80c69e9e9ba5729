#include "emulators/card/card_stock.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/card/card_fixture.h"

namespace kazasu::card {
namespace {

TEST(CardStock, IssuesACardOnceAndKeepsItsPinState) {
  auto const people = TestPeople{};
  auto const issuer = TestIssuer{};
  auto stock = CardStock{people, issuer};
  auto first_visit = stock.card(7);
  ASSERT_EQ(first_visit.select_application(kJpkiAid), StatusWord::kSuccess);
  EXPECT_EQ(first_visit.verify("0000", 0x18), tries_left_status(2));
  auto second_visit = stock.card(7);
  ASSERT_EQ(second_visit.select_application(kJpkiAid), StatusWord::kSuccess);
  EXPECT_EQ(second_visit.query_tries(0x18), tries_left_status(2));
  EXPECT_EQ(issuer.issued, 1);
}

TEST(CardStock, PreparesOnSeveralThreads) {
  auto const people = TestPeople{};
  auto const issuer = TestIssuer{};
  auto stock = CardStock{people, issuer};
  auto wanted = std::vector<identity::PersonIndex>(500);
  std::iota(wanted.begin(), wanted.end(), 0);
  stock.prepare(wanted, 4);
  EXPECT_EQ(stock.issued(), 500U);
  EXPECT_EQ(issuer.issued, 500);
  stock.card(499);
  EXPECT_EQ(issuer.issued, 500);
  stock.prepare({}, 3);
}

TEST(CardStock, PrepareReportsWhatTheIssuerThrew) {
  auto const people = TestPeople{};
  auto const issuer = TestIssuer{};
  auto stock = CardStock{people, issuer};
  auto const wanted = std::vector<identity::PersonIndex>{1, 666, 3};
  EXPECT_THROW(stock.prepare(wanted, 2), std::runtime_error);
}

}  // namespace
}  // namespace kazasu::card
