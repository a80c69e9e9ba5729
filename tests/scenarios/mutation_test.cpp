// Whatever a file holds, the loader answers with a scenario or with mistakes that stand in order.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "scenarios/scenario_file.h"
#include "sim/random.h"

namespace kazasu::scenarios {
namespace {

constexpr auto kTokens = std::to_array<std::string_view>({"{",
                                                          "}",
                                                          "[",
                                                          "]",
                                                          ": ",
                                                          "- ",
                                                          "\n",
                                                          "  ",
                                                          "#",
                                                          "'",
                                                          "\"",
                                                          "&a ",
                                                          "*a",
                                                          "!t ",
                                                          "|",
                                                          ">",
                                                          "%",
                                                          "@",
                                                          "\t",
                                                          "---\n",
                                                          "...\n",
                                                          "? ",
                                                          "<<: ",
                                                          "null",
                                                          "-1",
                                                          "99999999999999999999",
                                                          "0s",
                                                          "\xFF",
                                                          "\xE8\xA8\xAA",
                                                          "steps",
                                                          "closed"});

std::string mutated(std::string text, sim::RandomStream& random) {
  auto const edits = 1 + random.below(4);
  for (std::uint64_t edit = 0; edit < edits && !text.empty(); ++edit) {
    auto const at = static_cast<std::size_t>(random.below(text.size()));
    switch (random.below(6)) {
      case 0:
        text[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        text.erase(at, 1 + random.below(20));
        break;
      case 2:
        text.insert(at, kTokens[random.below(kTokens.size())]);
        break;
      case 3:
        text.resize(at);
        break;
      case 4:
        text.insert(at, text.substr(static_cast<std::size_t>(random.below(text.size())), 30));
        break;
      default:
        std::swap(text[at], text[static_cast<std::size_t>(random.below(text.size()))]);
        break;
    }
  }
  return text;
}

void expect_sound(LoadResult const& loaded, std::string const& text) {
  EXPECT_NE(loaded.scenario.has_value(), !loaded.mistakes.empty()) << text;
  auto const lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  auto previous = Position{};
  for (auto const& mistake : loaded.mistakes) {
    EXPECT_FALSE(mistake.message.empty());
    EXPECT_GE(mistake.at.line, 1) << mistake.message;
    EXPECT_LE(mistake.at.line, lines) << mistake.message;
    EXPECT_GE(mistake.at.column, 1) << mistake.message;
    EXPECT_LE(previous, mistake.at);
    previous = mistake.at;
  }
}

TEST(Mutation, NoFileMakesTheLoaderFail) {
  auto input = std::ifstream{"scenarios/home_visits.yaml", std::ios::binary};
  auto const original = std::string(std::istreambuf_iterator<char>{input}, {});
  ASSERT_FALSE(original.empty());
  auto refused = 0;
  for (std::uint64_t round = 0; round < 1000; ++round) {
    auto random = sim::RandomStream{1, "mutation", round};
    auto const text = mutated(original, random);
    auto const loaded = load_scenario_text(text, "mutated.yaml");
    if (!loaded) ++refused;
    expect_sound(loaded, text);
  }
  EXPECT_GT(refused, 250);
  EXPECT_LT(refused, 1000);  // comments and texts may say anything
}

TEST(Mutation, RandomTokens) {
  for (std::uint64_t round = 0; round < 1000; ++round) {
    auto random = sim::RandomStream{2, "mutation", round};
    auto text = std::string{};
    for (auto left = random.below(40); left > 0; --left) text += kTokens[random.below(kTokens.size())];
    expect_sound(load_scenario_text(text, "tokens.yaml"), text);
  }
}

TEST(Mutation, DeepNestingIsAMistake) {
  for (auto const* const open : {"[", "{a: ", "- "}) {
    auto text = std::string{};
    for (int i = 0; i < 100'000; ++i) text += open;
    auto const loaded = load_scenario_text("name: " + text, "deep.yaml");
    EXPECT_FALSE(loaded);
  }
}

}  // namespace
}  // namespace kazasu::scenarios
