// A test PKI with a responder for its card CA, at one moment of the calendar.
#pragma once

#include <openssl/ocsp.h>

#include <string>
#include <utility>

#include "emulators/adapters/ocsp/ocsp_objects.h"
#include "emulators/adapters/ocsp/ocsp_responder.h"
#include "emulators/adapters/ocsp/ocsp_verifier.h"
#include "emulators/identity/ocsp_responder.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters::testing {

inline constexpr auto kSerial = std::uint32_t{1'188'006'474};
inline auto const kOcspNow = sim::parse_iso_date_time("2024-12-02T09:00:00.250+09:00");

// Keys take long to make: one PKI for all tests of the program.
inline identity::TestPki const& ocsp_pki() {
  static auto const folder = identity::TemporaryFolder{};
  static auto const pki = identity::TestPki{folder.path() / "pki", 1};
  return pki;
}

struct OcspWorld {
  explicit OcspWorld(std::chrono::seconds validity = std::chrono::seconds{60})
      : responder({.card_ca = pki.card_ca(),
                   .signer = identity::open_ocsp_responder(pki),
                   .expired_signer = identity::make_expired_ocsp_responder(pki),
                   .validity = validity},
                  rules),
        verifier(pki.card_ca_pem()) {}

  OcspJudgement ask(std::uint32_t serial = kSerial, sim::Instant now = kOcspNow) {
    return verifier.judge(responder.answer(verifier.request_for(serial), now).der, serial, now);
  }

  identity::TestPki const& pki = ocsp_pki();
  eligibility::ResponderRules rules{{}};
  OcspResponder responder;
  OcspVerifier verifier;
};

// The error of RFC 6960, 2.3 in an answer; 0 is success, -1 no response at all.
inline int error_in(std::string_view der) {
  auto const response = decode_ocsp_response(der);
  return response ? OCSP_response_status(response.get()) : -1;
}

}  // namespace kazasu::adapters::testing
