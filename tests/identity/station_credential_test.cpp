#include "emulators/identity/station_credential.h"

#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "emulators/identity/generated_stations.h"
#include "emulators/identity/pem_files.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::identity {
namespace {

namespace fs = std::filesystem;

class StationCredentialTest : public ::testing::Test {
 protected:
  TemporaryFolder parent_;
  TestPki pki_{parent_.path() / "pki", 1};
  Station station_ = GeneratedStations{{.stations = 10}}.station(3);
};

std::string field(X509 const* certificate, int nid) {
  auto text = std::array<char, 64>{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), nid, text.data(),
                            static_cast<int>(text.size()));
  return text.data();
}

TEST_F(StationCredentialTest, NamesTheInstitutionUnderTheStationCa) {
  auto const credential = station_credential(pki_, station_);
  auto const certificate = certificate_from_pem(credential.certificate_pem);
  auto const key = key_from_pem(credential.key_pem);
  EXPECT_EQ(X509_check_private_key(certificate.get(), key.get()), 1);
  EXPECT_EQ(X509_verify(certificate.get(), pki_.station_ca().key.get()), 1);
  EXPECT_EQ(X509_check_issued(pki_.station_ca().certificate.get(), certificate.get()), X509_V_OK);
  EXPECT_EQ(field(certificate.get(), NID_organizationName), "KAZASU-TEST STATION");
  EXPECT_EQ(field(certificate.get(), NID_commonName), station_.institution_code);
  EXPECT_EQ(X509_get_extended_key_usage(certificate.get()), static_cast<std::uint32_t>(XKU_SSL_CLIENT));
  EXPECT_EQ(X509_check_ca(certificate.get()), 0);
  EXPECT_EQ(EVP_PKEY_get_bits(key.get()), 256);
}

TEST_F(StationCredentialTest, EveryCallMakesANewKey) {
  auto const one = station_credential(pki_, station_);
  auto const two = station_credential(pki_, station_);
  EXPECT_NE(one.key_pem, two.key_pem);
  EXPECT_NE(one.certificate_pem, two.certificate_pem);
}

TEST_F(StationCredentialTest, TakesAnotherValidity) {
  auto const at = [](char const* text) { return sim::parse_iso_date_time(text); };
  auto const validity = Validity{at("2020-01-01T00:00:00+09:00"), at("2023-01-01T00:00:00+09:00")};
  auto const certificate = certificate_from_pem(station_credential(pki_, station_, validity).certificate_pem);
  auto time = static_cast<time_t>(validity.not_after.time_since_epoch().count() / 1000 + 1);
  EXPECT_EQ(X509_cmp_time(X509_get0_notAfter(certificate.get()), &time), -1);
}

TEST_F(StationCredentialTest, ExportsWhatAClientNeeds) {
  auto const out = parent_.path() / "out" / "station";
  export_station(pki_, station_, out);
  EXPECT_EQ(fs::status(out).permissions(), fs::perms::owner_all);
  auto const certificate = certificate_from_pem(read_file(out / "station-cert.pem"));
  auto const key = key_from_pem(read_file(out / "station-key.pem"));
  EXPECT_EQ(X509_check_private_key(certificate.get(), key.get()), 1);
  EXPECT_EQ(read_file(out / "server-ca.pem"), pki_.server_ca_pem());
  EXPECT_EQ(read_file(out / "station-ca.pem"), pki_.station_ca_pem());
  EXPECT_EQ(read_file(out / "card-ca.pem"), pki_.card_ca_pem());
  EXPECT_EQ(read_file(out / "signing-ca.pem"), pki_.signing_ca_pem());
  for (auto const& entry : fs::directory_iterator{out}) {
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write) << entry.path();
  }
}

TEST_F(StationCredentialTest, NeverOverwrites) {
  auto const out = parent_.path() / "out";
  export_station(pki_, station_, out);
  auto const key = read_file(out / "station-key.pem");
  EXPECT_THROW(export_station(pki_, station_, out), std::runtime_error);
  EXPECT_EQ(read_file(out / "station-key.pem"), key);

  auto const partly = parent_.path() / "partly";
  fs::create_directory(partly);
  write_new_secret_file(partly / "station-ca.pem", "mine");
  EXPECT_THROW(export_station(pki_, station_, partly), std::runtime_error);
  EXPECT_FALSE(fs::exists(partly / "station-cert.pem")) << "nothing is written before the check";
}

}  // namespace
}  // namespace kazasu::identity
