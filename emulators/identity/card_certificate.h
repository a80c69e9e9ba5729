// The certificates on a card for user authentication: the profile of the real ones (as published in a public
// test fixture), under a test authority.
#pragma once

#include <string>

#include "emulators/identity/card_authority.h"
#include "emulators/identity/population.h"

namespace kazasu::identity {

// The certificate policy of user-authentication certificates, the real object identifier: terminals know the
// kind of a certificate by it. Trust comes from the CA, which is ours.
inline constexpr char const* kUserAuthenticationPolicy = "1.2.392.200149.8.5.1.3.30";

// What all certificates of one CA have in common, made once. Thread-safe once constructed.
class CardCertificateProfile {
 public:
  // Keeps a share of both. The generation is that of the CA.
  CardCertificateProfile(CardGeneration generation, x509_st* ca, evp_pkey_st* ca_key);

  // DER. A function of the person, the card's key (as encoded_public_key() writes it) and the CA; serial and
  // dates are the person's, except that a certificate of the next generation begins five years earlier: it
  // lives for ten (ours).
  std::string issue(Person const& person, std::string_view public_key) const;

 private:
  CardGeneration generation_;
  CertificateHandle ca_;
  KeyHandle ca_key_;
  ExtensionHandle key_usage_;
  ExtensionHandle extended_key_usage_;
  ExtensionHandle policies_;
  CardIssuerExtensions issuer_;
};

// The dates of a person's certificates.
Validity card_certificate_validity(Person const& person, CardGeneration generation);

// The 23 characters of a card certificate's common name: 14 letters and digits drawn from the serial,
// municipality code, three digits, one letter. The layout is read off one public example.
std::string card_common_name(std::uint32_t serial);

}  // namespace kazasu::identity
