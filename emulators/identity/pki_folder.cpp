#include "emulators/identity/pki_folder.h"

#include <openssl/x509.h>

#include <stdexcept>
#include <string_view>

#include "emulators/identity/pem_files.h"

namespace kazasu::identity {

namespace {

namespace fs = std::filesystem;

constexpr auto kPemBegin = std::string_view{"-----BEGIN "};

bool says_test(x509_st* certificate) {
  auto const* const subject = X509_get_subject_name(certificate);
  auto const at = X509_NAME_get_index_by_NID(subject, NID_organizationName, -1);
  if (at < 0) return false;
  auto const* const text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
  auto const organization = std::string_view{reinterpret_cast<char const*>(ASN1_STRING_get0_data(text)),
                                             static_cast<std::size_t>(ASN1_STRING_length(text))};
  return organization.find("TEST") != std::string_view::npos;
}

}  // namespace

fs::path PkiFolder::certificate_file(std::string const& pair) const {
  return place_ / (pair + "-cert.pem");
}

fs::path PkiFolder::key_file(std::string const& pair) const {
  return place_ / (pair + "-key.pem");
}

void PkiFolder::throw_damaged(fs::path const& file, std::string const& reason) const {
  throw std::runtime_error("test PKI: " + file.string() + " is missing or damaged (" + reason +
                           "); delete the folder " + whole_.string() +
                           " and start again, it will be made anew");
}

bool PkiFolder::has_any_of(std::string const& pair) const {
  return fs::exists(certificate_file(pair)) || fs::exists(key_file(pair));
}

void PkiFolder::write(std::string const& pair, CertifiedKey const& certified) const {
  write_new_secret_file(certificate_file(pair), certificate_to_pem(certified.certificate.get()));
  write_new_secret_file(key_file(pair), key_to_pem(certified.key.get()));
}

void PkiFolder::write_pool(std::string const& file, std::vector<KeyHandle> const& keys) const {
  auto pool = std::string{};
  for (auto const& key : keys) pool += key_to_pem(key.get());
  write_new_secret_file(place_ / file, pool);
}

CertifiedKey PkiFolder::load(std::string const& pair, CertifiedKey const* issuer) const {
  auto loaded = CertifiedKey{};
  auto file = certificate_file(pair);
  try {
    loaded.certificate = certificate_from_pem(read_file(file));
    file = key_file(pair);
    loaded.key = key_from_pem(read_file(file));
  } catch (std::runtime_error const& error) {
    throw_damaged(file, error.what());
  }
  file = certificate_file(pair);
  auto* const certificate = loaded.certificate.get();
  if (X509_check_private_key(certificate, loaded.key.get()) != 1) {
    throw_damaged(file, "it does not belong to its key");
  }
  if (X509_verify(certificate, issuer == nullptr ? loaded.key.get() : issuer->key.get()) != 1) {
    throw_damaged(file, "its signature does not hold");
  }
  if (!says_test(certificate)) throw_damaged(file, "its organisation does not say TEST");
  return loaded;
}

std::vector<KeyHandle> PkiFolder::load_pool(std::string const& file) const {
  auto const path = place_ / file;
  auto keys = std::vector<KeyHandle>{};
  try {
    auto const text = read_file(path);
    for (auto begin = text.find(kPemBegin); begin != std::string::npos;) {
      auto const next = text.find(kPemBegin, begin + kPemBegin.size());
      keys.push_back(key_from_pem(std::string_view{text}.substr(begin, next - begin)));
      begin = next;
    }
  } catch (std::runtime_error const& error) {
    throw_damaged(path, error.what());
  }
  if (keys.empty()) throw_damaged(path, "it holds no key");
  return keys;
}

}  // namespace kazasu::identity
