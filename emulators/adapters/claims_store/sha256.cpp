#include "emulators/adapters/claims_store/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "emulators/identity/openssl_handles.h"

namespace kazasu::adapters {

namespace {

constexpr auto kBytes = std::size_t{32};

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
    identity::throw_openssl_error("begin a hash");
  }
}

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) {
    identity::throw_openssl_error("hash");
  }
}

std::string Sha256::hexadecimal() const {
  auto copy = std::unique_ptr<EVP_MD_CTX, Free>{EVP_MD_CTX_new()};
  auto digest = std::array<unsigned char, kBytes>{};
  if (!copy || EVP_MD_CTX_copy_ex(copy.get(), context_.get()) != 1 ||
      EVP_DigestFinal_ex(copy.get(), digest.data(), nullptr) != 1) {
    identity::throw_openssl_error("end a hash");
  }
  return adapters::hexadecimal({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

std::string hexadecimal(std::string_view bytes) {
  constexpr auto kDigits = std::string_view{"0123456789abcdef"};
  auto text = std::string{};
  text.reserve(2 * bytes.size());
  for (auto const byte : bytes) {
    auto const value = static_cast<unsigned char>(byte);
    text.push_back(kDigits[value >> 4U]);
    text.push_back(kDigits[value & 0xFU]);
  }
  return text;
}

}  // namespace kazasu::adapters
