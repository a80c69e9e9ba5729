#include "emulators/adapters/http/target_url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace kazasu::adapters {

namespace {

// The real system's names (eligibility reference, section 1.2: operation, line authentication, PKI, claims,
// distribution) and those of the card's authority.
constexpr auto kProductionDomains = std::to_array<std::string_view>({
    "onshikaku.org",
    "lineauth.mnw",
    "managedpki.ne.jp",
    "cybertrust.ne.jp",
    "secomtrust.net",
    "rece",
    "oqs-pdl.org",
    "jpki.go.jp",
    "myna.go.jp",
});

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string to_lower(std::string_view text) {
  auto lower = std::string{text};
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

[[noreturn]] void reject(std::string_view text, std::string_view reason) {
  auto shown = std::string{};
  for (auto const c : text.substr(0, 200)) shown += c < ' ' || c == 0x7f ? '?' : c;
  throw std::invalid_argument("target \"" + shown + "\": " + std::string{reason} +
                              "; expected https://host:port/base");
}

std::uint16_t parse_port(std::string_view text, std::string_view digits) {
  auto port = std::uint16_t{0};
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) {
    reject(text, "the port is not a number from 1 to 65535");
  }
  return port;
}

// Splits the host off `authority` and leaves ":port" or nothing.
std::string take_host(std::string_view text, std::string_view& authority) {
  if (authority.starts_with('[')) {
    auto const end = authority.find(']');
    if (end == std::string_view::npos) reject(text, "the bracket of the address is not closed");
    auto host = to_lower(authority.substr(1, end - 1));
    authority.remove_prefix(end + 1);
    if (host.find(':') == std::string::npos || !is_literal_address(host)) {
      reject(text, "what stands in brackets is not an IPv6 address");
    }
    return host;
  }
  auto const end = std::min(authority.find(':'), authority.size());
  auto host = to_lower(authority.substr(0, end));
  authority.remove_prefix(end);
  if (host.empty()) reject(text, "there is no host");
  if (!std::ranges::all_of(host, is_unreserved))
    reject(text, "the host has a character that hosts cannot have");
  return host;
}

std::string parse_base(std::string_view text, std::string_view path) {
  auto const allowed = [](char c) { return is_unreserved(c) || c == '%' || c == '/'; };
  if (!std::ranges::all_of(path, allowed)) reject(text, "the base is more than a plain path");
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string{path};
}

}  // namespace

TargetUrl parse_target_url(std::string_view text) {
  constexpr auto kScheme = std::string_view{"https://"};
  if (to_lower(text.substr(0, kScheme.size())) != kScheme) reject(text, "the scheme is not https");
  auto const rest = text.substr(kScheme.size());
  auto const slash = std::min(rest.find('/'), rest.size());
  auto authority = rest.substr(0, slash);
  auto url = TargetUrl{};
  url.host = take_host(text, authority);
  if (!authority.empty()) {
    if (authority.front() != ':') reject(text, "something other than a port follows the host");
    url.port = parse_port(text, authority.substr(1));
  }
  url.base = parse_base(text, rest.substr(slash));
  return url;
}

bool is_host(std::string_view text) {
  return is_literal_address(text) || (!text.empty() && std::ranges::all_of(text, is_unreserved));
}

bool is_literal_address(std::string_view host) {
  auto const text = std::string{host};
  auto address = std::array<unsigned char, sizeof(in6_addr)>{};
  return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

bool is_loopback(std::string_view host) {
  if (to_lower(host) == "localhost") return true;
  auto const text = std::string{host};
  auto v4 = std::array<unsigned char, sizeof(in_addr)>{};
  if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) return v4[0] == 127;
  auto v6 = in6_addr{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

bool is_production_domain(std::string_view host) {
  auto const name = to_lower(host.ends_with('.') ? host.substr(0, host.size() - 1) : host);
  return std::ranges::any_of(kProductionDomains, [&name](std::string_view domain) {
    return name == domain || (name.ends_with(domain) && name[name.size() - domain.size() - 1] == '.');
  });
}

void require_allowed(std::string_view host, std::span<std::string const> owned_hosts) {
  auto const name = std::string{host};
  if (is_production_domain(host)) {
    throw std::runtime_error("host \"" + name + "\" belongs to the real system and is never contacted; " +
                             "name an emulator or a system of your own");
  }
  if (is_loopback(host)) return;
  auto const lower = to_lower(host);
  auto const owned =
      std::ranges::any_of(owned_hosts, [&](std::string const& h) { return to_lower(h) == lower; });
  if (!owned) {
    throw std::runtime_error("host \"" + name +
                             "\" is not on this machine; declare it as your own to send to it");
  }
  if (!is_literal_address(host)) {
    throw std::runtime_error("host \"" + name +
                             "\" is a name and names are not resolved; give its address and " +
                             "the name on its certificate");
  }
}

std::string connect_address(std::string_view host) {
  return to_lower(host) == "localhost" ? std::string{"127.0.0.1"} : std::string{host};
}

}  // namespace kazasu::adapters
