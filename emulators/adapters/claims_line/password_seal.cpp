#include "emulators/adapters/claims_line/password_seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <optional>
#include <stdexcept>

#include "emulators/adapters/files/base64.h"

namespace kazasu::adapters {

namespace {

constexpr auto kRounds = 256;
constexpr auto kBytes = std::size_t{32};
constexpr auto kSaltBytes = std::size_t{16};
constexpr auto kForm = std::string_view{"pbkdf2-sha256$256$"};

std::string hash_of(std::string_view password, std::string_view salt) {
  auto hash = std::array<unsigned char, kBytes>{};
  auto const done = PKCS5_PBKDF2_HMAC(
      password.data(), static_cast<int>(password.size()), reinterpret_cast<unsigned char const*>(salt.data()),
      static_cast<int>(salt.size()), kRounds, EVP_sha256(), static_cast<int>(hash.size()), hash.data());
  if (done != 1) throw std::runtime_error("OpenSSL could not hash a password");
  return {reinterpret_cast<char const*>(hash.data()), hash.size()};
}

}  // namespace

std::string PasswordHash::seal(std::string_view password) const {
  auto salt = std::string(kSaltBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), static_cast<int>(salt.size())) != 1) {
    throw std::runtime_error("OpenSSL has no random bytes for a password's salt");
  }
  auto sealed = std::string{kForm};
  return sealed.append(encode_base64(salt)).append("$").append(encode_base64(hash_of(password, salt)));
}

bool PasswordHash::fits(std::string_view password, std::string_view sealed) const {
  if (!sealed.starts_with(kForm)) return false;
  sealed.remove_prefix(kForm.size());
  auto const dollar = sealed.find('$');
  if (dollar == std::string_view::npos) return false;
  auto const salt = decode_base64(sealed.substr(0, dollar));
  auto const hash = decode_base64(sealed.substr(dollar + 1));
  if (!salt || !hash || hash->size() != kBytes) return false;
  return CRYPTO_memcmp(hash_of(password, *salt).data(), hash->data(), kBytes) == 0;
}

}  // namespace kazasu::adapters
