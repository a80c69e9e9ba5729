// docs/rules.md names a test for every rule; each of them must exist.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "emulators/eligibility/counters.h"

namespace {

std::string text_of(std::filesystem::path const& path) {
  auto const file = std::ifstream{path};
  auto text = std::ostringstream{};
  text << file.rdbuf();
  return text.str();
}

std::set<std::string> tests_in_the_tree() {
  static auto const kTest = std::regex{R"(\bTEST(?:_F)?\((\w+),\s*(\w+)\))"};
  auto names = std::set<std::string>{};
  for (auto const& entry : std::filesystem::recursive_directory_iterator("tests")) {
    if (entry.path().extension() != ".cpp") continue;
    auto const text = text_of(entry.path());
    for (auto match = std::sregex_iterator{text.begin(), text.end(), kTest}; match != std::sregex_iterator{};
         ++match) {
      names.insert((*match)[1].str().append(".").append((*match)[2].str()));
    }
  }
  return names;
}

TEST(RulesTable, NamesOnlyTestsThatExistAndOneForEachRule) {
  static auto const kRow = std::regex{R"((?:^|\n)\| ([A-Z]\d+) \|[^\n]*)"};
  static auto const kName = std::regex{R"(`(\w+\.\w+)`)"};
  auto const known = tests_in_the_tree();
  auto const table = text_of("docs/rules.md");
  auto rules = std::set<std::string>{};
  for (auto row = std::sregex_iterator{table.begin(), table.end(), kRow}; row != std::sregex_iterator{};
       ++row) {
    auto const line = row->str();
    auto named = 0;
    for (auto name = std::sregex_iterator{line.begin(), line.end(), kName}; name != std::sregex_iterator{};
         ++name, ++named) {
      EXPECT_TRUE(known.contains((*name)[1].str())) << (*name)[1];
    }
    EXPECT_GT(named, 0) << line;
    EXPECT_TRUE(rules.insert((*row)[1].str()).second) << "twice: " << line;
  }
  for (auto const* const rule :
       {"T6", "T7", "A7", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13"}) {
    EXPECT_TRUE(rules.contains(rule)) << rule;
  }
}

TEST(ErrorTable, NamesEveryOutcome) {
  using namespace kazasu::eligibility;
  auto const table = text_of("docs/protocols/eligibility-errors.md");
  for (std::size_t i = 1; i < kOutcomes; ++i) {
    auto const code = std::string{'`'}.append(name_of(static_cast<Outcome>(i))).append(1, '`');
    EXPECT_NE(table.find(code), std::string::npos) << code;
    EXPECT_FALSE(message_of(static_cast<Outcome>(i)).empty()) << code;
  }
}

}  // namespace
