#include "emulators/adapters/exchange/exchange_name.h"

#include <algorithm>
#include <array>

namespace kazasu::adapters {

namespace {

// "OQS", "siquc", "01".
constexpr auto kOwner = std::size_t{3};
constexpr auto kFunction = std::size_t{5};
constexpr auto kPrefix = kOwner + kFunction + 2;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_suffix_character(char c) {
  return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_prefix(std::string_view text) {
  auto const step = text.substr(kOwner + kFunction);
  return std::ranges::all_of(text.substr(0, kOwner), is_upper) &&
         std::ranges::all_of(text.substr(kOwner, kFunction), is_lower) && (step == "01" || step == "02");
}

bool is_suffix(std::string_view text) {
  return !text.empty() && text.size() <= RequestName::kLongestSuffix &&
         std::ranges::all_of(text, is_suffix_character);
}

}  // namespace

RequestName parse_request_name(std::string_view name) {
  constexpr auto kMark = std::string_view{"req_"};
  constexpr auto kEnding = std::size_t{4};
  if (name.size() < kPrefix + kMark.size() + kEnding) return {};
  auto const ending = name.substr(name.size() - kEnding);
  if (ending != ".xml" && ending != ".zip") return {};
  name.remove_suffix(kEnding);
  auto const prefix = name.substr(0, kPrefix);
  auto const rest = name.substr(kPrefix);
  if (!is_prefix(prefix) || !rest.starts_with(kMark) || !is_suffix(rest.substr(kMark.size()))) return {};
  auto parsed = RequestName{.fault = NameFault::kInterface,
                            .prefix = std::string{prefix},
                            .suffix = std::string{rest.substr(kMark.size())},
                            .zipped = ending == ".zip"};
  auto const* const found = find_exchange_interface(prefix);
  if (found == nullptr) return parsed;
  parsed.fault = found->path.empty() ? NameFault::kNotServed : NameFault::kNone;
  if (parsed.fault == NameFault::kNone) parsed.asked = found;
  return parsed;
}

bool is_unfinished_name(std::string_view name) {
  return name.starts_with('.') || name.starts_with('~') || name.ends_with(".tmp") || name.ends_with(".part");
}

bool is_result_name(std::string_view name) {
  if (name.size() <= kPrefix || !is_prefix(name.substr(0, kPrefix))) return false;
  auto const rest = name.substr(kPrefix);
  constexpr auto kEndings = std::array<std::string_view, 3>{".xml", ".pdf", ".zip"};
  return rest.starts_with("res_") &&
         std::ranges::any_of(kEndings, [&](std::string_view ending) { return rest.ends_with(ending); });
}

std::string face_name(std::string_view institution_code, std::string_view registration_number,
                      sim::Instant at) {
  return "OQSsiquc01res_face_" + std::string{institution_code} + std::string{registration_number} + "_" +
         sim::compact_date_time(at) + ".xml";
}

}  // namespace kazasu::adapters
