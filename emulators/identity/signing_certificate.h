// The certificates on a card for digital signatures (署名用): the profile of the real ones as far as it is
// public, under a test authority.
#pragma once

#include <cstdint>
#include <string>

#include "emulators/identity/card_authority.h"
#include "emulators/identity/population.h"

namespace kazasu::identity {

// The certificate policy of signing certificates, the real object identifier, for the same reason as that of
// user authentication.
inline constexpr char const* kDigitalSignaturePolicy = "1.2.392.200149.8.5.1.1.20";

// The serial number of the signing certificate that goes with an authentication certificate: four bytes in
// DER as well, another one, and it leads back (the function is its own inverse). Ours: real ones are
// unrelated.
constexpr std::uint32_t signing_serial(std::uint32_t authentication_serial) {
  return authentication_serial ^ 0x2A5C36E1U;
}

// What all certificates of one CA have in common, made once. Thread-safe once constructed.
class SigningCertificateProfile {
 public:
  // Keeps a share of both. The generation is that of the CA.
  SigningCertificateProfile(CardGeneration generation, x509_st* ca, evp_pkey_st* ca_key);

  // DER. A function of the person, the card's key (as encoded_public_key() writes it) and the CA. Dates are
  // those of the authentication certificate (ours; real ones end with it).
  std::string issue(Person const& person, std::string_view public_key) const;

 private:
  CardGeneration generation_;
  CertificateHandle ca_;
  KeyHandle ca_key_;
  ExtensionHandle key_usage_;
  ExtensionHandle policies_;
  CardIssuerExtensions issuer_;
};

// DER of the subjectAltName that tells who the holder is: six otherName entries, each a UTF8String, in the
// order of the real ones: name, birth date, sex, address, and for each character of name and address whether
// it stands in for another one that the character set lacks.
std::string holder_alternative_name(Person const& person);

}  // namespace kazasu::identity
