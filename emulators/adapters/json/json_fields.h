// A JSON object and its fields, for small messages. Internal to the adapters.
#pragma once

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// A parsed object. Small documents stay in the buffer; nothing here outlives the call that parsed it.
class JsonDocument {
 public:
  explicit JsonDocument(std::string_view text);
  JsonDocument(JsonDocument const&) = delete;
  JsonDocument& operator=(JsonDocument const&) = delete;

  // Null for what is no object.
  boost::json::object const* object() const { return object_; }

 private:
  std::array<unsigned char, 8 * 1024> buffer_;
  boost::json::monotonic_resource memory_;
  boost::json::value value_ = boost::json::value(boost::json::storage_ptr(&memory_));
  boost::json::object const* object_ = nullptr;
};

// Nothing for a field that is missing or of another type; `object` may be null.
std::optional<std::string_view> text_at(boost::json::object const* object, std::string_view name);
std::optional<bool> flag_at(boost::json::object const* object, std::string_view name);
// Of base64.
std::optional<std::string> bytes_at(boost::json::object const* object, std::string_view name);
// Empty or false for a field that is missing.
std::optional<std::string> optional_text_at(boost::json::object const& object, std::string_view name);
std::optional<bool> optional_flag_at(boost::json::object const& object, std::string_view name);

// As JSON writes them.
std::string quote(std::string_view text);
constexpr std::string_view word(bool flag) {
  return flag ? "true" : "false";
}

}  // namespace kazasu::adapters
