#include "emulators/card/sha256.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kPrefix = "\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"sv;

}  // namespace

std::string sha256(std::string_view bytes) {
  auto digest = std::string(32, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(digest.data());
  if (EVP_Digest(bytes.data(), bytes.size(), out, nullptr, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest on a card");
  }
  return digest;
}

std::string sha256_digest_info(std::string_view digest) {
  return std::string{kPrefix}.append(digest);
}

}  // namespace kazasu::card
