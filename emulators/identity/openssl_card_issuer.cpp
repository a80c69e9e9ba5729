#include "emulators/identity/openssl_card_issuer.h"

#include <vector>

#include "emulators/identity/card_certificate.h"
#include "emulators/identity/card_signers.h"
#include "emulators/identity/signing_certificate.h"

namespace kazasu::identity {

namespace {

struct Authorities {
  CardGeneration generation;
  CertifiedKey const& authentication;
  CertifiedKey const& signing;
};

class OpensslCardIssuer final : public CardIssuer {
 public:
  OpensslCardIssuer(Authorities const& authorities, std::vector<CardKey> keys)
      : profile_(authorities.generation, authorities.authentication.certificate.get(),
                 authorities.authentication.key.get()),
        signing_profile_(authorities.generation, authorities.signing.certificate.get(),
                         authorities.signing.key.get()),
        issuer_certificate_(certificate_to_der(authorities.authentication.certificate.get())),
        signing_issuer_certificate_(certificate_to_der(authorities.signing.certificate.get())),
        keys_(std::move(keys)) {}

  CardCredential issue(Person const& person) const override {
    auto const& key = keys_[person.index % keys_.size()];
    return {.certificate = profile_.issue(person, key.public_key),
            .issuer_certificate = issuer_certificate_,
            .signer = key.signer};
  }

  std::optional<CardCredential> issue_signing(Person const& person) const override {
    auto const& key = keys_[(person.index + 1) % keys_.size()];
    return CardCredential{.certificate = signing_profile_.issue(person, key.public_key),
                          .issuer_certificate = signing_issuer_certificate_,
                          .signer = key.signer};
  }

 private:
  CardCertificateProfile profile_;
  SigningCertificateProfile signing_profile_;
  std::string issuer_certificate_;
  std::string signing_issuer_certificate_;
  std::vector<CardKey> keys_;
};

}  // namespace

std::unique_ptr<CardIssuer> make_openssl_card_issuer(TestPki const& pki) {
  auto keys = std::vector<CardKey>{};
  for (auto const& key : pki.card_keys()) keys.push_back(make_rsa_card_key(share(key.get())));
  return std::make_unique<OpensslCardIssuer>(
      Authorities{CardGeneration::kPresent, pki.card_ca(), pki.signing_ca()}, std::move(keys));
}

std::unique_ptr<CardIssuer> make_next_generation_card_issuer(TestPki const& pki) {
  auto const& sessions = pki.card_keys();
  auto keys = std::vector<CardKey>{};
  for (auto const& key : pki.next_card_keys()) {
    auto const& session = sessions[keys.size() % sessions.size()];
    keys.push_back(make_p384_card_key(share(key.get()), share(session.get())));
  }
  return std::make_unique<OpensslCardIssuer>(
      Authorities{CardGeneration::kNext, pki.next_card_ca(), pki.next_signing_ca()}, std::move(keys));
}

}  // namespace kazasu::identity
