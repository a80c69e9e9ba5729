#include "emulators/adapters/claims_line/request_query.h"

#include <algorithm>
#include <charconv>

namespace kazasu::adapters {

std::optional<RequestQuery> query_in(std::string_view target) {
  auto query = RequestQuery{};
  auto const mark = target.find('?');
  if (mark == std::string_view::npos) return query;
  auto rest = target.substr(mark + 1);
  while (!rest.empty()) {
    auto const end = std::min(rest.find('&'), rest.size());
    auto const field = rest.substr(0, end);
    auto const equals = field.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    if (!query.emplace(field.substr(0, equals), field.substr(equals + 1)).second) return std::nullopt;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return query;
}

std::optional<std::uint64_t> number_in(RequestQuery const& query, std::string_view name) {
  auto const text = text_in(query, name);
  auto value = std::uint64_t{0};
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view text_in(RequestQuery const& query, std::string_view name, std::string_view otherwise) {
  auto const found = query.find(name);
  return found == query.end() ? otherwise : found->second;
}

}  // namespace kazasu::adapters
