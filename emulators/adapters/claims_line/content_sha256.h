// The SHA-256 of a file that comes in pieces, and how a client announces it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

class ContentSha256 {
 public:
  // Throws std::runtime_error when OpenSSL cannot.
  ContentSha256();
  ~ContentSha256();
  ContentSha256(ContentSha256 const&) = delete;
  ContentSha256& operator=(ContentSha256 const&) = delete;

  void add(std::string_view bytes);
  // 64 hexadecimal digits, lower case. Call once; nothing is added after it.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What a Content-Digest announces (RFC 9530 section 2: "sha-256=:<base64>:", perhaps beside others).
struct AnnouncedDigest {
  bool readable = true;                    // false: the field is there and is not of that form
  std::optional<std::string> sha256 = {};  // as ContentSha256 writes it; nothing: no such digest
};
AnnouncedDigest announced_digest(std::string_view header);

}  // namespace kazasu::adapters
