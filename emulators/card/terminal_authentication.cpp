#include "emulators/card/terminal_authentication.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <stdexcept>

#include "emulators/identity/terminal_credential.h"

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kBodyHead = "\x7F\x21\x82\x01\x2E\x5F\x4E\x82\x01\x29"sv;
constexpr auto kKeyHead = "\x90\x03\x01\x00\x01\x91\x82\x01\x00"sv;
constexpr auto kSignatureHead = "\x5F\x37\x01\x00"sv;
constexpr auto kBerSignatureHead = "\x5F\x37\x82\x01\x00"sv;
constexpr std::size_t kIdentifier = 16;
constexpr std::size_t kSignature = 256;

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <class T, auto Free>
using Handle = std::unique_ptr<T, Freer<Free>>;
using Key = Handle<EVP_PKEY, EVP_PKEY_free>;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

Key key_of(std::string_view modulus) {
  auto const n =
      Handle<BIGNUM, BN_free>{BN_bin2bn(bytes_of(modulus), static_cast<int>(modulus.size()), nullptr)};
  auto const e = Handle<BIGNUM, BN_free>{BN_new()};
  auto const build = Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>{OSSL_PARAM_BLD_new()};
  if (!n || !e || !build || BN_set_word(e.get(), 65'537) != 1 ||
      OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    throw std::runtime_error("OpenSSL could not take the key of a card's terminal authority");
  }
  auto const parameters = Handle<OSSL_PARAM, OSSL_PARAM_free>{OSSL_PARAM_BLD_to_param(build.get())};
  auto const context =
      Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>{EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr)};
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    throw std::runtime_error("OpenSSL could not take the key of a card's terminal authority");
  }
  return Key{key};
}

std::optional<std::string_view> behind(std::string_view bytes, std::string_view head, std::size_t size) {
  if (bytes.size() != head.size() + size || !bytes.starts_with(head)) return std::nullopt;
  return bytes.substr(head.size());
}

}  // namespace

std::optional<std::string_view> terminal_content(std::string_view body) {
  constexpr auto kContent = 2 * kIdentifier + kKeyHead.size() + kSignature;
  static_assert(kBodyHead.size() + kContent == kTerminalBodyBytes);
  auto const content = behind(body, kBodyHead, kContent);
  if (!content || content->substr(2 * kIdentifier, kKeyHead.size()) != kKeyHead) return std::nullopt;
  return content;
}

bool names_terminal_authority(std::string_view content) {
  return content.starts_with(identity::kTerminalAuthorityKey);
}

std::optional<std::string_view> terminal_signature(std::string_view object) {
  static_assert(kSignatureHead.size() + kSignature == kTerminalSignatureBytes);
  auto const signature = behind(object, kSignatureHead, kSignature);
  return signature ? signature : behind(object, kBerSignatureHead, kSignature);
}

bool is_signed(std::string_view content, std::string_view signature, std::string_view modulus) {
  auto const key = key_of(modulus);
  auto const context = Handle<EVP_MD_CTX, EVP_MD_CTX_free>{EVP_MD_CTX_new()};
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1) {
    throw std::runtime_error("OpenSSL could not prepare a card to check a terminal's certificate");
  }
  auto const good = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(content),
                                     content.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace kazasu::card
