#include "emulators/identity/openssl_card_issuer.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <vector>

#include "emulators/identity/card_certificate.h"

namespace kazasu::identity {

namespace {

struct FreeContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

class RsaSigner final : public CardSigner {
 public:
  explicit RsaSigner(KeyHandle key) : key_(std::move(key)), public_key_(rsa_public_key(key_.get())) {}

  std::string const& public_key() const { return public_key_; }

  // Without a digest set OpenSSL pads the given bytes and nothing else, as the card does.
  std::string sign(std::string_view digest_info) const override {
    auto const context = signing_context();
    if (EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1) {
      throw_openssl_error("prepare a card signature");
    }
    return signature_of(context.get(), digest_info);
  }

  std::optional<std::string> sign_pss(std::string_view digest) const override {
    auto const context = signing_context();
    if (EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) != 1 ||
        EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) != 1 ||
        EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST) != 1) {
      throw_openssl_error("prepare a card's PSS signature");
    }
    return signature_of(context.get(), digest);
  }

 private:
  using Context = std::unique_ptr<EVP_PKEY_CTX, FreeContext>;

  Context signing_context() const {
    auto context = Context{EVP_PKEY_CTX_new(key_.get(), nullptr)};
    if (!context || EVP_PKEY_sign_init(context.get()) != 1) throw_openssl_error("prepare a card signature");
    return context;
  }

  std::string signature_of(EVP_PKEY_CTX* context, std::string_view bytes) const {
    auto signature = std::string(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    auto size = signature.size();
    auto const* const input = reinterpret_cast<unsigned char const*>(bytes.data());
    if (EVP_PKEY_sign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, input,
                      bytes.size()) != 1) {
      throw_openssl_error("sign with a card key");
    }
    signature.resize(size);
    return signature;
  }

  KeyHandle key_;
  std::string public_key_;
};

class OpensslCardIssuer final : public CardIssuer {
 public:
  explicit OpensslCardIssuer(TestPki const& pki)
      : profile_(pki.card_ca().certificate.get(), pki.card_ca().key.get()),
        issuer_certificate_(certificate_to_der(pki.card_ca().certificate.get())) {
    for (auto const& key : pki.card_keys()) signers_.push_back(std::make_shared<RsaSigner>(share(key.get())));
  }

  CardCredential issue(Person const& person) const override {
    auto const& signer = signers_[person.index % signers_.size()];
    return {.certificate = profile_.issue(person, signer->public_key()),
            .issuer_certificate = issuer_certificate_,
            .signer = signer};
  }

 private:
  CardCertificateProfile profile_;
  std::string issuer_certificate_;
  std::vector<std::shared_ptr<RsaSigner const>> signers_;
};

}  // namespace

std::unique_ptr<CardIssuer> make_openssl_card_issuer(TestPki const& pki) {
  return std::make_unique<OpensslCardIssuer>(pki);
}

}  // namespace kazasu::identity
