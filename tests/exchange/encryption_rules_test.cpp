#include "emulators/adapters/exchange/encryption_rules.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kazasu::adapters {
namespace {

TEST(EncryptionRules, TheLongestPrefixCounts) {
  auto const rules = EncryptionRules{
      .rules = parse_encryption_rules("# of the terminal\r\nOQSsi=e\r\n\r\n OQSsihvq = n\nOQSsihvq02=e"),
      .plain_zip = {"OQSmuquc02"},
      .password = "p"};
  EXPECT_TRUE(rules.encrypts("OQSsiquc01"));
  EXPECT_FALSE(rules.encrypts("OQSsihvq01"));
  EXPECT_TRUE(rules.encrypts("OQSsihvq02"));
  EXPECT_FALSE(rules.encrypts("YZKsiquc01"));
  EXPECT_TRUE(rules.zips("OQSsiquc01"));
  EXPECT_TRUE(rules.zips("OQSmuquc02"));
  EXPECT_FALSE(rules.zips("OQSmuquc01"));
}

TEST(EncryptionRules, MistakesAreNamedByTheirLine) {
  for (auto const* const wrong : {"OQSsi", "OQSsi=", "OQSsi=x", "=e", "OQSsi=e extra"}) {
    try {
      parse_encryption_rules(std::string{"# first\n"} + wrong);
      FAIL() << wrong;
    } catch (std::invalid_argument const& error) {
      EXPECT_STREQ(error.what(), "line 2: expected prefix=e or prefix=n") << wrong;
    }
  }
}

}  // namespace
}  // namespace kazasu::adapters
