#include "emulators/identity/card_authority.h"

#include <string>

#include "emulators/identity/der.h"

namespace kazasu::identity {

namespace {

using enum NameField;

constexpr auto kOrganizationName = std::string_view{"KAZASU-TEST"};
constexpr auto kJapaneseOrganizationName = std::string_view{"KAZASU-TEST 試験用認証サービス"};

// RFC 2606 reserves .invalid: none of these addresses can ever answer.
constexpr auto kPracticeStatement = std::string_view{"http://cps.kazasu-test.invalid/cps.html"};

struct AuthorityTexts {
  std::uint32_t serial;
  std::string_view unit;
  std::string_view japanese_unit;
  std::string_view responder;
};
constexpr auto kAuthentication =
    AuthorityTexts{0x01000001U, "KAZASU-TEST for user authentication", "KAZASU-TEST 試験用利用者証明",
                   "http://ocsp.kazasu-test.invalid"};
constexpr auto kSigning = AuthorityTexts{0x01000002U, "KAZASU-TEST for digital signature",
                                         "KAZASU-TEST 試験用署名", "http://ocsp-sign.kazasu-test.invalid"};
constexpr auto kNextAuthentication =
    AuthorityTexts{0x01000003U, "KAZASU-TEST for user authentication, next generation",
                   "KAZASU-TEST 試験用利用者証明（次期）", "http://ocsp-next.kazasu-test.invalid"};
constexpr auto kNextSigning =
    AuthorityTexts{0x01000004U, "KAZASU-TEST for digital signature, next generation",
                   "KAZASU-TEST 試験用署名（次期）", "http://ocsp-sign-next.kazasu-test.invalid"};

AuthorityTexts const& texts_of(CardAuthority const& authority) {
  auto const next = authority.generation == CardGeneration::kNext;
  if (authority.half == CardHalf::kSigning) return next ? kNextSigning : kSigning;
  return next ? kNextAuthentication : kAuthentication;
}

using AuthorityName = std::array<NameEntry, 4>;

AuthorityName name_of(AuthorityTexts const& texts) {
  return {{{kCountry, "JP"},
           {kOrganization, kOrganizationName},
           {kOrganizationalUnit, texts.unit},
           {kOrganizationalUnit, "KAZASU-TEST synthetic people"}}};
}

AuthorityName japanese_name_of(AuthorityTexts const& texts) {
  return {{{kCountry, "JP"},
           {kOrganization, kJapaneseOrganizationName},
           {kOrganizationalUnit, texts.japanese_unit},
           {kOrganizationalUnit, "KAZASU-TEST 架空の人々"}}};
}

ExtensionHandle make_municipal_distribution_point(AuthorityTexts const& texts, int municipality) {
  auto const common_name =
      "TEST Municipality " + std::to_string(kFirstTestMunicipality + municipality) + " CRLDP";
  auto const name = std::array<NameEntry, 6>{{{kCountry, "JP"},
                                              {kOrganization, kOrganizationName},
                                              {kOrganizationalUnit, texts.unit},
                                              {kOrganizationalUnit, "CRL Distribution Points"},
                                              {kOrganizationalUnit, "TEST Prefecture"},
                                              {kCommonName, common_name}}};
  return make_distribution_point(name);
}

}  // namespace

CertificateHandle card_authority_certificate(CardAuthority const& authority, evp_pkey_st* key,
                                             Validity const& validity) {
  auto const& texts = texts_of(authority);
  auto const name = name_of(texts);
  return CertificateBuilder{}
      .serial(texts.serial)
      .validity(validity)
      .subject(name)
      .self_issued()
      .public_key(key)
      .extension(make_extension("keyUsage", "critical,keyCertSign,cRLSign"))
      .extension(make_extension("basicConstraints", "critical,CA:TRUE"))
      .extension(make_alternative_name("subjectAltName", japanese_name_of(texts)))
      .extension(make_distribution_point(name))
      .subject_key_identifier()
      .sign(key);
}

CardIssuerExtensions::CardIssuerExtensions(CardAuthority const& authority, x509_st* ca)
    : issuer_alternative_name(make_alternative_name("issuerAltName", japanese_name_of(texts_of(authority)))),
      authority_information(
          make_extension("authorityInfoAccess", "OCSP;URI:" + std::string{texts_of(authority).responder})),
      authority_key_identifier(make_authority_key_identifier(ca, true)) {
  for (auto i = 0; i < kTestMunicipalities; ++i) {
    distribution_points[static_cast<std::size_t>(i)] =
        make_municipal_distribution_point(texts_of(authority), i);
  }
}

// x509v3_config(5) can only name the address in a section of a file, so that the DER is written out: SEQUENCE
// { PolicyInformation { OID, qualifiers { id-qt-cps, IA5String } } }.
ExtensionHandle make_card_policies(std::string_view policy) {
  auto const practice_statement = der(DerTag::kObjectIdentifier, "\x2B\x06\x01\x05\x05\x07\x02\x01");
  auto const qualifier =
      der(DerTag::kSequence, practice_statement + der(DerTag::kIa5String, kPracticeStatement));
  auto const information =
      der(DerTag::kSequence, der(DerTag::kObjectIdentifier, policy) + der(DerTag::kSequence, qualifier));
  return make_encoded_extension("certificatePolicies", true, der(DerTag::kSequence, information));
}

}  // namespace kazasu::identity
