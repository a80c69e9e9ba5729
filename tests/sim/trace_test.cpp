#include "sim/trace.h"

#include <gtest/gtest.h>

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

std::uint64_t hash_of(TimePoint time, std::uint64_t entity, std::string_view event, std::uint64_t detail) {
  auto trace = Trace{};
  trace.add(time, entity, event, detail);
  return trace.hash();
}

TEST(Trace, EveryPartMatters) {
  auto const base = hash_of(kRunStart + 1s, 1, "registered", 0);
  EXPECT_EQ(base, hash_of(kRunStart + 1s, 1, "registered", 0));
  EXPECT_NE(base, hash_of(kRunStart + 1s + 1ns, 1, "registered", 0));
  EXPECT_NE(base, hash_of(kRunStart + 1s, 2, "registered", 0));
  EXPECT_NE(base, hash_of(kRunStart + 1s, 1, "fetched", 0));
  EXPECT_NE(base, hash_of(kRunStart + 1s, 1, "registered", 1));
}

TEST(Trace, TheOrderMatters) {
  auto forth = Trace{};
  forth.add(kRunStart, 1, "a");
  forth.add(kRunStart, 2, "a");
  auto back = Trace{};
  back.add(kRunStart, 2, "a");
  back.add(kRunStart, 1, "a");
  EXPECT_NE(forth.hash(), back.hash());
}

TEST(Trace, KeepsLinesOnlyWhenAsked) {
  auto quiet = Trace{};
  auto talking = Trace{true};
  for (auto* trace : {&quiet, &talking}) {
    trace->add(kRunStart + 5ns, 17, "registered", 3);
    trace->add(kRunStart + 6ns, 18, "fetched");
  }
  EXPECT_EQ(quiet.lines(), "");
  EXPECT_EQ(talking.lines(), "5 17 registered 3\n6 18 fetched 0\n");
  EXPECT_EQ(quiet.hash(), talking.hash());
}

// A change of these digits changes the hash of every run that was ever published.
TEST(Trace, TheHashIsPinned) {
  EXPECT_EQ(hex_digest(Trace{}.hash()), "cbf29ce484222325");
  auto sum = RunningHash{};
  sum.add(0);
  EXPECT_EQ(sum.digest(), [] {
    auto state = std::uint64_t{0xCBF29CE484222325U} * 0x9E3779B97F4A7C15U;
    return state ^ state >> 29U;
  }());
}

TEST(Trace, DigestsHaveSixteenDigits) {
  EXPECT_EQ(hex_digest(0), "0000000000000000");
  EXPECT_EQ(hex_digest(0x0123456789abcdefU), "0123456789abcdef");
}

}  // namespace
}  // namespace kazasu::sim
