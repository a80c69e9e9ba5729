#include "harness/exit_code.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace kazasu::harness {
namespace {

TEST(ExitCodes, TheDocumentedTableIsTheOneInTheCode) {
  auto file = std::ifstream{"docs/exit-codes.md"};
  ASSERT_TRUE(file) << "run from the root of the tree";
  auto text = std::stringstream{};
  text << file.rdbuf();
  auto expected = std::string{"# Exit codes\n\n| code | meaning |\n|---|---|\n"};
  for (auto const& [code, meaning] : kExitCodes) {
    expected += "| " + std::to_string(static_cast<int>(code)) + " | " + std::string{meaning} + " |\n";
  }
  EXPECT_EQ(text.str(), expected);
}

}  // namespace
}  // namespace kazasu::harness
