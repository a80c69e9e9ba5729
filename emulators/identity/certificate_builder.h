// Builds X.509 certificates field by field, in exactly the order that its caller gives.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "emulators/identity/openssl_handles.h"
#include "sim/calendar.h"

struct X509_extension_st;

namespace kazasu::identity {

enum class NameField : std::uint8_t { kCountry, kLocality, kOrganization, kOrganizationalUnit, kCommonName };
struct NameEntry {
  NameField field;
  std::string_view value;  // UTF-8; the country becomes a PrintableString, everything else a UTF8String
};
using Name = std::span<NameEntry const>;

struct Validity {
  sim::Instant not_before;
  sim::Instant
      not_after;  // both whole seconds; UTCTime up to 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5)
  bool operator==(Validity const&) const = default;
};

struct FreeExtension {
  void operator()(X509_extension_st* extension) const;
};
using ExtensionHandle = std::unique_ptr<X509_extension_st, FreeExtension>;

// Extensions that do not depend on the certificate they go into, so that an issuer makes them once. `value`
// is in the notation of OpenSSL's x509v3_config(5); `name` is an extension's short name, as "keyUsage".
ExtensionHandle make_extension(char const* name, std::string const& value);
// `der` is the extension's value as it is.
ExtensionHandle make_encoded_extension(char const* name, bool critical, std::string_view der);
// One directoryName, as issuerAltName or subjectAltName (`name`) and as the only cRLDistributionPoint.
ExtensionHandle make_alternative_name(char const* name, Name directory_name);
ExtensionHandle make_distribution_point(Name directory_name);

// keyid, and with `with_issuer` also the name and serial of the issuer's own certificate.
ExtensionHandle make_authority_key_identifier(x509_st* issuer, bool with_issuer);

class CertificateBuilder {
 public:
  CertificateBuilder();

  CertificateBuilder& serial(std::uint64_t number);
  CertificateBuilder& random_serial();  // 63 bits
  CertificateBuilder& validity(Validity const& validity);
  CertificateBuilder& subject(Name name);
  CertificateBuilder& issued_by(x509_st* issuer);  // copies the subject of `issuer`
  CertificateBuilder& self_issued();               // copies this certificate's own subject
  CertificateBuilder& public_key(evp_pkey_st* key);
  // A key as encoded_public_key() wrote it. Setting a key itself costs more than a signature: OpenSSL encodes
  // it and decodes it again.
  CertificateBuilder& encoded_key(KeyKind kind, std::string_view encoded);

  CertificateBuilder& extension(ExtensionHandle const& prepared);
  CertificateBuilder& subject_key_identifier();  // SHA-1 of the public key, 20 bytes

  // Signs with SHA-256, with a P-384 key with SHA-384, and gives the certificate up; the builder is used up.
  CertificateHandle sign(evp_pkey_st* issuer_key);

 private:
  CertificateHandle certificate_;
};

}  // namespace kazasu::identity
