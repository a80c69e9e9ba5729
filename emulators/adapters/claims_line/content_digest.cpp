#include "emulators/adapters/claims_line/content_digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "emulators/adapters/claims_store/sha256.h"
#include "emulators/adapters/files/base64.h"

namespace kazasu::adapters {

namespace {

constexpr auto kBytes = std::size_t{32};
constexpr auto kName = std::string_view{"sha-256"};

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

AnnouncedDigest announced_digest(std::string_view header) {
  auto announced = AnnouncedDigest{};
  while (!header.empty()) {
    auto const end = std::min(header.find(','), header.size());
    auto const member = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    auto const equals = member.find('=');
    if (equals == std::string_view::npos) return {.readable = false};
    if (member.substr(0, equals) != kName) continue;
    auto const value = member.substr(equals + 1);
    if (value.size() < 2 || value.front() != ':' || value.back() != ':') return {.readable = false};
    auto const bytes = decode_base64(value.substr(1, value.size() - 2));
    if (!bytes || bytes->size() != kBytes) return {.readable = false};
    announced.sha256 = hexadecimal(*bytes);
  }
  return announced;
}

std::string content_digest(std::string_view bytes) {
  auto digest = std::array<char, EVP_MAX_MD_SIZE>{};
  auto length = 0U;
  if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
                 EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest of a claim file");
  }
  auto field = std::string{kName};
  return field.append("=:").append(encode_base64({digest.data(), length})).append(":");
}

}  // namespace kazasu::adapters
