#include "emulators/adapters/claims_line/window_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

// One table for both ends: visit(name, member) for every field, a time being its milliseconds since 1970.
void each_field(auto& visit, auto& totals) requires requires {
  totals.institutions;
}
{
  visit("institutions", totals.institutions);
  visit("begun", totals.begun);
  visit("by_deadline", totals.by_deadline);
  visit("unreceived", totals.unreceived);
  visit("by_extension", totals.by_extension);
  visit("confirmed", totals.confirmed);
  visit("requests", totals.requests);
  visit("retries", totals.retries);
  visit("answered", totals.answered);
  visit("timed_out", totals.timed_out);
  visit("turned_away", totals.turned_away);
  visit("wasted", totals.wasted);
}
void each_field(auto& visit, auto& slice) requires requires {
  slice.begins;
}
{
  visit("begins", slice.begins);
  visit("meant", slice.meant);
  visit("requests", slice.requests);
  visit("retries", slice.retries);
  visit("answered", slice.answered);
  visit("timed_out", slice.timed_out);
  visit("turned_away", slice.turned_away);
  visit("received", slice.received);
  visit("front_wait_ms", slice.front_wait);
  visit("front_waiting", slice.front_waiting);
  visit("fund_backlog", slice.fund_backlog);
  visit("federation_backlog", slice.federation_backlog);
}

std::int64_t number_of(sim::Instant instant) {
  return instant.time_since_epoch().count();
}
std::int64_t number_of(std::chrono::milliseconds time) {
  return time.count();
}
std::int64_t number_of(std::integral auto value) {
  return static_cast<std::int64_t>(value);
}
void set(sim::Instant& out, std::int64_t value) {
  out = sim::Instant{std::chrono::milliseconds{value}};
}
void set(std::chrono::milliseconds& out, std::int64_t value) {
  out = std::chrono::milliseconds{value};
}
template <std::integral T>
void set(T& out, std::int64_t value) {
  out = static_cast<T>(value);
}

template <class Value>
json::object written(Value const& value) {
  auto object = json::object{};
  auto visit = [&object](char const* name, auto const& member) { object[name] = number_of(member); };
  each_field(visit, value);
  return object;
}

template <class Value>
bool read(json::value const& document, Value& value) {
  auto const* const object = document.if_object();
  if (object == nullptr) return false;
  auto good = true;
  auto visit = [&](char const* name, auto& member) {
    auto const* const found = object->if_contains(name);
    auto const* const number = found == nullptr ? nullptr : found->if_int64();
    good = good && number != nullptr;
    if (number != nullptr) set(member, *number);
  };
  each_field(visit, value);
  return good;
}

}  // namespace

std::string encode_window(claims::WindowTotals const& totals,
                          std::vector<claims::ClaimsSlice> const& slices) {
  auto array = json::array{};
  for (auto const& slice : slices) array.push_back(written(slice));
  return json::serialize(json::object{{"totals", written(totals)}, {"slices", std::move(array)}});
}

std::optional<WindowState> decode_window(std::string_view text) {
  auto error = json::error_code{};
  auto const document = json::parse({text.data(), text.size()}, error);
  auto const* const object = error ? nullptr : document.if_object();
  if (object == nullptr) return std::nullopt;
  auto state = WindowState{};
  auto const* const totals = object->if_contains("totals");
  auto const* const slices = object->if_contains("slices");
  if (totals == nullptr || slices == nullptr || !slices->is_array() || !read(*totals, state.totals)) {
    return std::nullopt;
  }
  for (auto const& slice : slices->get_array()) {
    if (!read(slice, state.slices.emplace_back())) return std::nullopt;
  }
  return state;
}

}  // namespace kazasu::adapters
