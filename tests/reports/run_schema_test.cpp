// The fields that are written, those of docs/run-json.md and those of run.schema.json are the same.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "reports/json_text.h"
#include "reports/run_json.h"
#include "tests/reports/sample_claims.h"
#include "tests/reports/sample_result.h"

namespace kazasu::reports {
namespace {

namespace json = boost::json;
using Paths = std::set<std::string>;

std::string read_file(std::string const& path) {
  auto file = std::ifstream{path};
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string text_of(json::string_view text) {
  return {text.data(), text.size()};
}

// Maps are known by the schema, not by their looks.
bool is_map(json::value const& schema) {
  return schema.as_object().contains("additionalProperties");
}

json::value const& resolved(json::value const& root, json::value const& schema) {
  return schema.as_object().contains("$ref") ? root.at("$defs").at("figures") : schema;
}

void add_schema_paths(json::value const& root, json::value const& unresolved, std::string const& prefix,
                      Paths& out) {
  auto const& schema = resolved(root, unresolved);
  if (auto const* items = schema.as_object().if_contains("items"))
    add_schema_paths(root, *items, prefix + "[]", out);
  if (is_map(schema)) add_schema_paths(root, schema.at("additionalProperties"), prefix + "{}", out);
  if (auto const* properties = schema.as_object().if_contains("properties")) {
    EXPECT_EQ(schema.at("required").as_array().size(), properties->as_object().size()) << prefix;
    for (auto const& property : properties->as_object()) {
      auto const path = (prefix.empty() ? "" : prefix + ".") + text_of(property.key());
      out.insert(path);
      add_schema_paths(root, property.value(), path, out);
    }
  }
}

void add_value_paths(json::value const& value, Paths const& known, std::string const& prefix, Paths& out) {
  if (value.is_array()) {
    for (auto const& item : value.get_array()) add_value_paths(item, known, prefix + "[]", out);
  }
  if (!value.is_object()) return;
  for (auto const& member : value.get_object()) {
    auto const path = (prefix.empty() ? "" : prefix + ".") + text_of(member.key());
    auto const map =
        !prefix.empty() && (prefix == "histograms" || prefix == "generator" || prefix == "rules" ||
                            prefix == "events" || prefix == "claims.sends" || prefix == "claims.receipts" ||
                            prefix.ends_with("outcomes") || prefix.ends_with("tags"));
    if (!map) out.insert(path);
    add_value_paths(member.value(), known, map ? prefix + "{}" : path, out);
  }
}

// The first code span of every table row; `figures` rows are repeated for each field of that type.
Paths documented_paths() {
  auto file = std::ifstream{"docs/run-json.md"};
  EXPECT_TRUE(file);
  auto paths = Paths{};
  auto figures = Paths{};
  auto fields_of_figures = Paths{};
  for (auto line = std::string{}; std::getline(file, line);) {
    if (!line.starts_with("| `")) continue;
    auto const path = line.substr(3, line.find('`', 3) - 3);
    if (path.starts_with("figures.")) {
      fields_of_figures.insert(path.substr(7));
      continue;
    }
    paths.insert(path);
    if (line.find("` | figures |") != std::string::npos) figures.insert(path);
  }
  for (auto const& path : figures) {
    for (auto const& field : fields_of_figures) paths.insert(path + field);
  }
  return paths;
}

Paths schema_paths() {
  auto const schema = parse_json(read_file("reports/run.schema.json"));
  auto paths = Paths{};
  add_schema_paths(schema, schema, "", paths);
  return paths;
}

TEST(RunSchema, EveryWrittenFieldIsDocumentedAndEveryDocumentedFieldIsWritten) {
  auto written = Paths{};
  auto const documented = documented_paths();
  auto result = tests::sample_result(ClockKind::kReal);
  result.reasons = {{reason_code::kNoData, {}}};
  result.claims = tests::sample_claims({.name = "outage"}).claims;
  add_value_paths(parse_json(to_json(result)), documented, "", written);
  EXPECT_EQ(written, documented);
}

TEST(RunSchema, TheSchemaHasTheDocumentedFields) {
  EXPECT_EQ(schema_paths(), documented_paths());
}

}  // namespace
}  // namespace kazasu::reports
