#include "scenarios/language.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "scenarios/json_schema.h"
#include "scenarios/reader.h"
#include "scenarios/reference_page.h"
#include "scenarios/value_text.h"

namespace kazasu::scenarios {
namespace {

std::string content_of(char const* path) {
  auto input = std::ifstream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{input}, {}};
}

bool holds_keys(Entry const& entry) {
  return entry.type == Type::kSection || entry.type == Type::kSteps || entry.type == Type::kStep;
}

TEST(Language, PathsAreUniqueAndBelowASectionThatComesFirst) {
  auto seen = std::set<std::string_view>{""};
  for (auto const& entry : language()) {
    auto const dot = entry.path.rfind('.');
    auto const parent = dot == std::string_view::npos ? std::string_view{} : entry.path.substr(0, dot);
    EXPECT_TRUE(seen.contains(parent)) << entry.path;
    EXPECT_TRUE(seen.insert(entry.path).second) << entry.path;
    EXPECT_TRUE(parent.empty() || holds_keys(*find_entry(parent))) << entry.path;
  }
}

TEST(Language, EveryEntryIsComplete) {
  for (auto const& entry : language()) {
    EXPECT_TRUE(entry.description.ends_with(".")) << entry.path;
    EXPECT_EQ(entry.description.find('|'), std::string_view::npos) << entry.path;
    auto const sets =
        entry.type != Type::kSection && entry.type != Type::kSteps && entry.type != Type::kJourneys;
    // A section may set something by being there.
    if (entry.type != Type::kSection) {
      EXPECT_EQ(entry.set != nullptr, sets) << entry.path;
    }
    EXPECT_EQ(entry.words.empty(), entry.type != Type::kWord && entry.type != Type::kWords) << entry.path;
    EXPECT_EQ(entry.lowest.empty(), entry.highest.empty()) << entry.path;
    EXPECT_FALSE(entry.required && !entry.initial.empty()) << entry.path;
    for (auto const text : {entry.initial, entry.lowest, entry.highest}) {
      if (text.empty()) continue;
      auto const parsed = read_text(entry, text);
      EXPECT_TRUE(parsed.value) << entry.path << ": " << parsed.error;
    }
  }
}

TEST(Language, ConditionsNameWordsOfTheirKey) {
  auto conditions = 0;
  for (auto const& entry : language()) {
    if (entry.condition.path.empty()) continue;
    ++conditions;
    auto const* const other = find_entry(entry.condition.path);
    ASSERT_NE(other, nullptr) << entry.path;
    for (auto const word : entry.condition.words) EXPECT_TRUE(read_text(*other, word).value) << word;
  }
  EXPECT_EQ(conditions, 2);
}

TEST(Language, DefaultsAreThoseOfTheTable) {
  auto const scenario = default_scenario();
  EXPECT_EQ(scenario.population.stations, 1000U);
  EXPECT_EQ(scenario.population.people, 30'000U);
  EXPECT_EQ(scenario.calendar.start(), sim::parse_iso_date_time("2024-12-02T09:00:00+09:00"));
  EXPECT_EQ(scenario.journeys.size(), 1U);
  EXPECT_EQ(scenario.journeys.front().name, "visit");
  EXPECT_EQ(scenario.card.bit_rate, card::AirBitRate::k424);
  EXPECT_EQ(scenario.links.app.connection, eligibility::ConnectionPolicy::kKept);
  EXPECT_EQ(scenario.service.workers, 2U);
}

TEST(GeneratedPages, TheReferenceIsUpToDate) {
  EXPECT_EQ(content_of("docs/scenario-reference.md"), reference_page_text())
      << "build the target scenario_reference and commit what it writes";
}

TEST(GeneratedPages, TheSchemaIsUpToDate) {
  EXPECT_EQ(content_of("scenarios/scenario.schema.json"), json_schema_text())
      << "build the target scenario_reference and commit what it writes";
}

TEST(GeneratedPages, NameEveryKey) {
  auto const page = reference_page_text();
  auto const schema = json_schema_text();
  for (auto const& entry : language()) {
    auto const key = std::string{key_of(entry)};
    EXPECT_NE(page.find(key + "`"), std::string::npos) << entry.path;
    EXPECT_NE(schema.find("\"" + key + "\": {"), std::string::npos) << entry.path;
    EXPECT_NE(page.find(entry.description), std::string::npos) << entry.path;
  }
}

}  // namespace
}  // namespace kazasu::scenarios
