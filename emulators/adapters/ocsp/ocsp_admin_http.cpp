#include "emulators/adapters/ocsp/ocsp_admin_http.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <variant>

#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;
using eligibility::ResponderConduct;
using eligibility::ResponderState;

constexpr auto kLongestDelay = std::int64_t{60'000};  // milliseconds

std::optional<std::uint32_t> serial_in(std::string_view text) {
  auto const hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (hexadecimal) text.remove_prefix(2);
  auto serial = std::uint32_t{0};
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, serial, hexadecimal ? 16 : 10);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return serial;
}

json::object to_json(ResponderState const& state) {
  auto object = json::object{{"state", eligibility::name_of(state.conduct)}};
  if (state.conduct == ResponderConduct::kRevoked) {
    object["since"] = sim::iso_date_time(state.since);
    object["reason"] = eligibility::name_of(state.reason);
  }
  if (state.conduct == ResponderConduct::kSlow) {
    object["delay_ms"] = std::chrono::duration_cast<std::chrono::milliseconds>(state.delay).count();
  }
  return object;
}

HttpAnswer mistake(std::string_view text) {
  return json_answer(400, json::serialize(json::object{{"error", text}}));
}

// A state, or what is wrong with the text.
using Decoded = std::variant<ResponderState, std::string_view>;

std::optional<std::string_view> text_at(json::object const& object, char const* name) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return std::nullopt;
  return std::string_view{text->data(), text->size()};
}

bool has_only(json::object const& object, std::initializer_list<std::string_view> names) {
  return std::ranges::all_of(object, [names](auto const& member) {
    auto const key = std::string_view{member.key().data(), member.key().size()};
    return std::ranges::find(names, key) != names.end();
  });
}

Decoded decode_revoked(json::object const& object, sim::Instant now) {
  if (!has_only(object, {"state", "since", "reason"})) {
    return "revoked takes \"since\" and \"reason\" only";
  }
  auto state = ResponderState{.conduct = ResponderConduct::kRevoked,
                              .since = std::chrono::floor<std::chrono::seconds>(now)};
  if (object.contains("reason")) {
    auto const reason = eligibility::reason_by_name(text_at(object, "reason").value_or(""));
    if (!reason) return "\"reason\" is not a reason of RFC 5280, 5.3.1, such as key_compromise";
    state.reason = *reason;
  }
  if (object.contains("since")) {
    try {
      state.since = sim::parse_iso_date_time(text_at(object, "since").value_or(""));
    } catch (std::invalid_argument const&) {
      return "\"since\" is not a time such as 2024-12-02T09:00:00+09:00";
    }
  }
  return state;
}

Decoded decode_slow(json::object const& object) {
  auto const* const delay = object.if_contains("delay_ms");
  auto const in_range =
      delay != nullptr && delay->is_int64() && delay->get_int64() >= 1 && delay->get_int64() <= kLongestDelay;
  if (!in_range || !has_only(object, {"state", "delay_ms"})) {
    return "slow takes \"delay_ms\", a whole number from 1 to 60000, and nothing else";
  }
  return ResponderState{.conduct = ResponderConduct::kSlow,
                        .delay = std::chrono::milliseconds{delay->get_int64()}};
}

Decoded decode_state(std::string_view body, sim::Instant now) {
  auto error = json::error_code{};
  auto const document = json::parse(json::string_view{body.data(), body.size()}, error);
  auto const* const object = error ? nullptr : document.if_object();
  auto const name = object == nullptr ? std::nullopt : text_at(*object, "state");
  auto const conduct = name ? eligibility::conduct_by_name(*name) : std::nullopt;
  if (!conduct) {
    return "expected {\"state\": good, revoked, unknown, expired_responder, slow or down, ...}";
  }
  if (*conduct == ResponderConduct::kRevoked) return decode_revoked(*object, now);
  if (*conduct == ResponderConduct::kSlow) return decode_slow(*object);
  if (!has_only(*object, {"state"})) return "this state takes nothing else";
  return ResponderState{.conduct = *conduct};
}

}  // namespace

HttpAnswer OcspAdminHttp::handle(HttpRequestView const& request, sim::Instant now, eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  if (path[0] != "ocsp" || path.size() > 2) return not_found();
  if (path.size() == 1) return everyone(request, now);
  auto const serial = serial_in(path[1]);
  if (!serial) return mistake("a serial is a decimal number below 2^32, or a hexadecimal one after 0x");
  return one(request, *serial, now);
}

HttpAnswer OcspAdminHttp::everyone(HttpRequestView const& request, sim::Instant now) {
  if (request.method == "PUT") {
    auto const decoded = decode_state(request.body, now);
    if (auto const* const wrong = std::get_if<std::string_view>(&decoded)) return mistake(*wrong);
    rules_.set(std::get<ResponderState>(decoded));
  } else if (request.method == "DELETE") {
    rules_.reset();
  } else if (request.method != "GET") {
    return method_not_allowed();
  }
  auto document = to_json(rules_.everyone());
  auto certificates = json::object{};
  for (auto const& [serial, state] : rules_.states()) certificates[std::to_string(serial)] = to_json(state);
  document["certificates"] = std::move(certificates);
  return json_answer(200, json::serialize(document));
}

HttpAnswer OcspAdminHttp::one(HttpRequestView const& request, std::uint32_t serial, sim::Instant now) {
  if (request.method == "PUT") {
    auto const decoded = decode_state(request.body, now);
    if (auto const* const wrong = std::get_if<std::string_view>(&decoded)) return mistake(*wrong);
    if (!rules_.set(serial, std::get<ResponderState>(decoded))) {
      return json_answer(503, R"({"error": "too many certificates have a state of their own"})");
    }
  } else if (request.method == "DELETE") {
    if (!rules_.forget(serial)) return not_found();
    return json_answer(200, R"({"deleted": true})");
  } else if (request.method != "GET") {
    return method_not_allowed();
  }
  auto const found = rules_.states().find(serial);
  return found == rules_.states().end() ? not_found()
                                        : json_answer(200, json::serialize(to_json(found->second)));
}

}  // namespace kazasu::adapters
