#include "emulators/identity/test_pki.h"

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "emulators/identity/card_authority.h"
#include "emulators/identity/pem_files.h"
#include "emulators/identity/pki_folder.h"
#include "emulators/identity/terminal_credential.h"

namespace kazasu::identity {

namespace {

namespace fs = std::filesystem;

constexpr auto kPairs = std::array<char const*, 4>{"card-ca", "station-ca", "server-ca", "server"};
constexpr auto kCardKeysFile = "card-keys.pem";

// What came later: in a folder of its own, so that it can be added to an older PKI in one step.
constexpr auto kWholeCardFolder = "whole-card";
constexpr auto kSigningCa = "signing-ca";
constexpr auto kNextCardCa = "next-card-ca";
constexpr auto kNextSigningCa = "next-signing-ca";
constexpr auto kTerminalCa = "terminal-ca";
constexpr auto kNextCardKeysFile = "next-card-keys.pem";

std::vector<KeyHandle> new_pool(std::size_t size, KeyHandle (*make)()) {
  auto keys = std::vector<KeyHandle>{};
  for (auto i = std::size_t{0}; i < size; ++i) keys.push_back(make());
  return keys;
}

CertifiedKey make_card_authority(CardAuthority const& authority) {
  auto key = authority.generation == CardGeneration::kNext ? new_p384_key() : new_rsa_2048_key();
  auto certificate = card_authority_certificate(authority, key.get(), test_pki_validity());
  return {std::move(certificate), std::move(key)};
}

void fill_folder(PkiFolder const& folder, std::size_t card_keys) {
  auto const validity = test_pki_validity();
  folder.write(kPairs[0], make_card_authority({CardHalf::kAuthentication, CardGeneration::kPresent}));
  folder.write(kPairs[1], make_tls_ca({kStationCaOrganization, "KAZASU-TEST station CA"}, validity));
  auto const server_ca = make_tls_ca({kServerCaOrganization, "KAZASU-TEST server CA"}, validity);
  folder.write(kPairs[2], server_ca);
  folder.write(kPairs[3], make_server_certificate(server_ca, validity));
  folder.write_pool(kCardKeysFile, new_pool(card_keys, new_rsa_2048_key));
}

void fill_whole_card_folder(PkiFolder const& folder, std::size_t card_keys) {
  folder.write(kSigningCa, make_card_authority({CardHalf::kSigning, CardGeneration::kPresent}));
  folder.write(kNextCardCa, make_card_authority({CardHalf::kAuthentication, CardGeneration::kNext}));
  folder.write(kNextSigningCa, make_card_authority({CardHalf::kSigning, CardGeneration::kNext}));
  folder.write(kTerminalCa, make_terminal_authority(test_pki_validity()));
  folder.write_pool(kNextCardKeysFile, new_pool(card_keys, new_p384_key));
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
    create_folder_at_once(folder_, [&](fs::path const& place) { fill_folder({place, folder_}, card_keys); });
  }
  auto const first = PkiFolder{folder_, folder_};
  if (std::ranges::none_of(kPairs, [&](auto const* pair) { return first.has_any_of(pair); })) {
    throw std::runtime_error("test PKI: " + folder_.string() +
                             " is used for something else; name another folder");
  }
  card_ca_ = first.load(kPairs[0]);
  station_ca_ = first.load(kPairs[1]);
  server_ca_ = first.load(kPairs[2]);
  server_ = first.load(kPairs[3], &server_ca_);
  card_keys_ = first.load_pool(kCardKeysFile);
  load_whole_card();
}

void TestPki::load_whole_card() {
  auto const place = folder_ / kWholeCardFolder;
  if (!fs::exists(place)) {
    create_folder_at_once(place, [this](fs::path const& scaffold) {
      fill_whole_card_folder({scaffold, folder_}, card_keys_.size());
    });
  }
  auto const whole_card = PkiFolder{place, folder_};
  signing_ca_ = whole_card.load(kSigningCa);
  next_card_ca_ = whole_card.load(kNextCardCa);
  next_signing_ca_ = whole_card.load(kNextSigningCa);
  terminal_ca_ = whole_card.load(kTerminalCa);
  next_card_keys_ = whole_card.load_pool(kNextCardKeysFile);
}

void TestPki::require_valid_at(sim::Instant instant) const {
  for (auto const* const certified : {&card_ca_, &station_ca_, &server_ca_, &server_, &signing_ca_,
                                      &next_card_ca_, &next_signing_ca_, &terminal_ca_}) {
    require_valid(folder_, certified->certificate.get(), instant);
  }
}

}  // namespace kazasu::identity
