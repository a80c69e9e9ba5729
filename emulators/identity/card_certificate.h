// The certificates on a card for user authentication: the profile of the real ones (J-LIS, as published in
// the CA certificates and in a public test fixture), under a test organisation.
#pragma once

#include <array>
#include <string>

#include "emulators/identity/certificate_builder.h"
#include "emulators/identity/population.h"

namespace kazasu::identity {

// The certificate policy of user-authentication certificates, the real object identifier: terminals know the
// kind of a certificate by it. Trust comes from the CA, which is ours.
inline constexpr char const* kUserAuthenticationPolicy = "1.2.392.200149.8.5.1.3.30";
// Municipality codes begin with a prefecture; none has the number 98.
inline constexpr int kFirstTestMunicipality = 98'001;
inline constexpr int kTestMunicipalities = 10;

// Self-signed: RSA, SHA-256.
CertificateHandle card_ca_certificate(evp_pkey_st* key, Validity const& validity);

// What all certificates of one CA have in common, made once. Thread-safe once constructed.
class CardCertificateProfile {
 public:
  // Keeps a share of both.
  CardCertificateProfile(x509_st* ca, evp_pkey_st* ca_key);

  // DER. A function of the person, the card's key (as rsa_public_key() writes it) and the CA; serial and
  // dates are the person's.
  std::string issue(Person const& person, std::string_view public_key) const;

 private:
  CertificateHandle ca_;
  KeyHandle ca_key_;
  ExtensionHandle key_usage_;
  ExtensionHandle extended_key_usage_;
  ExtensionHandle policies_;
  ExtensionHandle issuer_alternative_name_;
  ExtensionHandle authority_information_;
  ExtensionHandle authority_key_identifier_;
  std::array<ExtensionHandle, kTestMunicipalities> distribution_points_;
};

// The 23 characters of a card certificate's common name: 14 letters and digits drawn from the serial,
// municipality code, three digits, one letter. The layout is read off one public example.
std::string card_common_name(std::uint32_t serial);

}  // namespace kazasu::identity
