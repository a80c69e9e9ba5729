#include "emulators/identity/card_certificate.h"

#include "sim/random.h"

namespace kazasu::identity {

namespace {

using enum NameField;

constexpr auto kCaSerial = 0x01000001U;
constexpr auto kOrganizationName = std::string_view{"KAZASU-TEST"};
constexpr auto kUnitName = std::string_view{"KAZASU-TEST for user authentication"};

constexpr auto kCaName = std::array<NameEntry, 4>{{{kCountry, "JP"},
                                                   {kOrganization, kOrganizationName},
                                                   {kOrganizationalUnit, kUnitName},
                                                   {kOrganizationalUnit, "KAZASU-TEST synthetic people"}}};
constexpr auto kJapaneseCaName =
    std::array<NameEntry, 4>{{{kCountry, "JP"},
                              {kOrganization, "KAZASU-TEST 試験用認証サービス"},
                              {kOrganizationalUnit, "KAZASU-TEST 試験用利用者証明"},
                              {kOrganizationalUnit, "KAZASU-TEST 架空の人々"}}};

// RFC 2606 reserves .invalid: neither address can ever answer.
constexpr auto kPracticeStatement = std::string_view{"http://cps.kazasu-test.invalid/cps.html"};
constexpr auto kStatusResponder = std::string_view{"http://ocsp.kazasu-test.invalid"};

int municipality_of(std::uint32_t serial) {
  return static_cast<int>(serial % kTestMunicipalities);
}

// x509v3_config(5) can only name a CPS address in a section of a file; with a single policy its DER is short
// enough to write out: SEQUENCE { PolicyInformation { OID, qualifiers { id-qt-cps, IA5String } } }.
std::string der(unsigned char tag, std::string_view content) {
  auto bytes = std::string{static_cast<char>(tag), static_cast<char>(content.size())};
  return bytes += content;
}

std::string hexadecimal(std::string_view bytes) {
  auto text = std::string{};
  for (auto const byte : bytes) {
    auto const value = static_cast<unsigned char>(byte);
    text += "0123456789abcdef"[value >> 4U];
    text += "0123456789abcdef"[value & 0xFU];
  }
  return text;
}

ExtensionHandle make_policies() {
  // 1.2.392.200149.8.5.1.3.30 and 1.3.6.1.5.5.7.2.1
  auto const policy = der(0x06, "\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x03\x1E");
  auto const practice_statement = der(0x06, "\x2B\x06\x01\x05\x05\x07\x02\x01");
  auto const qualifier = der(0x30, practice_statement + der(0x16, kPracticeStatement));
  auto const information = der(0x30, policy + der(0x30, qualifier));
  return make_extension("certificatePolicies", "critical,DER:" + hexadecimal(der(0x30, information)));
}

ExtensionHandle make_municipal_distribution_point(int municipality) {
  auto const common_name =
      "TEST Municipality " + std::to_string(kFirstTestMunicipality + municipality) + " CRLDP";
  auto const name = std::array<NameEntry, 6>{{{kCountry, "JP"},
                                              {kOrganization, kOrganizationName},
                                              {kOrganizationalUnit, kUnitName},
                                              {kOrganizationalUnit, "CRL Distribution Points"},
                                              {kOrganizationalUnit, "TEST Prefecture"},
                                              {kCommonName, common_name}}};
  return make_distribution_point(name);
}

}  // namespace

std::string card_common_name(std::uint32_t serial) {
  constexpr auto kAlphabet = std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"};
  auto random = sim::RandomStream{0, "card common name", serial};
  auto name = std::string{};
  for (auto i = 0; i < 14; ++i) name += kAlphabet[random.below(kAlphabet.size())];
  name += std::to_string(kFirstTestMunicipality + municipality_of(serial));
  for (auto i = 0; i < 3; ++i) name += static_cast<char>('0' + random.below(10));
  name += static_cast<char>('A' + random.below(26));
  return name;
}

CertificateHandle card_ca_certificate(evp_pkey_st* key, Validity const& validity) {
  return CertificateBuilder{}
      .serial(kCaSerial)
      .validity(validity)
      .subject(kCaName)
      .self_issued()
      .public_key(key)
      .extension(make_extension("keyUsage", "critical,keyCertSign,cRLSign"))
      .extension(make_extension("basicConstraints", "critical,CA:TRUE"))
      .extension(make_alternative_name("subjectAltName", kJapaneseCaName))
      .extension(make_distribution_point(kCaName))
      .subject_key_identifier()
      .sign(key);
}

CardCertificateProfile::CardCertificateProfile(x509_st* ca, evp_pkey_st* ca_key)
    : ca_(share(ca)),
      ca_key_(share(ca_key)),
      key_usage_(make_extension("keyUsage", "critical,digitalSignature")),
      extended_key_usage_(make_extension("extendedKeyUsage", "clientAuth")),
      policies_(make_policies()),
      issuer_alternative_name_(make_alternative_name("issuerAltName", kJapaneseCaName)),
      authority_information_(
          make_extension("authorityInfoAccess", "OCSP;URI:" + std::string{kStatusResponder})),
      authority_key_identifier_(make_authority_key_identifier(ca, true)) {
  for (auto i = 0; i < kTestMunicipalities; ++i) {
    distribution_points_[static_cast<std::size_t>(i)] = make_municipal_distribution_point(i);
  }
}

std::string CardCertificateProfile::issue(Person const& person, std::string_view public_key) const {
  auto const serial = person.certificate_serial;
  auto const common_name = card_common_name(serial);
  auto const subject = std::array<NameEntry, 2>{{{kCountry, "JP"}, {kCommonName, common_name}}};
  auto const certificate =
      CertificateBuilder{}
          .serial(serial)
          .issued_by(ca_.get())
          .validity({person.certificate_not_before, person.certificate_not_after})
          .subject(subject)
          .encoded_rsa_key(public_key)
          .extension(key_usage_)
          .extension(extended_key_usage_)
          .extension(policies_)
          .extension(issuer_alternative_name_)
          .extension(distribution_points_[static_cast<std::size_t>(municipality_of(serial))])
          .extension(authority_information_)
          .extension(authority_key_identifier_)
          .subject_key_identifier()
          .sign(ca_key_.get());
  return certificate_to_der(certificate.get());
}

}  // namespace kazasu::identity
