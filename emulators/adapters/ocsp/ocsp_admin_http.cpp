#include "emulators/adapters/ocsp/ocsp_admin_http.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <variant>

#include "emulators/adapters/admin/admin_body.h"
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

// A state, or the 400 answer that says what is wrong with the text.
using Decoded = std::variant<ResponderState, HttpAnswer>;

constexpr auto kExpectedState =
    std::string_view{"one of good, revoked, unknown, expired_responder, slow, down"};
constexpr auto kExpectedSince = std::string_view{"a time such as 2024-12-02T09:00:00+09:00"};
constexpr auto kExpectedReason =
    std::string_view{"a reason of RFC 5280, 5.3.1, such as key_compromise; with the state revoked"};
constexpr auto kExpectedDelay = std::string_view{"a whole number from 1 to 60000; with the state slow"};
constexpr auto kExpectedSerial =
    std::string_view{"a decimal number below 2^32, or a hexadecimal one after 0x"};

// The first field that says nothing in a state that goes by `known` alone.
std::optional<HttpAnswer> foreign_field(AdminFields const& fields,
                                        std::initializer_list<std::string_view> known) {
  for (auto const& [name, value] : fields) {
    if (name == "state" || std::ranges::find(known, name) != known.end()) continue;
    auto const& state = fields.find("state")->second;
    return admin_mistake(name, "nothing of that name with the state " + state, "does not go with the state");
  }
  return std::nullopt;
}

Decoded decode_revoked(AdminFields const& fields, sim::Instant now) {
  if (auto const foreign = foreign_field(fields, {"since", "reason"})) return *foreign;
  auto state = ResponderState{.conduct = ResponderConduct::kRevoked,
                              .since = std::chrono::floor<std::chrono::seconds>(now)};
  if (auto const found = fields.find("reason"); found != fields.end()) {
    auto const reason = eligibility::reason_by_name(found->second);
    if (!reason) return admin_mistake("reason", kExpectedReason, "no such reason");
    state.reason = *reason;
  }
  if (auto const found = fields.find("since"); found != fields.end()) {
    try {
      state.since = sim::parse_iso_date_time(found->second);
    } catch (std::invalid_argument const&) {
      return admin_mistake("since", kExpectedSince, "no such time");
    }
  }
  return state;
}

Decoded decode_slow(AdminFields const& fields) {
  if (auto const foreign = foreign_field(fields, {"delay_ms"})) return *foreign;
  auto const found = fields.find("delay_ms");
  if (found == fields.end()) return admin_mistake("delay_ms", kExpectedDelay, "missing");
  auto const& text = found->second;
  auto delay = std::int64_t{0};
  auto const read = std::from_chars(text.data(), text.data() + text.size(), delay);
  auto const whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  if (!whole || delay < 1 || delay > kLongestDelay) {
    return admin_mistake("delay_ms", kExpectedDelay, "no such number");
  }
  return ResponderState{.conduct = ResponderConduct::kSlow, .delay = std::chrono::milliseconds{delay}};
}

Decoded decode_state(std::string_view body, sim::Instant now) {
  auto const read =
      read_admin_body(body, {{.name = "state", .expected = kExpectedState},
                             {.name = "since", .expected = kExpectedSince, .required = false},
                             {.name = "reason", .expected = kExpectedReason, .required = false},
                             {.name = "delay_ms", .expected = kExpectedDelay, .required = false}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& fields = std::get<AdminFields>(read);
  auto const conduct = eligibility::conduct_by_name(fields.find("state")->second);
  if (!conduct) return admin_mistake("state", kExpectedState, "unknown word");
  if (*conduct == ResponderConduct::kRevoked) return decode_revoked(fields, now);
  if (*conduct == ResponderConduct::kSlow) return decode_slow(fields);
  if (auto const foreign = foreign_field(fields, {})) return *foreign;
  return ResponderState{.conduct = *conduct};
}

}  // namespace

HttpAnswer OcspAdminHttp::handle(HttpRequestView const& request, sim::Instant now, eligibility::StageMeter&) {
  auto const path = PathSegments{request.target};
  if (path[0] != "ocsp" || path.size() > 2) return not_found();
  auto const known = request.method == "GET" || request.method == "PUT" || request.method == "DELETE";
  if (!known) return method_not_allowed();
  if (path.size() == 1) return everyone(request, now);
  auto const serial = serial_in(path[1]);
  if (!serial) return admin_mistake("serial", kExpectedSerial, "the path names no serial");
  return one(request, *serial, now);
}

HttpAnswer OcspAdminHttp::everyone(HttpRequestView const& request, sim::Instant now) {
  if (request.method == "PUT") {
    auto const decoded = decode_state(request.body, now);
    if (auto const* const wrong = std::get_if<HttpAnswer>(&decoded)) return *wrong;
    rules_.set(std::get<ResponderState>(decoded));
  } else if (request.method == "DELETE") {
    rules_.reset();
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
    if (auto const* const wrong = std::get_if<HttpAnswer>(&decoded)) return *wrong;
    if (!rules_.set(serial, std::get<ResponderState>(decoded))) {
      return json_answer(503, R"({"error": "too many certificates have a state of their own"})");
    }
  } else if (request.method == "DELETE") {
    if (!rules_.forget(serial)) return not_found();
    return json_answer(200, R"({"deleted": true})");
  }
  auto const found = rules_.states().find(serial);
  return found == rules_.states().end() ? not_found()
                                        : json_answer(200, json::serialize(to_json(found->second)));
}

}  // namespace kazasu::adapters
