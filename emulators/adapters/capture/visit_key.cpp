#include "emulators/adapters/capture/visit_key.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace kazasu::adapters {

std::string visit_key(std::string_view secret) {
  static constexpr auto kBytes = std::size_t{8};
  static constexpr auto kHex = std::string_view{"0123456789ABCDEF"};
  auto digest = std::array<unsigned char, EVP_MAX_MD_SIZE>{};
  auto length = 0U;
  if (EVP_Digest(secret.data(), secret.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest for a capture");
  }
  auto key = std::string{};
  for (std::size_t i = 0; i < kBytes; ++i) key.append({kHex[digest[i] >> 4U], kHex[digest[i] & 0xFU]});
  return key;
}

}  // namespace kazasu::adapters
