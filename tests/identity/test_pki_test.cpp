#include "emulators/identity/test_pki.h"

#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <map>
#include <stdexcept>
#include <thread>

#include "emulators/identity/pem_files.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::identity {
namespace {

namespace fs = std::filesystem;

constexpr auto kFewKeys = std::size_t{1};

std::map<std::string, std::string> contents(fs::path const& folder) {
  auto files = std::map<std::string, std::string>{};
  for (auto const& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.is_directory()) continue;
    files[fs::relative(entry.path(), folder).string()] = read_file(entry.path());
  }
  return files;
}

void overwrite(fs::path const& file, std::string const& text) {
  std::ofstream{file, std::ios::trunc} << text;
}

std::string message_of(auto const& action) {
  try {
    action();
  } catch (std::runtime_error const& error) {
    return error.what();
  }
  return "nothing thrown";
}

std::string opening(fs::path const& folder) {
  return message_of([&] { TestPki{folder, kFewKeys}; });
}

TEST(TestPki, IsMadeOnceAndReused) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "kazasu" / "pki";
  auto const first = TestPki{folder, 2};
  auto const files = contents(folder);
  EXPECT_EQ(files.size(), 18U);
  auto const second = TestPki{folder, 5};
  EXPECT_EQ(contents(folder), files);
  EXPECT_EQ(second.card_keys().size(), 2U) << "the pool is the one it was made with";
  EXPECT_EQ(second.next_card_keys().size(), 2U);
  EXPECT_EQ(first.card_ca_pem(), second.card_ca_pem());
  EXPECT_EQ(first.server_key_pem(), second.server_key_pem());
  EXPECT_EQ(second.folder(), folder);
}

TEST(TestPki, KeepsItsFilesForItsOwner) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  auto const pki = TestPki{folder, kFewKeys};
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
  for (auto const& entry : fs::recursive_directory_iterator{folder}) {
    auto const wanted =
        entry.is_directory() ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write;
    EXPECT_EQ(entry.status().permissions(), wanted) << entry.path();
  }
}

TEST(TestPki, StartedTogetherAllHaveTheSameKeys) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  auto authorities = std::vector<std::string>(3);
  auto threads = std::vector<std::thread>{};
  for (auto& authority : authorities) {
    threads.emplace_back([&authority, &folder] {
      auto const pki = TestPki{folder, kFewKeys};
      authority = pki.card_ca_pem() + pki.signing_ca_pem();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(authorities[0], authorities[1]);
  EXPECT_EQ(authorities[0], authorities[2]);
  EXPECT_FALSE(authorities[0].empty());
  EXPECT_EQ(std::distance(fs::directory_iterator{parent.path()}, {}), 1) << "no scaffold stays behind";
  EXPECT_EQ(contents(folder).size(), 18U);
}

TEST(TestPki, AddsToAFolderOfBeforeWhatCameLater) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  auto const before = TestPki{folder, 2};
  fs::remove_all(folder / "whole-card");
  auto old = contents(folder);
  auto signing = std::vector<std::string>(3);
  auto threads = std::vector<std::thread>{};
  for (auto& authority : signing) {
    threads.emplace_back([&authority, &folder] { authority = TestPki{folder, 2}.signing_ca_pem(); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(signing[0], signing[1]);
  EXPECT_EQ(signing[0], signing[2]);
  EXPECT_NE(signing[0], before.signing_ca_pem()) << "made anew";
  auto const now = contents(folder);
  EXPECT_EQ(now.size(), 18U) << "no scaffold stays behind";
  for (auto const& [name, text] : old) EXPECT_EQ(now.at(name), text) << name;
}

TEST(TestPki, HasAnAuthorityForEachHalfOfEachGeneration) {
  auto const parent = TemporaryFolder{};
  auto const pki = TestPki{parent.path() / "pki", kFewKeys};
  for (auto const* const ca :
       {&pki.signing_ca(), &pki.next_card_ca(), &pki.next_signing_ca(), &pki.terminal_ca()}) {
    EXPECT_EQ(X509_check_ca(ca->certificate.get()), 1);
    EXPECT_EQ(X509_self_signed(ca->certificate.get(), 1), 1);
  }
  EXPECT_EQ(key_kind_of(pki.signing_ca().key.get()), KeyKind::kRsa2048);
  EXPECT_EQ(key_kind_of(pki.terminal_ca().key.get()), KeyKind::kRsa2048);
  EXPECT_EQ(key_kind_of(pki.next_card_ca().key.get()), KeyKind::kP384);
  EXPECT_EQ(key_kind_of(pki.next_signing_ca().key.get()), KeyKind::kP384);
  EXPECT_EQ(key_kind_of(pki.next_card_keys().at(0).get()), KeyKind::kP384);
  EXPECT_EQ(X509_get_signature_nid(pki.next_card_ca().certificate.get()), NID_ecdsa_with_SHA384);
}

TEST(TestPki, UsesAnEmptyFolder) {
  auto const parent = TemporaryFolder{};
  EXPECT_NO_THROW((TestPki{parent.path(), kFewKeys}));
}

TEST(TestPki, LeavesAFolderOfSomethingElseAlone) {
  auto const parent = TemporaryFolder{};
  overwrite(parent.path() / "letter.txt", "dear");
  auto const message = opening(parent.path());
  EXPECT_NE(message.find("used for something else"), std::string::npos) << message;
  EXPECT_EQ(message.find("delete"), std::string::npos) << message;
  EXPECT_EQ(contents(parent.path()).size(), 1U);
}

TEST(TestPki, NamesTheFolderToDeleteWhenAFileIsDamaged) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  auto const pki = TestPki{folder, kFewKeys};
  auto const files = contents(folder);
  for (auto const& [name, text] : files) {
    auto const damages = std::vector<std::string>{"", text.substr(0, text.size() / 2), "garbage"};
    for (auto const& damage : damages) {
      overwrite(folder / name, damage);
      auto const message = opening(folder);
      EXPECT_NE(message.find("delete the folder " + folder.string()), std::string::npos) << name << message;
      EXPECT_NE(message.find(name), std::string::npos) << message;
      EXPECT_EQ(message.find("PRIVATE KEY"), std::string::npos);
    }
    fs::remove(folder / name);
    EXPECT_NE(opening(folder).find("missing or damaged"), std::string::npos) << name;
    overwrite(folder / name, text);
  }
  EXPECT_EQ(opening(folder), "nothing thrown");
}

TEST(TestPki, NoticesKeysAndCertificatesThatDoNotBelongTogether) {
  auto const parent = TemporaryFolder{};
  auto const one = parent.path() / "one";
  auto const two = parent.path() / "two";
  auto const pki_one = TestPki{one, kFewKeys};
  auto const pki_two = TestPki{two, kFewKeys};
  auto const original = read_file(one / "card-ca-key.pem");
  overwrite(one / "card-ca-key.pem", read_file(two / "card-ca-key.pem"));
  EXPECT_NE(opening(one).find("does not belong to its key"), std::string::npos);
  overwrite(one / "card-ca-key.pem", original);
  for (auto const* const name : {"server-cert.pem", "server-key.pem"}) {
    overwrite(one / name, read_file(two / name));
  }
  EXPECT_NE(opening(one).find("signature does not hold"), std::string::npos);
}

TEST(TestPki, RefusesAnAuthorityThatDoesNotSayTest) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  auto const pki = TestPki{folder, kFewKeys};
  auto const stranger = make_tls_ca({"Some Authority", "Some CA"}, test_pki_validity());
  overwrite(folder / "station-ca-cert.pem", certificate_to_pem(stranger.certificate.get()));
  overwrite(folder / "station-ca-key.pem", key_to_pem(stranger.key.get()));
  EXPECT_NE(opening(folder).find("does not say TEST"), std::string::npos);
}

TEST(TestPki, IsValidForFortyYears) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  auto const pki = TestPki{folder, kFewKeys};
  auto const at = [](char const* text) { return sim::parse_iso_date_time(text); };
  for (auto const* const time :
       {"2015-01-01T00:00:00+09:00", "2024-12-02T08:30:00+09:00", "2054-12-31T23:59:59+09:00"}) {
    EXPECT_NO_THROW(pki.require_valid_at(at(time))) << time;
  }
  for (auto const* const time : {"2014-12-31T23:59:59+09:00", "2055-01-02T00:00:00+09:00"}) {
    auto const message = message_of([&] { pki.require_valid_at(at(time)); });
    EXPECT_NE(message.find(time), std::string::npos) << message;
    EXPECT_NE(message.find("2015-01-01T00:00:00+09:00"), std::string::npos) << message;
    EXPECT_NE(message.find(folder.string()), std::string::npos) << message;
  }
}

TEST(TestPki, NamesTheFolderWhenAnAuthorityHasExpired) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  { auto const pki = TestPki{folder, kFewKeys}; }
  auto const at = [](char const* text) { return sim::parse_iso_date_time(text); };
  auto const old = make_tls_ca({kStationCaOrganization, "KAZASU-TEST station CA"},
                               {at("2015-01-01T00:00:00+09:00"), at("2020-01-01T00:00:00+09:00")});
  overwrite(folder / "station-ca-cert.pem", certificate_to_pem(old.certificate.get()));
  overwrite(folder / "station-ca-key.pem", key_to_pem(old.key.get()));
  auto const pki = TestPki{folder, kFewKeys};
  auto const message = message_of([&] { pki.require_valid_at(at("2024-12-02T08:30:00+09:00")); });
  EXPECT_NE(message.find("delete " + folder.string()), std::string::npos) << message;
}

TEST(TestPki, ServerCertificateIsForThisMachineAlone) {
  auto const parent = TemporaryFolder{};
  auto const pki = TestPki{parent.path() / "pki", kFewKeys};
  auto* const server = pki.server().certificate.get();
  EXPECT_EQ(X509_check_host(server, "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(server, "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(server, "::1", 0), 1);
  EXPECT_EQ(X509_check_host(server, "example.com", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_get_extended_key_usage(server), static_cast<std::uint32_t>(XKU_SSL_SERVER));
  EXPECT_EQ(X509_verify(server, pki.server_ca().key.get()), 1);
  EXPECT_EQ(EVP_PKEY_get_bits(pki.server().key.get()), 256);
  for (auto const* const ca : {&pki.station_ca(), &pki.server_ca()}) {
    EXPECT_EQ(X509_check_ca(ca->certificate.get()), 1);
    EXPECT_EQ(EVP_PKEY_get_bits(ca->key.get()), 256);
  }
}

TEST(TestPki, NeedsAKeyForCards) {
  auto const parent = TemporaryFolder{};
  EXPECT_THROW((TestPki{parent.path() / "pki", 0}), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::identity
