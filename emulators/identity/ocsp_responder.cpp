#include "emulators/identity/ocsp_responder.h"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

#include "emulators/identity/pem_files.h"

namespace kazasu::identity {

namespace {

namespace fs = std::filesystem;
using enum NameField;

constexpr auto kFile = "ocsp-responder.pem";
constexpr auto kName = std::array<NameEntry, 3>{{{kCountry, "JP"},
                                                 {kOrganization, "KAZASU-TEST"},
                                                 {kCommonName, "KAZASU-TEST certificate status responder"}}};

void make_file(fs::path const& file, TestPki const& pki) {
  auto const responder = make_ocsp_responder(pki.card_ca(), test_pki_validity());
  create_file_at_once(file,
                      certificate_to_pem(responder.certificate.get()) + key_to_pem(responder.key.get()));
}

[[noreturn]] void throw_damaged(fs::path const& file, std::string const& reason) {
  throw std::runtime_error("test PKI: " + file.string() + " is damaged (" + reason +
                           "); delete it and start again, it will be made anew");
}

}  // namespace

CertifiedKey make_ocsp_responder(CertifiedKey const& card_ca, Validity const& validity) {
  auto key = new_p256_key();
  auto* const ca = card_ca.certificate.get();
  auto certificate = CertificateBuilder{}
                         .random_serial()
                         .validity(validity)
                         .subject(kName)
                         .issued_by(ca)
                         .public_key(key.get())
                         .extension(make_extension("keyUsage", "critical,digitalSignature"))
                         .extension(make_extension("extendedKeyUsage", "critical,OCSPSigning"))
                         .extension(make_extension("noCheck", "ignored"))
                         .extension(make_authority_key_identifier(ca, false))
                         .subject_key_identifier()
                         .sign(card_ca.key.get());
  return {std::move(certificate), std::move(key)};
}

CertifiedKey open_ocsp_responder(TestPki const& pki) {
  auto const file = pki.folder() / kFile;
  if (!fs::exists(file)) make_file(file, pki);
  auto responder = CertifiedKey{};
  try {
    auto const text = read_file(file);
    responder = {certificate_from_pem(text), key_from_pem(text)};
  } catch (std::runtime_error const& error) {
    throw_damaged(file, error.what());
  }
  auto* const certificate = responder.certificate.get();
  if (X509_check_private_key(certificate, responder.key.get()) != 1) {
    throw_damaged(file, "the certificate does not belong to the key");
  }
  if (X509_verify(certificate, pki.card_ca().key.get()) != 1) {
    throw_damaged(file, "it is not of the card CA beside it");
  }
  if ((X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) == 0 ||
      (X509_get_extended_key_usage(certificate) & XKU_OCSP_SIGN) == 0) {
    throw_damaged(file, "the certificate is not for signing certificate status");
  }
  return responder;
}

CertifiedKey make_expired_ocsp_responder(TestPki const& pki) {
  return make_ocsp_responder(pki.card_ca(), {sim::parse_iso_date_time("2014-01-01T00:00:00+09:00"),
                                             sim::parse_iso_date_time("2014-12-31T23:59:59+09:00")});
}

}  // namespace kazasu::identity
