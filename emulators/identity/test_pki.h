// The certification authorities of a test installation, in a folder of its own.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "emulators/identity/population.h"
#include "emulators/identity/tls_certificate.h"

namespace kazasu::identity {

// 2015-01-01 to 2055-01-01, JST: of the authorities, and of what they issue unless the caller says otherwise.
Validity test_pki_validity();

// Opened from a folder, and made there on first use, all at once: any number of processes may start together,
// they end up with the same keys. The folder is mode 0700, its files 0600. Immutable and thread-safe once
// opened.
//
// Card keys are a pool, RSA-2048, shared by all people: making one takes far longer than everything else that
// a card needs. An existing folder keeps the pool it was made with.
class TestPki {
 public:
  static constexpr std::size_t kDefaultCardKeys = 16;

  // Throws std::runtime_error with the folder to delete when a file in it is missing, damaged, not for its
  // key or not from a test organisation; and naming the folder when it is used for something else or cannot
  // be written.
  explicit TestPki(std::filesystem::path folder, std::size_t card_keys = kDefaultCardKeys);

  // Throws std::runtime_error when an authority or the server's certificate is not valid at `instant`.
  void require_valid_at(sim::Instant instant) const;

  std::filesystem::path const& folder() const { return folder_; }
  CertifiedKey const& card_ca() const { return card_ca_; }
  CertifiedKey const& station_ca() const { return station_ca_; }
  CertifiedKey const& server_ca() const { return server_ca_; }
  CertifiedKey const& server() const { return server_; }
  std::vector<KeyHandle> const& card_keys() const { return card_keys_; }

  // What TLS contexts and signature checks are configured with.
  std::string card_ca_pem() const { return certificate_to_pem(card_ca_.certificate.get()); }
  std::string station_ca_pem() const { return certificate_to_pem(station_ca_.certificate.get()); }
  std::string server_ca_pem() const { return certificate_to_pem(server_ca_.certificate.get()); }
  std::string server_certificate_pem() const { return certificate_to_pem(server_.certificate.get()); }
  std::string server_key_pem() const { return key_to_pem(server_.key.get()); }

 private:
  std::filesystem::path folder_;
  CertifiedKey card_ca_;
  CertifiedKey station_ca_;
  CertifiedKey server_ca_;
  CertifiedKey server_;
  std::vector<KeyHandle> card_keys_;
};

}  // namespace kazasu::identity
