#include "emulators/adapters/json/json_fields.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "emulators/adapters/files/base64.h"

namespace kazasu::adapters {

namespace json = boost::json;

JsonDocument::JsonDocument(std::string_view text) : memory_(buffer_.data(), buffer_.size()) {
  auto error = json::error_code{};
  auto options = json::parse_options{};
  options.max_depth = 8;
  value_ = json::parse(json::string_view{text.data(), text.size()}, error, &memory_, options);
  if (!error) object_ = value_.if_object();
}

std::string quote(std::string_view text) {
  return json::serialize(json::string_view{text.data(), text.size()});
}

std::optional<std::string_view> text_at(json::object const* object, std::string_view name) {
  auto const* const value = object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return std::nullopt;
  return std::string_view{text->data(), text->size()};
}

std::optional<bool> flag_at(json::object const* object, std::string_view name) {
  auto const* const value = object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
  auto const* const flag = value == nullptr ? nullptr : value->if_bool();
  if (flag == nullptr) return std::nullopt;
  return *flag;
}

std::optional<std::string> bytes_at(json::object const* object, std::string_view name) {
  auto const text = text_at(object, name);
  return text ? decode_base64(*text) : std::nullopt;
}

std::optional<bool> optional_flag_at(json::object const& object, std::string_view name) {
  return object.contains({name.data(), name.size()}) ? flag_at(&object, name) : false;
}

std::optional<std::string> optional_text_at(json::object const& object, std::string_view name) {
  if (!object.contains({name.data(), name.size()})) return std::string{};
  auto const text = text_at(&object, name);
  if (!text) return std::nullopt;
  return std::string{*text};
}

}  // namespace kazasu::adapters
