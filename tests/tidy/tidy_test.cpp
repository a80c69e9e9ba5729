// The house rules (docs/style.md) over the whole tree.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/tidy/rules.h"

namespace kazasu::tidy {
namespace {

std::vector<SourceFile> const& tree() {
  static auto const kTree = load_tree(KAZASU_SOURCE_DIR);
  return kTree;
}

void expect_clean(Violations (*rule)(SourceFile const&)) {
  for (auto const& file : tree()) {
    for (auto const& violation : rule(file)) ADD_FAILURE() << violation;
  }
}

TEST(Tidy, SeesTheTree) {
  auto const has = [](std::string_view path) {
    return std::any_of(tree().begin(), tree().end(), [path](auto const& file) { return file.path == path; });
  };
  EXPECT_TRUE(has("sim/engine.h"));
  EXPECT_TRUE(has("README.md"));
  EXPECT_TRUE(has("check"));
  EXPECT_TRUE(has(".ci/run"));
}

TEST(Tidy, IncludesPointDownwards) {
  expect_clean(check_includes);
}
TEST(Tidy, NoBannedWords) {
  expect_clean(check_words);
}
TEST(Tidy, FilesAreShort) {
  expect_clean(check_length);
}
TEST(Tidy, FunctionsAreShort) {
  expect_clean(check_functions);
}
TEST(Tidy, CoroutinesAreSafe) {
  expect_clean(check_coroutines);
}
TEST(Tidy, FilesBeginAsTheyShould) {
  expect_clean(check_beginning);
}

// A unit with Beast takes half a minute and a gigabyte to compile.
TEST(Tidy, AtMostFourUnitsIncludeBeast) {
  auto units = std::vector<std::string>{};
  for (auto const& file : tree()) {
    if (file.is_cpp() && file.text.find("#include <boost/beast") != std::string::npos)
      units.push_back(file.path);
  }
  EXPECT_LE(units.size(), 4U) << testing::PrintToString(units);
}

}  // namespace
}  // namespace kazasu::tidy
