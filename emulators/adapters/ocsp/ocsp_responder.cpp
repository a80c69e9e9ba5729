#include "emulators/adapters/ocsp/ocsp_responder.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulators/adapters/ocsp/ocsp_objects.h"

namespace kazasu::adapters {

namespace {

using eligibility::CertificateStatus;
using eligibility::ResponderDecision;
using eligibility::StatusVerdict;

// RFC 9654, 2.1: a nonce has 1 to 128 octets.
constexpr auto kLongestNonce = 128;

void expect(bool success, std::string_view operation) {
  if (!success) identity::throw_openssl_error(operation);
}

// The certificates of a request, by their identifiers in it.
struct Asked {
  OCSP_CERTID* id = nullptr;
  ResponderDecision decision;
};

std::optional<std::uint32_t> serial_of(OCSP_CERTID* id) {
  auto* number = static_cast<ASN1_INTEGER*>(nullptr);
  auto value = std::uint64_t{0};
  if (OCSP_id_get0_info(nullptr, nullptr, nullptr, &number, id) != 1 ||
      ASN1_INTEGER_get_uint64(&value, number) != 1 || value > UINT32_MAX) {
    ERR_clear_error();
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(value);
}

bool has_good_nonce(OCSP_REQUEST* request, int position) {
  auto* const value = X509_EXTENSION_get_data(OCSP_REQUEST_get_ext(request, position));
  auto const* at = ASN1_STRING_get0_data(value);
  auto const* const end = at + ASN1_STRING_length(value);
  auto* const octets = d2i_ASN1_OCTET_STRING(nullptr, &at, ASN1_STRING_length(value));
  auto const length = octets != nullptr ? ASN1_STRING_length(octets) : 0;
  ASN1_OCTET_STRING_free(octets);
  ERR_clear_error();
  return length >= 1 && length <= kLongestNonce && at == end;
}

// RFC 6960, 4.4: an extension that is critical and not understood cannot be ignored.
bool has_understood_extensions(OCSP_REQUEST* request) {
  for (auto i = 0; i < OCSP_REQUEST_get_ext_count(request); ++i) {
    auto* const extension = OCSP_REQUEST_get_ext(request, i);
    auto const nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (nid == NID_id_pkix_OCSP_Nonce) {
      if (!has_good_nonce(request, i)) return false;
    } else if (X509_EXTENSION_get_critical(extension) != 0) {
      return false;
    }
  }
  return true;
}

void add_status(OCSP_BASICRESP* basic, OCSP_CERTID* id, CertificateStatus const& status,
                std::pair<ASN1_TIME*, ASN1_TIME*> updates) {
  auto const revoked = status.verdict == StatusVerdict::kRevoked;
  auto const revoked_at = revoked ? generalized_time(status.revoked_at) : Asn1TimePtr{};
  auto const value = status.verdict == StatusVerdict::kGood ? V_OCSP_CERTSTATUS_GOOD
                     : revoked                              ? V_OCSP_CERTSTATUS_REVOKED
                                                            : V_OCSP_CERTSTATUS_UNKNOWN;
  // The reason "unspecified" is left out, as RFC 5280, 5.3.1 recommends.
  auto const reason = status.reason == eligibility::RevocationReason::kUnspecified
                          ? OCSP_REVOKED_STATUS_NOSTATUS
                          : static_cast<int>(status.reason);
  expect(OCSP_basic_add1_status(basic, id, value, reason, revoked_at.get(), updates.first, updates.second) !=
             nullptr,
         "add a certificate status");
}

std::string der_of(OCSP_CERTID* id) {
  auto* bytes = static_cast<unsigned char*>(nullptr);
  auto const size = i2d_OCSP_CERTID(id, &bytes);
  auto der = std::string{reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(std::max(size, 0))};
  OPENSSL_free(bytes);
  return der;
}

}  // namespace

struct OcspResponder::State {
  State(OcspResponderOptions const& options, eligibility::ResponderRules const& answers)
      : signer{identity::share(options.signer.certificate.get()), identity::share(options.signer.key.get())},
        expired{identity::share(options.expired_signer.certificate.get()),
                identity::share(options.expired_signer.key.get())},
        validity(options.validity),
        rules(answers) {
    auto* const ca = options.card_ca.certificate.get();
    for (auto const* const digest : {EVP_sha1(), EVP_sha256(), EVP_sha384(), EVP_sha512()}) {
      issuers.emplace_back(OCSP_cert_to_id(digest, nullptr, ca));
      expect(issuers.back() != nullptr, "name the card CA");
    }
  }

  bool is_ours(OCSP_CERTID* id) const {
    return std::ranges::any_of(
        issuers, [id](auto const& issuer) { return OCSP_id_issuer_cmp(id, issuer.get()) == 0; });
  }
  OcspAnswer refuse(int status);
  std::string sign(OCSP_REQUEST* request, std::vector<Asked> const& asked, sim::Instant now) const;
  std::string signed_or_kept(OCSP_REQUEST* request, std::vector<Asked> const& asked, sim::Instant now);

  struct Kept {
    CertificateStatus status;
    bool expired_signer = false;
    sim::Instant from;
    sim::Instant until;
    std::string der;
  };
  identity::CertifiedKey signer;
  identity::CertifiedKey expired;
  std::chrono::seconds validity;
  eligibility::ResponderRules const& rules;
  std::vector<OcspCertIdPtr> issuers;  // with the CA's own serial, which does not matter
  std::unordered_map<std::string, Kept> kept;
  OcspResponderCounters counters;
};

OcspAnswer OcspResponder::State::refuse(int status) {
  ++counters.refused;
  auto const response = OcspResponsePtr{OCSP_response_create(status, nullptr)};
  expect(response != nullptr, "make a certificate status error");
  return {.der = encode_ocsp_response(response.get())};
}

std::string OcspResponder::State::sign(OCSP_REQUEST* request, std::vector<Asked> const& asked,
                                       sim::Instant now) const {
  auto const basic = OcspBasicPtr{OCSP_BASICRESP_new()};
  expect(basic != nullptr, "make a certificate status");
  auto const this_update = generalized_time(now);
  auto const next_update = validity.count() > 0 ? generalized_time(now + validity) : Asn1TimePtr{};
  auto expired_signer = false;
  for (auto const& one : asked) {
    add_status(basic.get(), one.id, one.decision.status, {this_update.get(), next_update.get()});
    expired_signer = expired_signer || one.decision.expired_signer;
  }
  expect(OCSP_copy_nonce(basic.get(), request) > 0, "copy a nonce");
  // OpenSSL would put the machine's time into producedAt, and has no other way to set it.
  auto* const produced = const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(basic.get()));
  expect(ASN1_GENERALIZEDTIME_set(produced, unix_seconds(now)) != nullptr, "set the time of an answer");
  auto const& by = expired_signer ? expired : signer;
  expect(OCSP_basic_sign(basic.get(), by.certificate.get(), by.key.get(), EVP_sha256(), nullptr,
                         OCSP_NOTIME) == 1,
         "sign a certificate status");
  auto const response = OcspResponsePtr{OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get())};
  expect(response != nullptr, "make a certificate status answer");
  return encode_ocsp_response(response.get());
}

std::string OcspResponder::State::signed_or_kept(OCSP_REQUEST* request, std::vector<Asked> const& asked,
                                                 sim::Instant now) {
  auto const may_keep = asked.size() == 1 && validity.count() > 0 &&
                        OCSP_REQUEST_get_ext_by_NID(request, NID_id_pkix_OCSP_Nonce, -1) < 0;
  if (!may_keep) {
    ++counters.signed_answers;
    return sign(request, asked, now);
  }
  auto const& decision = asked.front().decision;
  auto key = der_of(asked.front().id);
  auto const found = kept.find(key);
  if (found != kept.end() && found->second.status == decision.status &&
      found->second.expired_signer == decision.expired_signer && now >= found->second.from &&
      now < found->second.until) {
    ++counters.kept_answers;
    return found->second.der;
  }
  ++counters.signed_answers;
  auto const from = std::chrono::floor<std::chrono::seconds>(now);
  if (kept.size() >= kMostKept) kept.clear();
  auto& entry = kept[std::move(key)];
  entry = {decision.status, decision.expired_signer, from, from + validity, sign(request, asked, now)};
  return entry.der;
}

OcspResponder::OcspResponder(OcspResponderOptions const& options, eligibility::ResponderRules const& rules)
    : state_(std::make_unique<State>(options, rules)) {}

OcspResponder::~OcspResponder() = default;

OcspAnswer OcspResponder::answer(std::string_view request_der, sim::Instant now) {
  ++state_->counters.requests;
  auto const request = decode_ocsp_request(request_der);
  auto const count = request ? OCSP_request_onereq_count(request.get()) : 0;
  if (count < 1 || count > kMostCertificates || !has_understood_extensions(request.get())) {
    return state_->refuse(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
  }
  auto asked = std::vector<Asked>{};
  auto answer = OcspAnswer{};
  auto ours = false;
  for (auto i = 0; i < count; ++i) {
    auto* const id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(request.get(), i));
    auto const known = state_->is_ours(id);
    auto const serial = known ? serial_of(id) : std::nullopt;
    ours = ours || known;
    asked.push_back({.id = id, .decision = {.status = {.verdict = StatusVerdict::kUnknown}}});
    if (serial) asked.back().decision = state_->rules.decide(*serial, now);
    answer.answers = answer.answers && asked.back().decision.answers;
    answer.delay = std::max(answer.delay, asked.back().decision.delay);
  }
  if (!ours) return state_->refuse(OCSP_RESPONSE_STATUS_UNAUTHORIZED);
  if (answer.answers) answer.der = state_->signed_or_kept(request.get(), asked, now);
  return answer;
}

OcspAnswer OcspResponder::refuse_malformed() {
  ++state_->counters.requests;
  return state_->refuse(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
}

OcspResponderCounters const& OcspResponder::counters() const {
  return state_->counters;
}

}  // namespace kazasu::adapters
