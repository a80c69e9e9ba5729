#include "emulators/identity/ocsp_responder.h"

#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "emulators/identity/pem_files.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::identity {
namespace {

class OcspResponderFile : public testing::Test {
 protected:
  TemporaryFolder parent_;
  TestPki pki_{parent_.path() / "pki", 1};
  std::filesystem::path file_ = pki_.folder() / "ocsp-responder.pem";
};

TEST_F(OcspResponderFile, IsDelegatedByTheCardCa) {
  auto const responder = open_ocsp_responder(pki_);
  auto* const certificate = responder.certificate.get();
  EXPECT_EQ(X509_verify(certificate, pki_.card_ca().key.get()), 1);
  EXPECT_EQ(X509_check_private_key(certificate, responder.key.get()), 1);
  EXPECT_EQ(X509_get_extended_key_usage(certificate), static_cast<std::uint32_t>(XKU_OCSP_SIGN));
  EXPECT_EQ(X509_get_key_usage(certificate), static_cast<std::uint32_t>(KU_DIGITAL_SIGNATURE));
  EXPECT_GE(X509_get_ext_by_NID(certificate, NID_id_pkix_OCSP_noCheck, -1), 0);
}

TEST_F(OcspResponderFile, IsMadeOnceForAllWhoStartTogether) {
  auto threads = std::vector<std::thread>{};
  auto seen = std::array<std::string, 4>{};
  for (auto& text : seen) {
    threads.emplace_back([&] { text = certificate_to_pem(open_ocsp_responder(pki_).certificate.get()); });
  }
  for (auto& thread : threads) thread.join();
  for (auto const& text : seen) EXPECT_EQ(text, seen[0]);
  EXPECT_EQ(std::filesystem::status(file_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  for (auto const& entry : std::filesystem::directory_iterator{pki_.folder()}) {
    EXPECT_EQ(entry.path().filename().string().find(".new-"), std::string::npos) << entry.path();
  }
}

TEST_F(OcspResponderFile, TellsWhichFileToDelete) {
  auto const message = [this]() -> std::string {
    try {
      open_ocsp_responder(pki_);
    } catch (std::runtime_error const& error) {
      return error.what();
    }
    return "nothing thrown";
  };
  std::ofstream{file_} << "no PEM";
  EXPECT_NE(message().find(file_.string()), std::string::npos) << message();
  auto const other = TestPki{parent_.path() / "other", 1};
  auto const foreign = open_ocsp_responder(other);
  std::ofstream{file_} << certificate_to_pem(foreign.certificate.get()) + key_to_pem(foreign.key.get());
  EXPECT_NE(message().find("card CA"), std::string::npos) << message();
  auto const& server = pki_.card_ca();
  std::ofstream{file_} << certificate_to_pem(server.certificate.get()) + key_to_pem(server.key.get());
  EXPECT_NE(message().find("certificate status"), std::string::npos) << message();
}

TEST_F(OcspResponderFile, TheExpiredOneEndedBeforeTheTestPkiBegins) {
  auto const expired = make_expired_ocsp_responder(pki_);
  auto const begin = test_pki_validity().not_before.time_since_epoch();
  auto time = static_cast<time_t>(std::chrono::floor<std::chrono::seconds>(begin).count());
  EXPECT_LT(X509_cmp_time(X509_get0_notAfter(expired.certificate.get()), &time), 0);
  EXPECT_EQ(X509_verify(expired.certificate.get(), pki_.card_ca().key.get()), 1);
}

}  // namespace
}  // namespace kazasu::identity
