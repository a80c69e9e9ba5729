// How the files of a test PKI are written and read.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "emulators/identity/tls_certificate.h"

namespace kazasu::identity {

// One folder of pairs NAME-cert.pem and NAME-key.pem, and of pools of keys. What cannot be used throws
// std::runtime_error, naming the file and `whole`, the folder of the PKI, as what to delete.
class PkiFolder {
 public:
  PkiFolder(std::filesystem::path place, std::filesystem::path whole)
      : place_(std::move(place)), whole_(std::move(whole)) {}

  bool has_any_of(std::string const& pair) const;
  void write(std::string const& pair, CertifiedKey const& certified) const;
  void write_pool(std::string const& file, std::vector<KeyHandle> const& keys) const;

  // The certificate belongs to its key, is signed by `issuer` (by itself when null) and its organisation says
  // TEST.
  CertifiedKey load(std::string const& pair, CertifiedKey const* issuer = nullptr) const;
  // At least one key.
  std::vector<KeyHandle> load_pool(std::string const& file) const;

 private:
  std::filesystem::path certificate_file(std::string const& pair) const;
  std::filesystem::path key_file(std::string const& pair) const;
  [[noreturn]] void throw_damaged(std::filesystem::path const& file, std::string const& reason) const;

  std::filesystem::path place_;
  std::filesystem::path whole_;
};

}  // namespace kazasu::identity
