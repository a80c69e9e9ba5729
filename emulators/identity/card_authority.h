// The authorities over the certificates on cards, and what those certificates say about their issuer. The
// profile of the real ones (J-LIS, as published in the CA certificates), under test organisations.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "emulators/identity/certificate_builder.h"

namespace kazasu::identity {

enum class CardHalf : std::uint8_t {
  kAuthentication,  // 利用者証明用
  kSigning,         // 署名用
};
enum class CardGeneration : std::uint8_t {
  kPresent,  // RSA-2048, SHA-256
  kNext,     // P-384, SHA-384: our reading of the public plan for 次期個人番号カード
};
struct CardAuthority {
  CardHalf half = CardHalf::kAuthentication;
  CardGeneration generation = CardGeneration::kPresent;
  bool operator==(CardAuthority const&) const = default;
};

// Municipality codes begin with a prefecture; none has the number 98.
inline constexpr int kFirstTestMunicipality = 98'001;
inline constexpr int kTestMunicipalities = 10;
// The municipality of a certificate, 0 to kTestMunicipalities - 1: a function of the person's serial number.
constexpr int test_municipality(std::uint32_t serial) {
  return static_cast<int>(serial % kTestMunicipalities);
}

// Self-signed with `key`, which is of the generation's kind.
CertificateHandle card_authority_certificate(CardAuthority const& authority, evp_pkey_st* key,
                                             Validity const& validity);

// The extensions that all certificates of one authority share, made once.
struct CardIssuerExtensions {
  // `ca` is the authority's own certificate.
  CardIssuerExtensions(CardAuthority const& authority, x509_st* ca);

  ExtensionHandle issuer_alternative_name;
  std::array<ExtensionHandle, kTestMunicipalities> distribution_points;
  ExtensionHandle authority_information;
  ExtensionHandle authority_key_identifier;
};

// certificatePolicies, critical: one policy, `policy` as the content of its DER OBJECT IDENTIFIER, with the
// address of a practice statement.
ExtensionHandle make_card_policies(std::string_view policy);

}  // namespace kazasu::identity
