#include "emulators/identity/certificate_builder.h"

#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>

namespace kazasu::identity {

namespace {

struct FreeName {
  void operator()(X509_NAME* name) const { X509_NAME_free(name); }
};
using NameHandle = std::unique_ptr<X509_NAME, FreeName>;

struct FreeGeneralNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
using GeneralNamesHandle = std::unique_ptr<GENERAL_NAMES, FreeGeneralNames>;

struct FreePoints {
  void operator()(CRL_DIST_POINTS* points) const { CRL_DIST_POINTS_free(points); }
};

struct FreeOctets {
  void operator()(ASN1_OCTET_STRING* octets) const { ASN1_OCTET_STRING_free(octets); }
};

void expect(bool success, std::string_view operation) {
  if (!success) throw_openssl_error(operation);
}

int nid_of(NameField field) {
  switch (field) {
    case NameField::kCountry:
      return NID_countryName;
    case NameField::kLocality:
      return NID_localityName;
    case NameField::kOrganization:
      return NID_organizationName;
    case NameField::kOrganizationalUnit:
      return NID_organizationalUnitName;
    case NameField::kCommonName:
      return NID_commonName;
  }
  return NID_undef;
}

NameHandle build_name(Name entries) {
  auto name = NameHandle{X509_NAME_new()};
  expect(name != nullptr, "allocate a name");
  for (auto const& entry : entries) {
    auto const type = entry.field == NameField::kCountry ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING;
    auto const* const bytes = reinterpret_cast<unsigned char const*>(entry.value.data());
    auto const size = static_cast<int>(entry.value.size());
    expect(X509_NAME_add_entry_by_NID(name.get(), nid_of(entry.field), type, bytes, size, -1, 0) == 1,
           "add a name entry");
  }
  return name;
}

GeneralNamesHandle directory_names(Name entries) {
  auto names = GeneralNamesHandle{GENERAL_NAMES_new()};
  auto* const general = GENERAL_NAME_new();
  expect(names != nullptr && general != nullptr, "allocate an alternative name");
  GENERAL_NAME_set0_value(general, GEN_DIRNAME, build_name(entries).release());
  expect(sk_GENERAL_NAME_push(names.get(), general) > 0, "add an alternative name");
  return names;
}

ExtensionHandle encode_extension(int nid, void* value) {
  auto extension = ExtensionHandle{X509V3_EXT_i2d(nid, 0, value)};
  expect(extension != nullptr, "encode an extension");
  return extension;
}

ASN1_TIME* set_time(ASN1_TIME* field, sim::Instant instant) {
  auto const seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch());
  return ASN1_TIME_set(field, static_cast<time_t>(seconds.count()));
}

}  // namespace

void FreeExtension::operator()(X509_extension_st* extension) const {
  X509_EXTENSION_free(extension);
}

ExtensionHandle make_extension(char const* name, std::string const& value) {
  auto context = X509V3_CTX{};
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, nullptr, nullptr, nullptr, nullptr, 0);
  auto extension = ExtensionHandle{X509V3_EXT_nconf(nullptr, &context, name, value.c_str())};
  expect(extension != nullptr, std::string{"make the extension "} + name);
  return extension;
}

ExtensionHandle make_encoded_extension(char const* name, bool critical, std::string_view der) {
  auto const value = std::unique_ptr<ASN1_OCTET_STRING, FreeOctets>{ASN1_OCTET_STRING_new()};
  auto const* const bytes = reinterpret_cast<unsigned char const*>(der.data());
  expect(value && ASN1_OCTET_STRING_set(value.get(), bytes, static_cast<int>(der.size())) == 1,
         "copy an extension");
  auto extension =
      ExtensionHandle{X509_EXTENSION_create_by_NID(nullptr, OBJ_sn2nid(name), critical ? 1 : 0, value.get())};
  expect(extension != nullptr, std::string{"make the extension "} + name);
  return extension;
}

ExtensionHandle make_alternative_name(char const* name, Name directory_name) {
  auto const names = directory_names(directory_name);
  return encode_extension(OBJ_sn2nid(name), names.get());
}

ExtensionHandle make_distribution_point(Name directory_name) {
  auto const points = std::unique_ptr<CRL_DIST_POINTS, FreePoints>{CRL_DIST_POINTS_new()};
  auto* const point = DIST_POINT_new();
  expect(points != nullptr && point != nullptr, "allocate a distribution point");
  expect(sk_DIST_POINT_push(points.get(), point) > 0, "add a distribution point");
  point->distpoint = DIST_POINT_NAME_new();
  expect(point->distpoint != nullptr, "allocate a distribution point");
  point->distpoint->type = 0;  // fullName
  point->distpoint->name.fullname = directory_names(directory_name).release();
  return encode_extension(NID_crl_distribution_points, points.get());
}

ExtensionHandle make_authority_key_identifier(x509_st* issuer, bool with_issuer) {
  auto context = X509V3_CTX{};
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, nullptr, nullptr, nullptr, 0);
  auto const* const value = with_issuer ? "keyid:always,issuer:always" : "keyid:always";
  auto identifier =
      ExtensionHandle{X509V3_EXT_nconf_nid(nullptr, &context, NID_authority_key_identifier, value)};
  expect(identifier != nullptr, "make the authority key identifier");
  return identifier;
}

CertificateBuilder::CertificateBuilder() : certificate_(X509_new()) {
  expect(certificate_ != nullptr, "allocate a certificate");
  expect(X509_set_version(certificate_.get(), X509_VERSION_3) == 1, "set the version");
}

CertificateBuilder& CertificateBuilder::serial(std::uint64_t number) {
  expect(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate_.get()), number) == 1, "set the serial");
  return *this;
}

CertificateBuilder& CertificateBuilder::random_serial() {
  auto bytes = std::array<unsigned char, 8>{};
  expect(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "draw a serial");
  auto number = std::uint64_t{0};
  for (auto const byte : bytes) number = number << 8U | byte;
  return serial(number >> 1U | 1U);
}

CertificateBuilder& CertificateBuilder::validity(Validity const& validity) {
  expect(set_time(X509_getm_notBefore(certificate_.get()), validity.not_before) != nullptr, "set notBefore");
  expect(set_time(X509_getm_notAfter(certificate_.get()), validity.not_after) != nullptr, "set notAfter");
  return *this;
}

CertificateBuilder& CertificateBuilder::subject(Name name) {
  expect(X509_set_subject_name(certificate_.get(), build_name(name).get()) == 1, "set the subject");
  return *this;
}

CertificateBuilder& CertificateBuilder::issued_by(x509_st* issuer) {
  expect(X509_set_issuer_name(certificate_.get(), X509_get_subject_name(issuer)) == 1, "set the issuer");
  return *this;
}

CertificateBuilder& CertificateBuilder::self_issued() {
  return issued_by(certificate_.get());
}

CertificateBuilder& CertificateBuilder::public_key(evp_pkey_st* key) {
  expect(X509_set_pubkey(certificate_.get(), key) == 1, "set the public key");
  return *this;
}

CertificateBuilder& CertificateBuilder::encoded_key(KeyKind kind, std::string_view encoded) {
  auto const rsa = kind == KeyKind::kRsa2048;
  auto const algorithm = rsa ? NID_rsaEncryption : NID_X9_62_id_ecPublicKey;
  auto const curve = kind == KeyKind::kP384 ? NID_secp384r1 : NID_X9_62_prime256v1;
  // The certificate takes ownership of the copy. OpenSSL's own object identifiers are never freed.
  auto* const copy = OPENSSL_memdup(encoded.data(), encoded.size());
  expect(copy != nullptr, "copy the public key");
  expect(X509_PUBKEY_set0_param(X509_get_X509_PUBKEY(certificate_.get()), OBJ_nid2obj(algorithm),
                                rsa ? V_ASN1_NULL : V_ASN1_OBJECT, rsa ? nullptr : OBJ_nid2obj(curve),
                                static_cast<unsigned char*>(copy), static_cast<int>(encoded.size())) == 1,
         "set the public key");
  return *this;
}

CertificateBuilder& CertificateBuilder::extension(ExtensionHandle const& prepared) {
  expect(X509_add_ext(certificate_.get(), prepared.get(), -1) == 1, "add an extension");
  return *this;
}

CertificateBuilder& CertificateBuilder::subject_key_identifier() {
  auto context = X509V3_CTX{};
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, nullptr, certificate_.get(), nullptr, nullptr, 0);
  auto const identifier =
      ExtensionHandle{X509V3_EXT_nconf_nid(nullptr, &context, NID_subject_key_identifier, "hash")};
  expect(identifier != nullptr, "make the subject key identifier");
  return extension(identifier);
}

CertificateHandle CertificateBuilder::sign(evp_pkey_st* issuer_key) {
  auto const* const digest = key_kind_of(issuer_key) == KeyKind::kP384 ? EVP_sha384() : EVP_sha256();
  expect(X509_sign(certificate_.get(), issuer_key, digest) > 0, "sign a certificate");
  return std::move(certificate_);
}

}  // namespace kazasu::identity
