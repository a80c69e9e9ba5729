// What the answers of both web pages have in common: templates, and the headers that keep a browser strict.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// For text and double-quoted attributes of HTML.
std::string escape_html(std::string_view text);

// `page` with every "{{name}}" replaced by the value of that name, escaped.
std::string fill_page(std::string_view page,
                      std::initializer_list<std::pair<std::string_view, std::string_view>> values);

// Nothing from elsewhere, no inline script or style, no frame around it, no type guessed, no referrer told.
// Only for answers that a browser shows or runs.
HttpAnswer web_answer(int status, std::string_view content_type, std::string body);

inline constexpr auto kHtml = std::string_view{"text/html; charset=utf-8"};
inline constexpr auto kScript = std::string_view{"text/javascript; charset=utf-8"};
inline constexpr auto kStyle = std::string_view{"text/css; charset=utf-8"};
inline constexpr auto kSvg = std::string_view{"image/svg+xml"};
inline constexpr auto kPng = std::string_view{"image/png"};

// True for the "host[:port]" of a Host header that names this machine.
bool is_loopback_authority(std::string_view host);
// False when a page of another origin asks: `own` is "scheme://host:port".
bool is_own_origin(HttpRequestView const& request, std::string_view own);

HttpAnswer foreign_origin();

}  // namespace kazasu::adapters
