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
// Card keys are pools, RSA-2048 and for the next generation P-384, shared by all people: making one takes far
// longer than everything else that a card needs. An existing folder keeps the pools it was made with.
//
// Signing CA, next generation and terminal CA are in a sub-folder, which a folder from before they existed
// gets in one step.
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
  // 署名用.
  CertifiedKey const& signing_ca() const { return signing_ca_; }
  // 次期個人番号カード: P-384, our reading of the public plan.
  CertifiedKey const& next_card_ca() const { return next_card_ca_; }
  CertifiedKey const& next_signing_ca() const { return next_signing_ca_; }
  std::vector<KeyHandle> const& next_card_keys() const { return next_card_keys_; }
  // RSA-2048; see terminal_credential.h.
  CertifiedKey const& terminal_ca() const { return terminal_ca_; }

  // What TLS contexts and signature checks are configured with.
  std::string card_ca_pem() const { return certificate_to_pem(card_ca_.certificate.get()); }
  std::string signing_ca_pem() const { return certificate_to_pem(signing_ca_.certificate.get()); }
  std::string station_ca_pem() const { return certificate_to_pem(station_ca_.certificate.get()); }
  std::string server_ca_pem() const { return certificate_to_pem(server_ca_.certificate.get()); }
  std::string server_certificate_pem() const { return certificate_to_pem(server_.certificate.get()); }
  std::string server_key_pem() const { return key_to_pem(server_.key.get()); }

 private:
  void load_whole_card();

  std::filesystem::path folder_;
  CertifiedKey card_ca_;
  CertifiedKey signing_ca_;
  CertifiedKey next_card_ca_;
  CertifiedKey next_signing_ca_;
  CertifiedKey terminal_ca_;
  CertifiedKey station_ca_;
  CertifiedKey server_ca_;
  CertifiedKey server_;
  std::vector<KeyHandle> card_keys_;
  std::vector<KeyHandle> next_card_keys_;
};

}  // namespace kazasu::identity
