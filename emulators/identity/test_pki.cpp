#include "emulators/identity/test_pki.h"

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "emulators/identity/card_certificate.h"
#include "emulators/identity/pem_files.h"

namespace kazasu::identity {

namespace {

namespace fs = std::filesystem;

// Each pair is NAME-cert.pem and NAME-key.pem.
constexpr auto kPairs = std::array<char const*, 4>{"card-ca", "station-ca", "server-ca", "server"};
constexpr auto kCardKeysFile = "card-keys.pem";
constexpr auto kPemBegin = std::string_view{"-----BEGIN "};

fs::path certificate_file(fs::path const& folder, char const* pair) {
  return folder / (std::string{pair} + "-cert.pem");
}
fs::path key_file(fs::path const& folder, char const* pair) {
  return folder / (std::string{pair} + "-key.pem");
}

void write_pair(fs::path const& folder, char const* pair, CertifiedKey const& certified) {
  write_new_secret_file(certificate_file(folder, pair), certificate_to_pem(certified.certificate.get()));
  write_new_secret_file(key_file(folder, pair), key_to_pem(certified.key.get()));
}

void fill_folder(fs::path const& folder, std::size_t card_keys) {
  auto const validity = test_pki_validity();
  auto card_ca_key = new_rsa_2048_key();
  auto card_ca = card_ca_certificate(card_ca_key.get(), validity);
  write_pair(folder, kPairs[0], {std::move(card_ca), std::move(card_ca_key)});
  write_pair(folder, kPairs[1], make_tls_ca({kStationCaOrganization, "KAZASU-TEST station CA"}, validity));
  auto const server_ca = make_tls_ca({kServerCaOrganization, "KAZASU-TEST server CA"}, validity);
  write_pair(folder, kPairs[2], server_ca);
  write_pair(folder, kPairs[3], make_server_certificate(server_ca, validity));
  auto pool = std::string{};
  for (auto i = std::size_t{0}; i < card_keys; ++i) pool += key_to_pem(new_rsa_2048_key().get());
  write_new_secret_file(folder / kCardKeysFile, pool);
}

bool looks_like_ours(fs::path const& folder) {
  return std::ranges::any_of(kPairs, [&](auto const* pair) {
    return fs::exists(certificate_file(folder, pair)) || fs::exists(key_file(folder, pair));
  });
}

[[noreturn]] void throw_damaged(fs::path const& folder, fs::path const& file, std::string const& reason) {
  throw std::runtime_error("test PKI: " + file.string() + " is missing or damaged (" + reason +
                           "); delete the folder " + folder.string() +
                           " and start again, it will be made anew");
}

bool says_test(x509_st* certificate) {
  auto const* const subject = X509_get_subject_name(certificate);
  auto const at = X509_NAME_get_index_by_NID(subject, NID_organizationName, -1);
  if (at < 0) return false;
  auto const* const text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
  auto const organization = std::string_view{reinterpret_cast<char const*>(ASN1_STRING_get0_data(text)),
                                             static_cast<std::size_t>(ASN1_STRING_length(text))};
  return organization.find("TEST") != std::string_view::npos;
}

// A key and its certificate, signed by `issuer` (by itself when there is none).
CertifiedKey load_pair(fs::path const& folder, char const* pair, CertifiedKey const* issuer) {
  auto loaded = CertifiedKey{};
  auto file = certificate_file(folder, pair);
  try {
    loaded.certificate = certificate_from_pem(read_file(file));
    file = key_file(folder, pair);
    loaded.key = key_from_pem(read_file(file));
  } catch (std::runtime_error const& error) {
    throw_damaged(folder, file, error.what());
  }
  file = certificate_file(folder, pair);
  auto* const certificate = loaded.certificate.get();
  if (X509_check_private_key(certificate, loaded.key.get()) != 1) {
    throw_damaged(folder, file, "it does not belong to its key");
  }
  if (X509_verify(certificate, issuer == nullptr ? loaded.key.get() : issuer->key.get()) != 1) {
    throw_damaged(folder, file, "its signature does not hold");
  }
  if (!says_test(certificate)) throw_damaged(folder, file, "its organisation does not say TEST");
  return loaded;
}

std::vector<KeyHandle> load_card_keys(fs::path const& folder) {
  auto const file = folder / kCardKeysFile;
  auto keys = std::vector<KeyHandle>{};
  try {
    auto const text = read_file(file);
    for (auto begin = text.find(kPemBegin); begin != std::string::npos;) {
      auto const next = text.find(kPemBegin, begin + kPemBegin.size());
      keys.push_back(key_from_pem(std::string_view{text}.substr(begin, next - begin)));
      begin = next;
    }
  } catch (std::runtime_error const& error) {
    throw_damaged(folder, file, error.what());
  }
  if (keys.empty()) throw_damaged(folder, file, "it holds no key");
  return keys;
}

void require_valid(fs::path const& folder, x509_st* certificate, sim::Instant instant) {
  auto const seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch());
  auto time = static_cast<time_t>(seconds.count());
  auto const begun = X509_cmp_time(X509_get0_notBefore(certificate), &time) < 0;
  auto const ended = X509_cmp_time(X509_get0_notAfter(certificate), &time) < 0;
  if (begun && !ended) return;
  auto const validity = test_pki_validity();
  throw std::runtime_error(
      "test PKI: the calendar stands at " + sim::iso_date_time(instant) + ", where a certificate in " +
      folder.string() + " is not valid; move the calendar to between " +
      sim::iso_date_time(validity.not_before) + " and " + sim::iso_date_time(validity.not_after) +
      ", and if it is there already delete " + folder.string() + ", it will be made anew");
}

}  // namespace

Validity test_pki_validity() {
  return {sim::parse_iso_date_time("2015-01-01T00:00:00+09:00"),
          sim::parse_iso_date_time("2055-01-01T00:00:00+09:00")};
}

TestPki::TestPki(fs::path folder, std::size_t card_keys) : folder_(std::move(folder)) {
  if (card_keys == 0) throw std::invalid_argument("test PKI: at least one card key is needed");
  if (!fs::exists(folder_) || fs::is_empty(folder_)) {
    create_folder_at_once(folder_, [&](fs::path const& place) { fill_folder(place, card_keys); });
  }
  if (!looks_like_ours(folder_)) {
    throw std::runtime_error("test PKI: " + folder_.string() +
                             " is used for something else; name another folder");
  }
  card_ca_ = load_pair(folder_, kPairs[0], nullptr);
  station_ca_ = load_pair(folder_, kPairs[1], nullptr);
  server_ca_ = load_pair(folder_, kPairs[2], nullptr);
  server_ = load_pair(folder_, kPairs[3], &server_ca_);
  card_keys_ = load_card_keys(folder_);
}

void TestPki::require_valid_at(sim::Instant instant) const {
  for (auto const* const certified : {&card_ca_, &station_ca_, &server_ca_, &server_}) {
    require_valid(folder_, certified->certificate.get(), instant);
  }
}

}  // namespace kazasu::identity
