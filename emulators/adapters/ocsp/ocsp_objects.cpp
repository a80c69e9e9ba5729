#include "emulators/adapters/ocsp/ocsp_objects.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>

namespace kazasu::adapters {

namespace {

template <class Pointer, class Decode>
Pointer decode(std::string_view der, Decode d2i) {
  auto const* at = reinterpret_cast<unsigned char const*>(der.data());
  auto const* const end = at + der.size();
  auto object = Pointer{d2i(nullptr, &at, static_cast<long>(der.size()))};
  if (!object || at != end) object.reset();
  ERR_clear_error();
  return object;
}

template <class Object, class Encode>
std::string encode(Object* object, Encode i2d) {
  auto* bytes = static_cast<unsigned char*>(nullptr);
  auto const size = i2d(object, &bytes);
  if (size <= 0) identity::throw_openssl_error("encode a certificate status message");
  auto der = std::string{reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(size)};
  OPENSSL_free(bytes);
  return der;
}

}  // namespace

void FreeOcsp::operator()(ocsp_request_st* request) const {
  OCSP_REQUEST_free(request);
}
void FreeOcsp::operator()(ocsp_response_st* response) const {
  OCSP_RESPONSE_free(response);
}
void FreeOcsp::operator()(ocsp_basic_response_st* basic) const {
  OCSP_BASICRESP_free(basic);
}
void FreeOcsp::operator()(ocsp_cert_id_st* id) const {
  OCSP_CERTID_free(id);
}
void FreeOcsp::operator()(asn1_string_st* time) const {
  ASN1_GENERALIZEDTIME_free(time);
}

OcspRequestPtr decode_ocsp_request(std::string_view der) {
  return decode<OcspRequestPtr>(der, d2i_OCSP_REQUEST);
}
OcspResponsePtr decode_ocsp_response(std::string_view der) {
  return decode<OcspResponsePtr>(der, d2i_OCSP_RESPONSE);
}
std::string encode_ocsp_request(ocsp_request_st* request) {
  return encode(request, i2d_OCSP_REQUEST);
}
std::string encode_ocsp_response(ocsp_response_st* response) {
  return encode(response, i2d_OCSP_RESPONSE);
}

Asn1TimePtr generalized_time(sim::Instant instant) {
  auto time = Asn1TimePtr{ASN1_GENERALIZEDTIME_set(nullptr, unix_seconds(instant))};
  if (!time) identity::throw_openssl_error("make a time");
  return time;
}

std::optional<sim::Instant> instant_of(asn1_string_st const* time) {
  auto parts = tm{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
    ERR_clear_error();
    return std::nullopt;
  }
  auto const date = std::chrono::year{parts.tm_year + 1900} /
                    std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)} /
                    std::chrono::day{static_cast<unsigned>(parts.tm_mday)};
  if (!date.ok()) return std::nullopt;
  auto const day = std::chrono::sys_days{date}.time_since_epoch();
  return sim::Instant{day + std::chrono::hours{parts.tm_hour} + std::chrono::minutes{parts.tm_min} +
                      std::chrono::seconds{parts.tm_sec}};
}

std::int64_t unix_seconds(sim::Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
}

OcspCertIdPtr sha1_cert_id(x509_st* issuer, std::uint32_t serial) {
  auto const number =
      std::unique_ptr<ASN1_INTEGER, void (*)(ASN1_INTEGER*)>{ASN1_INTEGER_new(), ASN1_INTEGER_free};
  auto const made = number && ASN1_INTEGER_set_uint64(number.get(), serial) == 1;
  auto id = OcspCertIdPtr{made ? OCSP_cert_id_new(EVP_sha1(), X509_get_subject_name(issuer),
                                                  X509_get0_pubkey_bitstr(issuer), number.get())
                               : nullptr};
  if (!id) identity::throw_openssl_error("name a certificate");
  return id;
}

}  // namespace kazasu::adapters
