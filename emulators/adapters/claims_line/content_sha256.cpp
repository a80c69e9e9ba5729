#include "emulators/adapters/claims_line/content_sha256.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "emulators/adapters/files/base64.h"

namespace kazasu::adapters {

namespace {

constexpr auto kBytes = std::size_t{32};

std::string hexadecimal(std::string_view bytes) {
  constexpr auto kHex = std::string_view{"0123456789abcdef"};
  auto text = std::string{};
  for (auto const byte : bytes) {
    auto const value = static_cast<unsigned char>(byte);
    text.append({kHex[value >> 4U], kHex[value & 0xFU]});
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

struct ContentSha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
};

ContentSha256::ContentSha256() : state_(std::make_unique<State>()) {
  if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1) {
    EVP_MD_CTX_free(state_->context);
    throw std::runtime_error("OpenSSL could not begin a SHA-256 digest of a claim file");
  }
}

ContentSha256::~ContentSha256() {
  EVP_MD_CTX_free(state_->context);
}

void ContentSha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) {
    throw std::runtime_error("OpenSSL could not go on with a SHA-256 digest of a claim file");
  }
}

std::string ContentSha256::finish() {
  auto digest = std::array<char, EVP_MAX_MD_SIZE>{};
  auto length = 0U;
  if (EVP_DigestFinal_ex(state_->context, reinterpret_cast<unsigned char*>(digest.data()), &length) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest of a claim file");
  }
  return hexadecimal({digest.data(), length});
}

AnnouncedDigest announced_digest(std::string_view header) {
  auto announced = AnnouncedDigest{};
  while (!header.empty()) {
    auto const end = std::min(header.find(','), header.size());
    auto const member = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    auto const equals = member.find('=');
    if (equals == std::string_view::npos) return {.readable = false};
    if (member.substr(0, equals) != "sha-256") continue;
    auto const value = member.substr(equals + 1);
    if (value.size() < 2 || value.front() != ':' || value.back() != ':') return {.readable = false};
    auto const bytes = decode_base64(value.substr(1, value.size() - 2));
    if (!bytes || bytes->size() != kBytes) return {.readable = false};
    announced.sha256 = hexadecimal(*bytes);
  }
  return announced;
}

}  // namespace kazasu::adapters
