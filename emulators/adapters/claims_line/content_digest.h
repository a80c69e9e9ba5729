// How a client announces the SHA-256 of a body (RFC 9530).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// What a Content-Digest announces (section 2: "sha-256=:<base64>:", perhaps beside others).
struct AnnouncedDigest {
  bool readable = true;                    // false: the field is there and is not of that form
  std::optional<std::string> sha256 = {};  // in lower-case hexadecimal; nothing: no such digest
};
AnnouncedDigest announced_digest(std::string_view header);

// The field for these bytes. Throws std::runtime_error when OpenSSL cannot.
std::string content_digest(std::string_view bytes);

}  // namespace kazasu::adapters
