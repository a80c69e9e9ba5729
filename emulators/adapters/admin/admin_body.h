// What the writes of the admin listener carry: one JSON object of short fields.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// Field by name; whole numbers and booleans as their JSON text.
using AdminFields = std::map<std::string, std::string, std::less<>>;

struct AdminField {
  std::string_view name;
  std::string_view expected;  // for whoever got it wrong: "a text such as \"busy on inquiry\""
  bool required = true;
};

// The fields, or the 400 answer that names the wrong one and what was expected in it. A body beyond 8 KiB,
// other fields and fields given twice are refused.
std::variant<AdminFields, HttpAnswer> read_admin_body(std::string_view body,
                                                      std::initializer_list<AdminField> fields);
// 400 with `error`, `field` and `expected`.
HttpAnswer admin_mistake(std::string_view field, std::string_view expected, std::string_view error);

}  // namespace kazasu::adapters
