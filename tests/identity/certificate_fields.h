// The fields of a certificate as text, for tests.
#pragma once

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <string>
#include <vector>

#include "emulators/identity/openssl_handles.h"

namespace kazasu::identity {

inline CertificateHandle from_der(std::string const& der) {
  auto const* bytes = reinterpret_cast<unsigned char const*>(der.data());
  return CertificateHandle{d2i_X509(nullptr, &bytes, static_cast<long>(der.size()))};
}

inline std::string one_line(X509_NAME const* name) {
  auto* const bio = BIO_new(BIO_s_mem());
  X509_NAME_print_ex(bio, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  auto const size = BIO_get_mem_data(bio, &data);
  auto text = std::string(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

inline std::string object_text(ASN1_OBJECT const* object) {
  auto text = std::array<char, 80>{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  return text.data();
}

inline std::string string_of(ASN1_STRING const* text) {
  return {reinterpret_cast<char const*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

template <class Value>
Value* extension_value(X509* certificate, int nid) {
  return static_cast<Value*>(X509_get_ext_d2i(certificate, nid, nullptr, nullptr));
}

inline std::string directory_name(GENERAL_NAMES* names) {
  if (sk_GENERAL_NAME_num(names) != 1) return "not one name";
  auto const* const name = sk_GENERAL_NAME_value(names, 0);
  return name->type == GEN_DIRNAME ? one_line(name->d.directoryName) : "not a directory name";
}

struct ExtensionHead {
  int nid;
  bool critical;
  bool operator==(ExtensionHead const&) const = default;
};
inline std::vector<ExtensionHead> heads(X509 const* certificate) {
  auto list = std::vector<ExtensionHead>{};
  for (auto i = 0; i < X509_get_ext_count(certificate); ++i) {
    auto* const extension = X509_get_ext(certificate, i);
    list.push_back(
        {OBJ_obj2nid(X509_EXTENSION_get_object(extension)), X509_EXTENSION_get_critical(extension) == 1});
  }
  return list;
}

}  // namespace kazasu::identity
