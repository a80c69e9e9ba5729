#include "emulators/adapters/ocsp/ocsp_verifier.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include <array>
#include <utility>

#include "emulators/adapters/ocsp/ocsp_objects.h"

namespace kazasu::adapters {

namespace {

using eligibility::CertificateStatus;
using eligibility::RevocationReason;
using eligibility::StatusAnswer;
using eligibility::StatusVerdict;

constexpr auto kNames = std::array<std::string_view, kOcspTrusts>{
    "trusted",       "malformed",      "error",         "other_certificate",
    "not_delegated", "signer_expired", "bad_signature", "not_current"};

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

bool is_valid_at(X509* certificate, sim::Instant now) {
  auto time = static_cast<time_t>(unix_seconds(now));
  return X509_cmp_time(X509_get0_notBefore(certificate), &time) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &time) > 0;
}

CertificateStatus status_of(int verdict, int reason, ASN1_GENERALIZEDTIME* revoked_at) {
  if (verdict == V_OCSP_CERTSTATUS_GOOD) return {};
  if (verdict != V_OCSP_CERTSTATUS_REVOKED) return {.verdict = StatusVerdict::kUnknown};
  auto const since = instant_of(revoked_at);
  return {.verdict = StatusVerdict::kRevoked,
          .revoked_at = since ? *since : sim::Instant{},
          .reason = reason < 0 ? RevocationReason::kUnspecified : static_cast<RevocationReason>(reason)};
}

}  // namespace

std::string_view name_of(OcspTrust trust) {
  return kNames[static_cast<std::size_t>(trust)];
}

struct OcspVerifier::State {
  // The signer of an answer is the CA itself or one that it delegated.
  OcspTrust judge_signer(X509* signer, sim::Instant now);

  identity::CertificateHandle ca;
  identity::CertificateHandle trusted_signer;  // the last one
};

OcspTrust OcspVerifier::State::judge_signer(X509* signer, sim::Instant now) {
  auto const known =
      X509_cmp(signer, ca.get()) == 0 || (trusted_signer && X509_cmp(signer, trusted_signer.get()) == 0);
  if (!known) {
    auto const by_ca = X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(ca.get())) == 0 &&
                       X509_verify(signer, X509_get0_pubkey(ca.get())) == 1;
    auto const has_usage = (X509_get_extension_flags(signer) & EXFLAG_XKUSAGE) != 0 &&
                           (X509_get_extended_key_usage(signer) & XKU_OCSP_SIGN) != 0;
    if (!by_ca || !has_usage) return OcspTrust::kNotDelegated;
    trusted_signer = identity::share(signer);
  }
  return is_valid_at(signer, now) ? OcspTrust::kTrusted : OcspTrust::kSignerExpired;
}

OcspVerifier::OcspVerifier(std::string_view card_ca_pem)
    : state_(std::make_unique<State>(State{identity::certificate_from_pem(card_ca_pem), nullptr})) {}

OcspVerifier::~OcspVerifier() = default;

std::string OcspVerifier::request_for(std::uint32_t serial) const {
  auto const request = OcspRequestPtr{OCSP_REQUEST_new()};
  auto id = sha1_cert_id(state_->ca.get(), serial);
  if (!request || OCSP_request_add0_id(request.get(), id.get()) == nullptr) {
    identity::throw_openssl_error("make a certificate status request");
  }
  static_cast<void>(id.release());  // the request's now
  return encode_ocsp_request(request.get());
}

namespace {

// Dates and content, once the answer is known to be the responder's.
OcspJudgement read_status(OCSP_BASICRESP* basic, OCSP_CERTID* id, sim::Instant now) {
  auto verdict = 0;
  auto reason = -1;
  auto* revoked_at = static_cast<ASN1_GENERALIZEDTIME*>(nullptr);
  auto* this_update = static_cast<ASN1_GENERALIZEDTIME*>(nullptr);
  auto* next_update = static_cast<ASN1_GENERALIZEDTIME*>(nullptr);
  if (OCSP_resp_find_status(basic, id, &verdict, &reason, &revoked_at, &this_update, &next_update) != 1) {
    return {.trust = OcspTrust::kOtherCertificate, .answer = {}};
  }
  auto const from = instant_of(this_update);
  auto const until = instant_of(next_update);
  if (!from || (next_update != nullptr && !until)) return {};
  auto const over = until ? now >= *until : now - *from > OcspVerifier::kOldest;
  if (now + OcspVerifier::kAhead < *from || over) return {.trust = OcspTrust::kNotCurrent, .answer = {}};
  return {.trust = OcspTrust::kTrusted,
          .answer = {
              .status = status_of(verdict, reason, revoked_at), .this_update = *from, .next_update = until}};
}

}  // namespace

OcspJudgement OcspVerifier::judge(std::string_view response_der, std::uint32_t serial, sim::Instant now) {
  auto const response = decode_ocsp_response(response_der);
  if (!response) return {};
  if (OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
    return {.trust = OcspTrust::kError, .answer = {}};
  }
  auto const basic = OcspBasicPtr{OCSP_response_get1_basic(response.get())};
  if (!basic) {
    ERR_clear_error();
    return {};
  }
  auto const extra = std::unique_ptr<STACK_OF(X509), FreeStack>{sk_X509_new_null()};
  if (!extra || sk_X509_push(extra.get(), state_->ca.get()) < 1) return {};
  auto* signer = static_cast<X509*>(nullptr);
  auto judgement = OcspJudgement{.trust = OcspTrust::kNotDelegated, .answer = {}};
  if (OCSP_resp_get0_signer(basic.get(), &signer, extra.get()) == 1) {
    judgement.trust = state_->judge_signer(signer, now);
  }
  if (judgement.trust == OcspTrust::kTrusted) {
    // The signature alone: the signer was judged above, at the calendar's time.
    auto const good = OCSP_basic_verify(basic.get(), extra.get(), nullptr, OCSP_NOVERIFY) == 1;
    if (!good) judgement.trust = OcspTrust::kBadSignature;
  }
  if (judgement.trust == OcspTrust::kTrusted) {
    auto const id = sha1_cert_id(state_->ca.get(), serial);
    judgement = read_status(basic.get(), id.get(), now);
  }
  ERR_clear_error();
  return judgement;
}

}  // namespace kazasu::adapters
