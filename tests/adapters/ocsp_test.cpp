// Certificate status messages: what the responder says and what the eligibility system believes.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/ocsp/ocsp_http.h"
#include "emulators/eligibility/stage_meter.h"
#include "sim/random.h"
#include "tests/adapters/ocsp_world.h"

namespace kazasu::adapters::testing {
namespace {

using namespace std::chrono_literals;
using eligibility::CertificateStatus;
using eligibility::ResponderConduct;
using eligibility::RevocationReason;
using eligibility::StatusVerdict;

constexpr auto kMalformed = OCSP_RESPONSE_STATUS_MALFORMEDREQUEST;
constexpr auto kUnauthorized = OCSP_RESPONSE_STATUS_UNAUTHORIZED;

// A request for `serials`, under `digest`, of certificates of `issuer`.
OcspRequestPtr request_of(X509* issuer, std::vector<std::uint64_t> const& serials,
                          EVP_MD const* digest = EVP_sha1()) {
  auto request = OcspRequestPtr{OCSP_REQUEST_new()};
  for (auto const serial : serials) {
    auto* const number = ASN1_INTEGER_new();
    ASN1_INTEGER_set_uint64(number, serial);
    OCSP_request_add0_id(request.get(), OCSP_cert_id_new(digest, X509_get_subject_name(issuer),
                                                         X509_get0_pubkey_bitstr(issuer), number));
    ASN1_INTEGER_free(number);
  }
  return request;
}

std::string with_nonce(OcspWorld& world, int length) {
  auto const request = request_of(world.pki.card_ca().certificate.get(), {kSerial});
  auto nonce = std::string(static_cast<std::size_t>(length), 'n');
  OCSP_request_add1_nonce(request.get(), reinterpret_cast<unsigned char*>(nonce.data()), length);
  return encode_ocsp_request(request.get());
}

TEST(Ocsp, TellsGoodRevokedAndUnknown) {
  auto world = OcspWorld{};
  auto const good = world.ask();
  EXPECT_EQ(good.trust, OcspTrust::kTrusted);
  EXPECT_EQ(good.answer.status, CertificateStatus{});
  EXPECT_EQ(good.answer.this_update, sim::parse_iso_date_time("2024-12-02T09:00:00+09:00"));
  EXPECT_EQ(good.answer.next_update, sim::parse_iso_date_time("2024-12-02T09:01:00+09:00"));

  auto const since = sim::parse_iso_date_time("2024-11-30T17:00:00+09:00");
  world.rules.set({.conduct = ResponderConduct::kRevoked,
                   .since = since,
                   .reason = RevocationReason::kAffiliationChanged});
  auto const expected = CertificateStatus{.verdict = StatusVerdict::kRevoked,
                                          .revoked_at = since,
                                          .reason = RevocationReason::kAffiliationChanged};
  EXPECT_EQ(world.ask().answer.status, expected) << "not the answer that was kept";
  world.rules.set({.conduct = ResponderConduct::kRevoked, .since = since});
  EXPECT_EQ(world.ask().answer.status.reason, RevocationReason::kUnspecified);
  world.rules.set({.conduct = ResponderConduct::kUnknown});
  EXPECT_EQ(world.ask().answer.status.verdict, StatusVerdict::kUnknown);
}

TEST(Ocsp, WithoutValidityThereIsNoNextUpdate) {
  auto world = OcspWorld{0s};
  EXPECT_EQ(world.ask().answer.next_update, std::nullopt);
  world.ask();
  EXPECT_EQ(world.responder.counters().kept_answers, 0U);
}

TEST(Ocsp, AnAnswerIsSignedOnceUntilItsNextUpdate) {
  auto world = OcspWorld{};
  for (auto const wait : {0s, 1s, 59s}) world.ask(kSerial, kOcspNow + wait);
  EXPECT_EQ(world.responder.counters().signed_answers, 1U);
  EXPECT_EQ(world.responder.counters().kept_answers, 2U);
  EXPECT_EQ(world.ask(kSerial, kOcspNow + 60s).trust, OcspTrust::kTrusted);
  EXPECT_EQ(world.responder.counters().signed_answers, 2U);
  EXPECT_EQ(world.ask(kSerial, kOcspNow - 1h).trust, OcspTrust::kTrusted) << "the calendar was put back";
  world.ask(kSerial + 1, kOcspNow - 1h);
  EXPECT_EQ(world.responder.counters().signed_answers, 4U);
}

TEST(Ocsp, AnExpiredResponderIsNotBelieved) {
  auto world = OcspWorld{};
  world.rules.set({.conduct = ResponderConduct::kExpiredResponder});
  auto const judgement = world.ask();
  EXPECT_EQ(judgement.trust, OcspTrust::kSignerExpired);
  EXPECT_EQ(judgement.answer.status, eligibility::kNoStatus);
  world.rules.set({});
  EXPECT_EQ(world.ask().trust, OcspTrust::kTrusted);
}

TEST(Ocsp, DownSaysNothingAndSlowSaysHowSlow) {
  auto world = OcspWorld{};
  world.rules.set({.conduct = ResponderConduct::kDown});
  EXPECT_FALSE(world.responder.answer(world.verifier.request_for(kSerial), kOcspNow).answers);
  world.rules.set({.conduct = ResponderConduct::kSlow, .delay = 1500us});
  auto http = OcspHttp{world.responder};
  auto meter = eligibility::NoMeter{};
  auto const body = world.verifier.request_for(kSerial);
  auto const answer = http.handle({.method = "POST", .target = "/", .body = body}, kOcspNow, meter);
  EXPECT_EQ(answer.delay, 2ms);
  EXPECT_FALSE(answer.hang_up);
}

TEST(Ocsp, EchoesANonceAndSignsAnew) {
  auto world = OcspWorld{};
  for (auto const length : {1, 16, 32, 128}) {
    auto const request = with_nonce(world, length);
    auto const answer = world.responder.answer(request, kOcspNow);
    auto const response = decode_ocsp_response(answer.der);
    ASSERT_TRUE(response);
    auto const basic = OcspBasicPtr{OCSP_response_get1_basic(response.get())};
    EXPECT_EQ(OCSP_check_nonce(decode_ocsp_request(request).get(), basic.get()), 1) << length;
  }
  EXPECT_EQ(world.responder.counters().kept_answers, 0U);
  EXPECT_EQ(error_in(world.responder.answer(with_nonce(world, 129), kOcspNow).der), kMalformed);
}

TEST(Ocsp, KnowsItsCaUnderEveryUsualDigest) {
  auto world = OcspWorld{};
  auto* const ca = world.pki.card_ca().certificate.get();
  for (auto const* const digest : {EVP_sha1(), EVP_sha256(), EVP_sha384(), EVP_sha512()}) {
    auto const request = encode_ocsp_request(request_of(ca, {kSerial}, digest).get());
    EXPECT_EQ(error_in(world.responder.answer(request, kOcspNow).der), 0);
  }
  auto* const other = world.pki.server_ca().certificate.get();
  auto const foreign = encode_ocsp_request(request_of(other, {kSerial}).get());
  EXPECT_EQ(error_in(world.responder.answer(foreign, kOcspNow).der), kUnauthorized);
}

TEST(Ocsp, AnswersForSeveralCertificatesAtOnce) {
  auto world = OcspWorld{};
  auto* const ca = world.pki.card_ca().certificate.get();
  world.rules.set(kSerial + 1, {.conduct = ResponderConduct::kUnknown});
  auto const request = request_of(ca, {kSerial, kSerial + 1, std::uint64_t{1} << 40U});
  auto const answer = world.responder.answer(encode_ocsp_request(request.get()), kOcspNow);
  EXPECT_EQ(world.verifier.judge(answer.der, kSerial, kOcspNow).answer.status.verdict, StatusVerdict::kGood);
  EXPECT_EQ(world.verifier.judge(answer.der, kSerial + 1, kOcspNow).answer.status.verdict,
            StatusVerdict::kUnknown);
  auto const response = decode_ocsp_response(answer.der);
  auto const basic = OcspBasicPtr{OCSP_response_get1_basic(response.get())};
  auto const* const third = OCSP_resp_get0(basic.get(), 2);
  EXPECT_EQ(OCSP_single_get0_status(const_cast<OCSP_SINGLERESP*>(third), nullptr, nullptr, nullptr, nullptr),
            V_OCSP_CERTSTATUS_UNKNOWN)
      << "no serial of ours is that long";

  auto const many = request_of(ca, std::vector<std::uint64_t>(OcspResponder::kMostCertificates + 1, kSerial));
  EXPECT_EQ(error_in(world.responder.answer(encode_ocsp_request(many.get()), kOcspNow).der), kMalformed);
}

TEST(Ocsp, WhatIsNoRequestIsMalformed) {
  auto world = OcspWorld{};
  auto const good = world.verifier.request_for(kSerial);
  auto const none = encode_ocsp_request(OcspRequestPtr{OCSP_REQUEST_new()}.get());
  for (auto const& bytes : {std::string{}, std::string{"GET"}, good + "x", good.substr(0, good.size() - 1),
                            std::string(60'000, '\x30'), none}) {
    EXPECT_EQ(error_in(world.responder.answer(bytes, kOcspNow).der), kMalformed) << bytes.size();
  }
  auto const request = request_of(world.pki.card_ca().certificate.get(), {kSerial});
  auto* const crl_only =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_key_identifier, "critical,DER:0400");
  ASSERT_NE(crl_only, nullptr);
  OCSP_REQUEST_add_ext(request.get(), crl_only, -1);
  X509_EXTENSION_free(crl_only);
  EXPECT_EQ(error_in(world.responder.answer(encode_ocsp_request(request.get()), kOcspNow).der), kMalformed)
      << "a critical extension that is not understood";
}

TEST(Ocsp, MutatedMessagesHarmNobody) {
  auto world = OcspWorld{};
  auto const request = with_nonce(world, 16);
  auto const answer = world.responder.answer(world.verifier.request_for(kSerial), kOcspNow).der;
  auto random = sim::RandomStream{1, "mutated ocsp", 0};
  auto believed = 0;
  for (auto i = 0; i < 3000; ++i) {
    auto mutate = [&random](std::string bytes) {
      for (auto flips = random.below(3) + 1; flips > 0; --flips) {
        bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
      }
      if (random.below(8) == 0) bytes.resize(random.below(bytes.size()));
      return bytes;
    };
    auto const answered = world.responder.answer(mutate(request), kOcspNow);
    EXPECT_GE(error_in(answered.der), 0);
    auto const mutated = mutate(answer);
    auto const judgement = world.verifier.judge(mutated, kSerial, kOcspNow);
    if (judgement.trust != OcspTrust::kTrusted) continue;
    ++believed;
    EXPECT_EQ(judgement.answer.status, CertificateStatus{}) << "what is signed cannot have changed";
  }
  EXPECT_LT(believed, 300) << "bytes outside the signature, and writes that changed nothing";
}

TEST(OcspTrust, ASignatureOfSomebodyElseIsNotBelieved) {
  auto world = OcspWorld{};
  auto const& pki = world.pki;
  // The CA delegated nothing to its own cards, and another CA's responder is none of ours.
  auto const tls = identity::make_server_certificate(pki.server_ca(), identity::test_pki_validity());
  auto responder = OcspResponder{
      {.card_ca = pki.card_ca(),
       .signer = {identity::share(tls.certificate.get()), identity::share(tls.key.get())},
       .expired_signer = identity::make_ocsp_responder(pki.server_ca(), identity::test_pki_validity())},
      world.rules};
  auto const request = world.verifier.request_for(kSerial);
  EXPECT_EQ(world.verifier.judge(responder.answer(request, kOcspNow).der, kSerial, kOcspNow).trust,
            OcspTrust::kNotDelegated);
  world.rules.set({.conduct = ResponderConduct::kExpiredResponder});
  EXPECT_EQ(world.verifier.judge(responder.answer(request, kOcspNow).der, kSerial, kOcspNow).trust,
            OcspTrust::kNotDelegated);
}

TEST(OcspTrust, DatesAndSubjectAreJudged) {
  auto world = OcspWorld{};
  auto const request = world.verifier.request_for(kSerial);
  auto const der = world.responder.answer(request, kOcspNow).der;
  auto const trust = [&](sim::Instant now) { return world.verifier.judge(der, kSerial, now).trust; };
  EXPECT_EQ(trust(kOcspNow + 59s), OcspTrust::kTrusted);
  EXPECT_EQ(trust(kOcspNow + 60s), OcspTrust::kNotCurrent);
  EXPECT_EQ(trust(kOcspNow - 5s), OcspTrust::kTrusted);
  EXPECT_EQ(trust(kOcspNow - 6s), OcspTrust::kNotCurrent);
  EXPECT_EQ(world.verifier.judge(der, kSerial + 1, kOcspNow).trust, OcspTrust::kOtherCertificate);
  EXPECT_EQ(world.verifier.judge("no answer", kSerial, kOcspNow).trust, OcspTrust::kMalformed);
  EXPECT_EQ(world.verifier.judge(world.responder.refuse_malformed().der, kSerial, kOcspNow).trust,
            OcspTrust::kError);

  auto fresh = OcspWorld{0s};
  auto const without = fresh.responder.answer(request, kOcspNow).der;
  EXPECT_EQ(fresh.verifier.judge(without, kSerial, kOcspNow + 59s).trust, OcspTrust::kTrusted);
  EXPECT_EQ(fresh.verifier.judge(without, kSerial, kOcspNow + 61s).trust, OcspTrust::kNotCurrent);
}

HttpAnswer handle(OcspWorld& world, std::string_view method, std::string_view target,
                  std::string_view body = {}) {
  auto http = OcspHttp{world.responder};
  auto meter = eligibility::NoMeter{};
  return http.handle({.method = method, .target = target, .body = body}, kOcspNow, meter);
}

TEST(OcspHttp, TakesPostAndGet) {
  auto world = OcspWorld{};
  auto const request = world.verifier.request_for(kSerial);
  auto const posted = handle(world, "POST", "/", request);
  EXPECT_EQ(posted.status, 200);
  EXPECT_EQ(posted.content_type, "application/ocsp-response");
  EXPECT_EQ(world.verifier.judge(posted.body, kSerial, kOcspNow).trust, OcspTrust::kTrusted);
  auto plain = std::string{"/"};
  plain += encode_base64(request);
  auto encoded = std::string{"/"};
  for (auto const c : encode_base64(request))
    encoded += c == '/' ? "%2F" : c == '+' ? "%2b" : c == '=' ? "%3D" : std::string{c};
  EXPECT_EQ(handle(world, "GET", plain).body, posted.body);
  EXPECT_EQ(handle(world, "GET", encoded).body, posted.body);
}

TEST(OcspHttp, AnswersNonsenseWithAnErrorOfTheProtocol) {
  auto world = OcspWorld{};
  for (auto const* const target : {"/", "/%", "/%2", "/%zz", "/not base64", "/MA==", "/AAA"}) {
    auto const answer = handle(world, "GET", target);
    EXPECT_EQ(answer.status, 200) << target;
    EXPECT_EQ(error_in(answer.body), kMalformed) << target;
  }
  EXPECT_EQ(error_in(handle(world, "POST", "/").body), kMalformed);
  EXPECT_EQ(handle(world, "PUT", "/").status, 405);
}

}  // namespace
}  // namespace kazasu::adapters::testing
