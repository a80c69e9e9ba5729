#include "emulators/adapters/admin/admin_http.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <fstream>
#include <limits>
#include <optional>
#include <stdexcept>
#include <variant>

#include "emulators/adapters/admin/admin_body.h"
#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kMostSpeed = std::int64_t{std::numeric_limits<std::uint32_t>::max()};

json::object to_json(ServerCounters const& counters) {
  auto by_status = json::object{};
  for (auto const& [status, count] : counters.by_status) by_status[std::to_string(status)] = count;
  return json::object{{"connections", counters.connections},
                      {"open", counters.open},
                      {"handshakes", counters.handshakes},
                      {"resumed", counters.resumed},
                      {"failed_handshakes", counters.failed_handshakes},
                      {"requests", counters.requests},
                      {"by_status", std::move(by_status)}};
}

constexpr auto kExpectedStart = std::string_view{"a time such as 2024-12-02T09:00:00+09:00"};
constexpr auto kExpectedSpeed = std::string_view{"a whole number from 1 to 4294967295"};
constexpr auto kExpectedAnchor = std::string_view{"microseconds since 1970 as a whole number"};

std::optional<std::int64_t> integer_in(std::string_view text) {
  auto value = std::int64_t{0};
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

std::variant<CalendarSetting, HttpAnswer> decode_calendar(std::string_view body) {
  auto const read = read_admin_body(
      body, {{"start", kExpectedStart}, {"speed", kExpectedSpeed}, {"anchor_unix_us", kExpectedAnchor}});
  if (auto const* const refusal = std::get_if<HttpAnswer>(&read)) return *refusal;
  auto const& fields = std::get<AdminFields>(read);
  auto const speed = integer_in(fields.find("speed")->second);
  if (!speed || *speed < 1 || *speed > kMostSpeed)
    return admin_mistake("speed", kExpectedSpeed, "no such number");
  auto const anchor = integer_in(fields.find("anchor_unix_us")->second);
  if (!anchor) return admin_mistake("anchor_unix_us", kExpectedAnchor, "no such number");
  try {
    return CalendarSetting{.start = sim::parse_iso_date_time(fields.find("start")->second),
                           .speed = static_cast<std::uint32_t>(*speed),
                           .anchor_unix_us = *anchor};
  } catch (std::invalid_argument const&) {
    return admin_mistake("start", kExpectedStart, "no such time");
  }
}

std::filesystem::path token_file(std::filesystem::path const& folder) {
  return folder / "admin.token";
}

HttpAnswer wrong_token() {
  return json_answer(401, R"({"error": "wrong or no token"})");
}

std::string random_token() {
  auto bytes = std::array<unsigned char, 32>{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("cannot make an admin token: no random bytes");
  }
  constexpr auto kHex = std::string_view{"0123456789abcdef"};
  auto token = std::string{};
  for (auto const byte : bytes) token.append({kHex[byte >> 4], kHex[byte & 0xfU]});
  return token;
}

}  // namespace

AdminHttp::AdminHttp(std::string token, AdminActions actions)
    : token_(std::move(token)), actions_(std::move(actions)) {
  if (token_.empty()) throw std::invalid_argument("the admin token is empty; use write_admin_token()");
}

HttpAnswer AdminHttp::handle(HttpRequestView const& request, sim::Instant now,
                             eligibility::StageMeter& meter) {
  auto const path = PathSegments{request.target};
  if (auto const service = actions_.services.find(path[0]); service != actions_.services.end()) {
    return is_authorized(request.authorization) ? service->second->handle(request, now, meter)
                                                : wrong_token();
  }
  auto const name = path.size() == 1 ? path[0] : std::string_view{};
  auto const expected = name == "calendar" ? std::string_view{"PUT"}
                        : name == "stop"   ? std::string_view{"POST"}
                                           : std::string_view{"GET"};
  auto const known =
      name == "health" || name == "ready" || name == "counters" || name == "calendar" || name == "stop";
  if (!known) return not_found();
  if (request.method != expected) return method_not_allowed();
  if (name == "health") return json_answer(200, R"({"status": "ok"})");
  if (name == "ready") {
    return actions_.ready() ? json_answer(200, R"({"ready": true})")
                            : json_answer(503, R"({"ready": false})");
  }
  if (!is_authorized(request.authorization)) return wrong_token();
  if (name == "counters") return counters();
  if (name == "calendar") return set_calendar(request.body);
  actions_.stop();
  return json_answer(200, R"({"stopping": true})");
}

bool AdminHttp::is_authorized(std::string_view authorization) const {
  constexpr auto kScheme = std::string_view{"Bearer "};
  if (!authorization.starts_with(kScheme)) return false;
  authorization.remove_prefix(kScheme.size());
  // The time that this takes tells the length at most, which is no secret.
  return authorization.size() == token_.size() &&
         CRYPTO_memcmp(authorization.data(), token_.data(), token_.size()) == 0;
}

HttpAnswer AdminHttp::counters() const {
  auto listeners = json::object{};
  for (auto const& [name, counters] : actions_.listeners()) listeners[name] = to_json(counters);
  auto document = json::object{{"listeners", std::move(listeners)}};
  if (actions_.figures) {
    for (auto const& [name, value] : actions_.figures()) document[name] = value;
  }
  return json_answer(200, json::serialize(document));
}

HttpAnswer AdminHttp::set_calendar(std::string_view body) const {
  auto const decoded = decode_calendar(body);
  if (auto const* const refusal = std::get_if<HttpAnswer>(&decoded)) return *refusal;
  auto const& setting = std::get<CalendarSetting>(decoded);
  actions_.set_calendar(setting);
  return json_answer(200, json::serialize(json::object{{"set", true},
                                                       {"start", sim::iso_date_time(setting.start)},
                                                       {"speed", setting.speed},
                                                       {"anchor_unix_us", setting.anchor_unix_us}}));
}

std::string write_admin_token(std::filesystem::path const& folder) {
  auto const file = token_file(folder);
  auto token = random_token();
  // Removed first, so that the mode is ours from the start, whoever made an older one.
  ::unlink(file.c_str());
  auto const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  auto const written = descriptor < 0 ? -1 : ::write(descriptor, token.data(), token.size());
  if (descriptor >= 0) ::close(descriptor);
  if (written != static_cast<ssize_t>(token.size())) {
    throw std::runtime_error("cannot write the admin token to " + file.string());
  }
  return token;
}

std::string read_admin_token(std::filesystem::path const& folder) {
  auto const file = token_file(folder);
  auto stream = std::ifstream{file};
  auto token = std::string{};
  if (!(stream >> token)) throw std::runtime_error("cannot read the admin token from " + file.string());
  return token;
}

}  // namespace kazasu::adapters
