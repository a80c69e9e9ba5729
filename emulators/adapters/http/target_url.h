// Where requests may go: the address of a system under test, and the rule that keeps load off everyone
// else's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kazasu::adapters {

struct TargetUrl {
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 443;
  std::string base;  // "" or "/path" without a slash at its end
};

// Reads "https://host[:port][/base]". Throws std::invalid_argument for every other scheme, for user names,
// queries, fragments and characters outside RFC 3986's unreserved set and "%".
TargetUrl parse_target_url(std::string_view text);

// A literal address, or a name of letters, digits and "-._~".
bool is_host(std::string_view text);
// 127.0.0.0/8, ::1 and the word localhost.
bool is_loopback(std::string_view host);
// An IPv4 address of four decimal parts, or an IPv6 address.
bool is_literal_address(std::string_view host);
// True for the domains that the real system answers under and for every name below them.
bool is_production_domain(std::string_view host);

// Throws std::runtime_error unless requests may be sent to `host`: a production domain never, loopback
// always, anything else when it is a literal address listed in `owned_hosts`. No name is ever resolved.
void require_allowed(std::string_view host, std::span<std::string const> owned_hosts);

// The address to connect to: 127.0.0.1 for localhost, else the host itself. Precondition: require_allowed().
std::string connect_address(std::string_view host);

}  // namespace kazasu::adapters
