#include "emulators/identity/keyed_permutation.h"

#include <gtest/gtest.h>

namespace kazasu::identity {
namespace {

TEST(KeyedPermutation, BackwardUndoesForward) {
  auto const permutation = KeyedPermutation{7, "test"};
  for (auto value = 0U; value < KeyedPermutation::kSize; value += 10'007) {
    auto const image = permutation.forward(value);
    ASSERT_LT(image, KeyedPermutation::kSize);
    ASSERT_EQ(permutation.backward(image), value);
    ASSERT_EQ(permutation.forward(permutation.backward(value)), value);
  }
}

TEST(KeyedPermutation, DependsOnSeedAndPurpose) {
  auto const one = KeyedPermutation{7, "test"};
  auto const other_seed = KeyedPermutation{8, "test"};
  auto const other_purpose = KeyedPermutation{7, "text"};
  auto same = 0;
  for (auto value = 0U; value < 1000; ++value) {
    same += one.forward(value) == other_seed.forward(value) ? 1 : 0;
    same += one.forward(value) == other_purpose.forward(value) ? 1 : 0;
  }
  EXPECT_LT(same, 3);
}

TEST(KeyedPermutation, ScattersNeighbours) {
  auto const permutation = KeyedPermutation{1, "test"};
  auto far = 0;
  for (auto value = 0U; value < 1000; ++value) {
    auto const a = permutation.forward(value);
    auto const b = permutation.forward(value + 1);
    far += (a > b ? a - b : b - a) > KeyedPermutation::kSize / 100 ? 1 : 0;
  }
  EXPECT_GT(far, 950);
}

}  // namespace
}  // namespace kazasu::identity
