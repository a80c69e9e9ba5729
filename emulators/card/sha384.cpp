#include "emulators/card/sha384.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kPrefix = "\x30\x41\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"sv;

}  // namespace

std::string sha384(std::string_view bytes) {
  auto digest = std::string(kSha384Bytes, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(digest.data());
  if (EVP_Digest(bytes.data(), bytes.size(), out, nullptr, EVP_sha384(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-384 digest on a card");
  }
  return digest;
}

std::string_view sha384_digest_in(std::string_view bytes) {
  if (bytes.starts_with(kPrefix)) bytes.remove_prefix(kPrefix.size());
  return bytes.size() == kSha384Bytes ? bytes : std::string_view{};
}

}  // namespace kazasu::card
