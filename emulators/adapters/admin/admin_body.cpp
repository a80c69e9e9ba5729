#include "emulators/adapters/admin/admin_body.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <optional>

#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kLongestBody = std::size_t{8} * 1024;

std::optional<std::string> short_text(json::value const& value) {
  if (auto const* const text = value.if_string()) return std::string{text->data(), text->size()};
  if (value.is_int64() || value.is_uint64() || value.is_bool()) return json::serialize(value);
  return std::nullopt;
}

std::string all_of(std::initializer_list<AdminField> fields) {
  auto text = std::string{"an object with "};
  if (fields.size() == 0) return "an empty object or no body";
  for (auto const& field : fields) {
    text.append(&field == fields.begin() ? "" : ", ").append("\"").append(field.name).append("\": ");
    text.append(field.expected).append(field.required ? "" : " (may be left out)");
  }
  return text;
}

}  // namespace

HttpAnswer admin_mistake(std::string_view field, std::string_view expected, std::string_view error) {
  return json_answer(
      400, json::serialize(json::object{{"error", error}, {"field", field}, {"expected", expected}}));
}

std::variant<AdminFields, HttpAnswer> read_admin_body(std::string_view body,
                                                      std::initializer_list<AdminField> fields) {
  auto result = AdminFields{};
  auto error = json::error_code{};
  auto document = json::value(json::object());  // braces would make a list
  if (body.size() > kLongestBody) return admin_mistake("", all_of(fields), "the body is too long");
  if (!body.empty()) document = json::parse(json::string_view{body.data(), body.size()}, error);
  auto const* const object = error ? nullptr : document.if_object();
  if (object == nullptr) return admin_mistake("", all_of(fields), "the body is not a JSON object");
  for (auto const& member : *object) {
    auto const name = std::string_view{member.key().data(), member.key().size()};
    auto const known = std::ranges::find(fields, name, &AdminField::name);
    if (known == fields.end()) return admin_mistake(name, all_of(fields), "no such field");
    auto text = short_text(member.value());
    if (!text) return admin_mistake(name, known->expected, "wrong kind of value");
    result.emplace(name, std::move(*text));
  }
  for (auto const& field : fields) {
    if (field.required && !result.contains(field.name)) {
      return admin_mistake(field.name, field.expected, "missing");
    }
  }
  return result;
}

}  // namespace kazasu::adapters
