#include "emulators/identity/terminal_credential.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "emulators/identity/test_pki.h"

namespace kazasu::identity {
namespace {

TEST(TerminalCredential, IsACardVerifiableCertificateInTwoPieces) {
  auto const authority = make_terminal_authority(test_pki_validity());
  auto const terminal = new_rsa_2048_key();
  auto const made = make_terminal_certificate(authority.key.get(), terminal.get());
  ASSERT_EQ(made.body.size(), 307U);
  ASSERT_EQ(made.signature.size(), 256U);
  EXPECT_EQ(made.body.substr(0, 3), "\x7F\x21\x82");
  EXPECT_EQ(made.body.substr(10, 16), kTerminalAuthorityKey);
  EXPECT_EQ(made.body.substr(26, 16), kTerminalKey);
  EXPECT_NE(static_cast<unsigned char>(made.body[51]) & 0x80U, 0U) << "a modulus of 2048 bits";

  auto const content = made.body.substr(10);
  auto* const context = EVP_MD_CTX_new();
  ASSERT_EQ(EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, authority.key.get()), 1);
  EXPECT_EQ(EVP_DigestVerify(context, reinterpret_cast<unsigned char const*>(made.signature.data()),
                             made.signature.size(), reinterpret_cast<unsigned char const*>(content.data()),
                             content.size()),
            1);
  EVP_MD_CTX_free(context);
}

}  // namespace
}  // namespace kazasu::identity
