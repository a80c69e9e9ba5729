// The query of a target whose values need no percent-encoding: "?month=2024-12&asp=yes".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace kazasu::adapters {

// Refers to the target. Nothing for a field that is given twice, and for one without "=".
using RequestQuery = std::map<std::string_view, std::string_view>;
std::optional<RequestQuery> query_in(std::string_view target);
// A whole number in decimal digits; nothing when it is missing or another text.
std::optional<std::uint64_t> number_in(RequestQuery const& query, std::string_view name);
std::string_view text_in(RequestQuery const& query, std::string_view name, std::string_view otherwise = {});

}  // namespace kazasu::adapters
