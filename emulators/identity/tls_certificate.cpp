#include "emulators/identity/tls_certificate.h"

#include <array>

namespace kazasu::identity {

namespace {

using enum NameField;

struct LeafProfile {
  std::string_view organization;
  std::string_view common_name;
  char const* extended_key_usage;
};

CertificateBuilder start_leaf(CertifiedKey const& ca, evp_pkey_st* key, LeafProfile const& profile) {
  auto const subject = std::array<NameEntry, 3>{
      {{kCountry, "JP"}, {kOrganization, profile.organization}, {kCommonName, profile.common_name}}};
  auto builder = CertificateBuilder{};
  builder.random_serial()
      .issued_by(ca.certificate.get())
      .subject(subject)
      .public_key(key)
      .extension(make_extension("basicConstraints", "critical,CA:FALSE"))
      .extension(make_extension("keyUsage", "critical,digitalSignature"))
      .extension(make_extension("extendedKeyUsage", profile.extended_key_usage))
      .extension(make_authority_key_identifier(ca.certificate.get(), false))
      .subject_key_identifier();
  return builder;
}

}  // namespace

CertifiedKey make_tls_ca(TlsCaNames const& names, Validity const& validity) {
  auto key = new_p256_key();
  auto const name = std::array<NameEntry, 3>{
      {{kCountry, "JP"}, {kOrganization, names.organization}, {kCommonName, names.common_name}}};
  auto certificate = CertificateBuilder{}
                         .random_serial()
                         .validity(validity)
                         .subject(name)
                         .self_issued()
                         .public_key(key.get())
                         .extension(make_extension("basicConstraints", "critical,CA:TRUE,pathlen:0"))
                         .extension(make_extension("keyUsage", "critical,keyCertSign,cRLSign"))
                         .subject_key_identifier()
                         .sign(key.get());
  return {std::move(certificate), std::move(key)};
}

CertifiedKey make_server_certificate(CertifiedKey const& ca, Validity const& validity) {
  auto key = new_p256_key();
  auto certificate = start_leaf(ca, key.get(), {kServerCaOrganization, "localhost", "serverAuth"})
                         .validity(validity)
                         .extension(make_extension("subjectAltName", "DNS:localhost,IP:127.0.0.1,IP:::1"))
                         .sign(ca.key.get());
  return {std::move(certificate), std::move(key)};
}

CertifiedKey make_station_certificate(CertifiedKey const& ca, std::string_view institution_code,
                                      Validity const& validity) {
  auto key = new_p256_key();
  auto certificate = start_leaf(ca, key.get(), {kStationCaOrganization, institution_code, "clientAuth"})
                         .validity(validity)
                         .sign(ca.key.get());
  return {std::move(certificate), std::move(key)};
}

}  // namespace kazasu::identity
