#include "emulators/adapters/ocsp/ocsp_http.h"

#include <optional>
#include <string>
#include <utility>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

std::optional<unsigned> hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<unsigned>(digit - 'A' + 10);
  return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  auto decoded = std::string{};
  while (!text.empty()) {
    if (text.front() != '%') {
      decoded += text.front();
      text.remove_prefix(1);
      continue;
    }
    auto const high = text.size() >= 3 ? hex_value(text[1]) : std::nullopt;
    auto const low = high ? hex_value(text[2]) : std::nullopt;
    if (!low) return std::nullopt;
    decoded += static_cast<char>(*high << 4U | *low);
    text.remove_prefix(3);
  }
  return decoded;
}

// The request in the path of a GET. Base64 has slashes of its own, and some clients leave them as they are.
std::optional<std::string> request_in(std::string_view target) {
  while (target.starts_with('/')) target.remove_prefix(1);
  auto const text = percent_decoded(target);
  return text ? decode_base64(*text) : std::nullopt;
}

}  // namespace

HttpAnswer OcspHttp::handle(HttpRequestView const& request, sim::Instant now, eligibility::StageMeter&) {
  auto answer = OcspAnswer{};
  if (request.method == "POST") {
    answer = responder_.answer(request.body, now);
  } else if (request.method == "GET") {
    auto const der = request_in(request.target);
    answer = der ? responder_.answer(*der, now) : responder_.refuse_malformed();
  } else {
    return method_not_allowed();
  }
  return {.content_type = "application/ocsp-response",
          .body = std::move(answer.der),
          .delay = std::chrono::ceil<std::chrono::milliseconds>(answer.delay),
          .hang_up = !answer.answers};
}

}  // namespace kazasu::adapters
