#include "emulators/identity/terminal_credential.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace kazasu::identity {

namespace {

using enum NameField;
using namespace std::string_view_literals;

constexpr auto kAuthorityName = std::array<NameEntry, 3>{
    {{kCountry, "JP"}, {kOrganization, "KAZASU-TEST TERMINAL"}, {kCommonName, "KAZASU-TEST terminal CA"}}};
constexpr std::size_t kRsaBytes = 256;

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string signature_over(evp_pkey_st* key, std::string_view bytes) {
  auto const context = std::unique_ptr<EVP_MD_CTX, FreeDigest>{EVP_MD_CTX_new()};
  auto signature = std::string(kRsaBytes, '\0');
  auto size = signature.size();
  auto* const out = reinterpret_cast<unsigned char*>(signature.data());
  auto const* const input = reinterpret_cast<unsigned char const*>(bytes.data());
  if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
      EVP_DigestSign(context.get(), out, &size, input, bytes.size()) != 1) {
    throw_openssl_error("sign a terminal's certificate");
  }
  return signature;
}

}  // namespace

CertifiedKey make_terminal_authority(Validity const& validity) {
  auto key = new_rsa_2048_key();
  auto certificate = CertificateBuilder{}
                         .random_serial()
                         .validity(validity)
                         .subject(kAuthorityName)
                         .self_issued()
                         .public_key(key.get())
                         .extension(make_extension("keyUsage", "critical,keyCertSign"))
                         .extension(make_extension("basicConstraints", "critical,CA:TRUE"))
                         .subject_key_identifier()
                         .sign(key.get());
  return {std::move(certificate), std::move(key)};
}

TerminalCertificate make_terminal_certificate(evp_pkey_st* authority, evp_pkey_st* terminal) {
  auto content = std::string{kTerminalAuthorityKey};
  content.append(kTerminalKey).append("\x90\x03\x01\x00\x01\x91\x82\x01\x00"sv).append(rsa_modulus(terminal));
  auto body = std::string{"\x7F\x21\x82\x01\x2E\x5F\x4E\x82\x01\x29"sv};
  body.append(content);
  return {.body = std::move(body), .signature = signature_over(authority, content)};
}

}  // namespace kazasu::identity
