#include "tests/card/rsa_card_signer.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <stdexcept>
#include <string>

namespace kazasu::card {

namespace {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL refused an RSA operation");
}

}  // namespace

struct RsaCardSigner::Key {
  KeyPointer pointer{EVP_RSA_gen(2048)};
};

RsaCardSigner::RsaCardSigner() : key_(std::make_unique<Key>()) {
  require(key_->pointer != nullptr);
}
RsaCardSigner::~RsaCardSigner() = default;

std::string RsaCardSigner::sign(std::string_view digest_info) const {
  auto const context = KeyContext{EVP_PKEY_CTX_new(key_->pointer.get(), nullptr)};
  require(context && EVP_PKEY_sign_init(context.get()) == 1);
  require(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  auto signature = std::string(256, '\0');
  auto length = signature.size();
  auto* const out = reinterpret_cast<unsigned char*>(signature.data());
  require(EVP_PKEY_sign(context.get(), out, &length, bytes_of(digest_info), digest_info.size()) == 1);
  return signature;
}

bool RsaCardSigner::verifies(std::string_view message, std::string_view signature) const {
  auto const context = DigestContext{EVP_MD_CTX_new()};
  require(context &&
          EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->pointer.get()) == 1);
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

}  // namespace kazasu::card
