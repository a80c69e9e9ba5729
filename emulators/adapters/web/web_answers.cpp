#include "emulators/adapters/web/web_answers.h"

#include <algorithm>

#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/http/target_url.h"

namespace kazasu::adapters {

namespace {

constexpr auto kPolicy = std::string_view{
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"};

}  // namespace

std::string escape_html(std::string_view text) {
  auto escaped = std::string{};
  for (auto const character : text) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

std::string fill_page(std::string_view page,
                      std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  auto filled = std::string{};
  while (!page.empty()) {
    auto const begin = std::min(page.find("{{"), page.size());
    filled.append(page.substr(0, begin));
    page.remove_prefix(begin);
    auto const end = page.find("}}");
    if (end == std::string_view::npos) return filled.append(page);
    auto const name = page.substr(2, end - 2);
    auto const* const value = std::ranges::find(values, name, [](auto const& pair) { return pair.first; });
    if (value != values.end()) filled.append(escape_html(value->second));
    page.remove_prefix(end + 2);
  }
  return filled;
}

HttpAnswer web_answer(int status, std::string_view content_type, std::string body) {
  auto answer =
      HttpAnswer{.status = status, .content_type = std::string{content_type}, .body = std::move(body)};
  answer.headers = {{"Content-Security-Policy", std::string{kPolicy}},
                    {"X-Content-Type-Options", "nosniff"},
                    {"Referrer-Policy", "no-referrer"},
                    {"Cross-Origin-Opener-Policy", "same-origin"},
                    {"Cross-Origin-Resource-Policy", "same-origin"}};
  return answer;
}

bool is_loopback_authority(std::string_view host) {
  auto const bracket = host.starts_with('[') ? host.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  auto const colon = std::min(host.find(':', bracket), host.size());
  auto const port = host.substr(colon);
  auto const name = bracket == 0 ? host.substr(0, colon) : host.substr(1, bracket - 1);
  auto const behind = host.substr(bracket == 0 ? colon : bracket + 1);
  auto const has_port = port.size() > 1 && port.find_first_not_of("0123456789", 1) == std::string_view::npos;
  return is_host(name) && is_loopback(name) && behind == port && (port.empty() || has_port);
}

bool is_own_origin(HttpRequestView const& request, std::string_view own) {
  return request.origin.empty() || request.origin == own;
}

HttpAnswer foreign_origin() {
  return json_answer(403, R"({"error": "pages of other origins may not ask here"})");
}

}  // namespace kazasu::adapters
