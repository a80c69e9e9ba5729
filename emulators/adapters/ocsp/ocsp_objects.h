// Owners of OpenSSL's objects for certificate status, and what both ends do with them. Internal to the
// adapters: for .cpp files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/identity/openssl_handles.h"
#include "sim/calendar.h"

struct asn1_string_st;
struct ocsp_basic_response_st;
struct ocsp_cert_id_st;
struct ocsp_request_st;
struct ocsp_response_st;

namespace kazasu::adapters {

struct FreeOcsp {
  void operator()(ocsp_request_st* request) const;
  void operator()(ocsp_response_st* response) const;
  void operator()(ocsp_basic_response_st* basic) const;
  void operator()(ocsp_cert_id_st* id) const;
  void operator()(asn1_string_st* time) const;
};
using OcspRequestPtr = std::unique_ptr<ocsp_request_st, FreeOcsp>;
using OcspResponsePtr = std::unique_ptr<ocsp_response_st, FreeOcsp>;
using OcspBasicPtr = std::unique_ptr<ocsp_basic_response_st, FreeOcsp>;
using OcspCertIdPtr = std::unique_ptr<ocsp_cert_id_st, FreeOcsp>;
using Asn1TimePtr = std::unique_ptr<asn1_string_st, FreeOcsp>;

// Nothing unless `der` is exactly one object. Leaves no errors in OpenSSL's queue.
OcspRequestPtr decode_ocsp_request(std::string_view der);
OcspResponsePtr decode_ocsp_response(std::string_view der);
std::string encode_ocsp_request(ocsp_request_st* request);
std::string encode_ocsp_response(ocsp_response_st* response);

// Whole seconds, as GeneralizedTime.
Asn1TimePtr generalized_time(sim::Instant instant);
std::optional<sim::Instant> instant_of(asn1_string_st const* time);
// For X509_cmp_time().
std::int64_t unix_seconds(sim::Instant instant);

// Of the certificate with this serial, by the issuer's name and key under SHA-1, as RFC 5019, 2.1.1 asks for.
OcspCertIdPtr sha1_cert_id(x509_st* issuer, std::uint32_t serial);

}  // namespace kazasu::adapters
