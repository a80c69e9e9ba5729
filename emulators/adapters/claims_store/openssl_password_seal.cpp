#include "emulators/adapters/claims_store/openssl_password_seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <optional>

#include "emulators/adapters/claims_store/sha256.h"
#include "emulators/identity/openssl_handles.h"

namespace kazasu::adapters {

namespace {

constexpr auto kForm = std::string_view{"pbkdf2-sha256"};
constexpr auto kSaltBytes = std::size_t{16};
constexpr auto kHashBytes = std::size_t{32};
// A damaged store must not keep the services busy.
constexpr auto kMostIterations = 10'000'000U;

struct Sealed {
  unsigned iterations = 0;
  std::string_view salt;  // in hexadecimal, and hashed as that
  std::string_view hash;
};

// The text up to the next '$', or up to the end; it leaves `text`.
std::string_view next_part(std::string_view& text) {
  auto const end = text.find('$');
  auto const part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

std::optional<Sealed> parsed(std::string_view text) {
  if (next_part(text) != kForm) return std::nullopt;
  auto const number = next_part(text);
  auto sealed = Sealed{};
  auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), sealed.iterations);
  if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  if (sealed.iterations == 0 || sealed.iterations > kMostIterations) return std::nullopt;
  sealed.salt = next_part(text);
  sealed.hash = text;
  if (sealed.hash.size() != 2 * kHashBytes) return std::nullopt;
  return sealed;
}

std::string hash_of(std::string_view password, std::string_view salt, unsigned iterations) {
  auto hash = std::array<unsigned char, kHashBytes>{};
  if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                        reinterpret_cast<unsigned char const*>(salt.data()), static_cast<int>(salt.size()),
                        static_cast<int>(iterations), EVP_sha256(), kHashBytes, hash.data()) != 1) {
    identity::throw_openssl_error("hash a password");
  }
  return hexadecimal({reinterpret_cast<char const*>(hash.data()), hash.size()});
}

}  // namespace

std::string OpensslPasswordSeal::seal(std::string_view password) const {
  auto bytes = std::array<unsigned char, kSaltBytes>{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    identity::throw_openssl_error("make a salt");
  }
  auto const salt = hexadecimal({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
  auto text = std::string{kForm};
  text.append("$").append(std::to_string(kIterations)).append("$").append(salt);
  return text.append("$").append(hash_of(password, salt, kIterations));
}

bool OpensslPasswordSeal::fits(std::string_view password, std::string_view sealed) const {
  auto const known = parsed(sealed);
  if (!known) return false;
  auto const hash = hash_of(password, known->salt, known->iterations);
  return CRYPTO_memcmp(hash.data(), known->hash.data(), hash.size()) == 0;
}

}  // namespace kazasu::adapters
