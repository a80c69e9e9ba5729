#include "emulators/identity/card_signers.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <utility>

namespace kazasu::identity {

namespace {

struct FreeContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_PKEY_CTX, FreeContext>;

constexpr std::size_t kModulusBytes = 256;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

Context signing_context(evp_pkey_st* key) {
  auto context = Context{EVP_PKEY_CTX_new(key, nullptr)};
  if (!context || EVP_PKEY_sign_init(context.get()) != 1) throw_openssl_error("prepare a card signature");
  return context;
}

std::string signature_of(evp_pkey_st* key, EVP_PKEY_CTX* context, std::string_view bytes) {
  auto signature = std::string(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
  auto size = signature.size();
  if (EVP_PKEY_sign(context, bytes_of(signature), &size, bytes_of(bytes), bytes.size()) != 1) {
    throw_openssl_error("sign with a card key");
  }
  signature.resize(size);
  return signature;
}

// The RSA key of secure sessions.
class SessionKey {
 public:
  explicit SessionKey(KeyHandle key) : key_(std::move(key)) {}

  std::string modulus() const { return rsa_modulus(key_.get()); }

  std::optional<std::string> open(std::string_view cryptogram) const {
    auto const context = Context{EVP_PKEY_CTX_new(key_.get(), nullptr)};
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) != 1) {
      throw_openssl_error("prepare to open a session");
    }
    auto message = std::string(kModulusBytes, '\0');
    auto size = message.size();
    if (EVP_PKEY_decrypt(context.get(), bytes_of(message), &size, bytes_of(cryptogram), cryptogram.size()) !=
        1) {
      ERR_clear_error();
      return std::nullopt;
    }
    message.resize(size);
    return message;
  }

  evp_pkey_st* key() const { return key_.get(); }

 private:
  KeyHandle key_;
};

class RsaSigner final : public CardSigner {
 public:
  explicit RsaSigner(KeyHandle key) : key_(std::move(key)) {}

  // Without a digest set OpenSSL pads the given bytes and nothing else, as the card does.
  std::string sign(std::string_view digest_info) const override {
    auto const context = signing_context(key_.key());
    if (EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1) {
      throw_openssl_error("prepare a card signature");
    }
    return signature_of(key_.key(), context.get(), digest_info);
  }

  std::optional<std::string> sign_pss(std::string_view digest) const override {
    auto const context = signing_context(key_.key());
    if (EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) != 1 ||
        EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) != 1 ||
        EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST) != 1) {
      throw_openssl_error("prepare a card's PSS signature");
    }
    return signature_of(key_.key(), context.get(), digest);
  }

  std::string session_modulus() const override { return key_.modulus(); }
  std::optional<std::string> open_session_message(std::string_view cryptogram) const override {
    return key_.open(cryptogram);
  }

 private:
  SessionKey key_;
};

class P384Signer final : public CardSigner {
 public:
  P384Signer(KeyHandle key, KeyHandle session_key) : key_(std::move(key)), session_(std::move(session_key)) {}

  SignatureScheme scheme() const override { return SignatureScheme::kEcdsaP384; }

  std::string sign(std::string_view digest) const override {
    auto const context = signing_context(key_.get());
    if (EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha384()) != 1) {
      throw_openssl_error("prepare a card's ECDSA signature");
    }
    return signature_of(key_.get(), context.get(), digest);
  }

  std::string session_modulus() const override { return session_.modulus(); }
  std::optional<std::string> open_session_message(std::string_view cryptogram) const override {
    return session_.open(cryptogram);
  }

 private:
  KeyHandle key_;
  SessionKey session_;
};

}  // namespace

CardKey make_rsa_card_key(KeyHandle key) {
  auto public_key = encoded_public_key(key.get());
  return {std::make_shared<RsaSigner>(std::move(key)), std::move(public_key)};
}

CardKey make_p384_card_key(KeyHandle key, KeyHandle session_key) {
  auto public_key = encoded_public_key(key.get());
  return {std::make_shared<P384Signer>(std::move(key), std::move(session_key)), std::move(public_key)};
}

}  // namespace kazasu::identity
