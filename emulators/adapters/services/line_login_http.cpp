#include "emulators/adapters/services/line_login_http.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <span>
#include <stdexcept>

#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kPath = std::string_view{"/eligibility/auth"};

struct RefusedBody final : DroppedBody {};

std::string hexadecimal(std::span<unsigned char const> bytes) {
  constexpr auto kDigits = std::string_view{"0123456789abcdef"};
  auto text = std::string{};
  for (auto const byte : bytes) text.append({kDigits[byte >> 4U], kDigits[byte & 0xFU]});
  return text;
}

std::int64_t seconds_of(sim::Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
}

}  // namespace

LineLoginHttp::LineLoginHttp(HttpService& inner) : inner_(inner) {
  if (RAND_bytes(key_.data(), static_cast<int>(key_.size())) != 1) {
    throw std::runtime_error("cannot make a key for the closed line's tokens: no random bytes");
  }
}

// "<end in seconds>.<code>".
std::string LineLoginHttp::token_for(std::string_view institution, sim::Instant until,
                                     std::string_view use) const {
  auto token = std::to_string(seconds_of(until));
  auto const text = std::string{use}.append("/").append(institution).append("/").append(token);
  auto code = std::array<unsigned char, EVP_MAX_MD_SIZE>{};
  auto size = 0U;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<unsigned char const*>(text.data()), text.size(), code.data(), &size);
  return token.append(".").append(hexadecimal({code.data(), size}));
}

bool LineLoginHttp::holds(std::string_view token, std::string_view institution, sim::Instant now) const {
  auto until = std::int64_t{0};
  auto const read = std::from_chars(token.data(), token.data() + token.size(), until);
  if (read.ec != std::errc{} || until < seconds_of(now)) return false;
  if (until > seconds_of(now + kLifetime)) return false;  // of a calendar that was put back since
  auto const right = token_for(institution, sim::Instant{std::chrono::seconds{until}}, "id");
  return right.size() == token.size() && CRYPTO_memcmp(right.data(), token.data(), token.size()) == 0;
}

HttpAnswer LineLoginHttp::log_in(HttpRequestView const& request, sim::Instant now) const {
  if (request.method != "POST") return method_not_allowed();
  auto error = json::error_code{};
  auto const body = json::parse(json::string_view{request.body.data(), request.body.size()}, error);
  if (error || !body.is_object()) {
    return json_answer(400, R"({"status": "error", "msg": "expected a JSON object", "result": {}})");
  }
  auto const until = now + kLifetime;
  auto const token = [&](std::string_view use) { return token_for(request.client_institution, until, use); };
  auto const result = json::object{{"accessToken", token("access")},
                                   {"refreshToken", token("refresh")},
                                   {"idToken", token("id")},
                                   {"linkSysCharCd", "0"}};
  return json_answer(200, json::serialize(json::object{{"status", "OK"}, {"msg", ""}, {"result", result}}));
}

bool LineLoginHttp::refuses(HttpRequestView const& request, sim::Instant now) const {
  return !request.authorization.empty() && !holds(request.authorization, request.client_institution, now);
}

std::unique_ptr<BodySink> LineLoginHttp::open_body(HttpRequestView const& head, sim::Instant now) {
  if (head.target == kPath) return nullptr;
  if (refuses(head, now)) return std::make_unique<RefusedBody>();
  return inner_.open_body(head, now);
}

HttpAnswer LineLoginHttp::handle(HttpRequestView const& request, sim::Instant now,
                                 eligibility::StageMeter& meter) {
  if (request.target == kPath) return log_in(request, now);
  // The calendar may have been moved since the header came.
  auto const dropped = dynamic_cast<RefusedBody const*>(request.sink) != nullptr;
  if (dropped || refuses(request, now)) {
    return json_answer(401, R"({"error": "the token is not this station's, or its time is over"})");
  }
  return inner_.handle(request, now, meter);
}

}  // namespace kazasu::adapters
