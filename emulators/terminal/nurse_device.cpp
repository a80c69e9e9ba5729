#include "emulators/terminal/nurse_device.h"

#include <utility>

#include "emulators/terminal/exchange_stages.h"

namespace kazasu::terminal {

namespace {

// Certificate and signature off the card, each exchange timed as a stage of its own.
struct CardProof {
  CardResult result = CardResult::kOk;
  int tries_left = -1;
  std::string certificate;
  std::string signature;
};

class StageClock {
 public:
  StageClock(sim::Engine const& engine, StageTimes& stages) : engine_(engine), stages_(stages) {}
  void lap(Stage stage) {
    stages_.add(stage, engine_.now() - last_);
    last_ = engine_.now();
  }

 private:
  sim::Engine const& engine_;
  StageTimes& stages_;
  sim::TimePoint last_ = engine_.now();
};

struct ProofRequest {
  bool visual = false;
  std::string pin;
  std::string nonce;
  sim::TimePoint deadline;
};

sim::Task<CardProof> prove(CardReader& card, ProofRequest request, StageClock& clock) {
  auto const activated = co_await card.activate(request.deadline);
  clock.lap(Stage::kNfcActivation);
  if (activated.result != CardResult::kOk) co_return CardProof{.result = activated.result};

  auto const selected = co_await card.select(request.deadline);
  clock.lap(Stage::kSelect);
  if (selected.result != CardResult::kOk) co_return CardProof{.result = selected.result};

  if (!request.visual) {
    auto const verified = co_await card.verify(std::move(request.pin), request.deadline);
    clock.lap(Stage::kVerify);
    if (verified.result != CardResult::kOk) {
      co_return CardProof{.result = verified.result, .tries_left = verified.tries_left};
    }
  }

  auto certificate = co_await card.read_certificate(request.deadline);
  clock.lap(Stage::kCertificate);
  if (certificate.result != CardResult::kOk || request.visual) {
    co_return CardProof{.result = certificate.result, .certificate = std::move(certificate.data)};
  }

  auto signature = co_await card.sign(std::move(request.nonce), request.deadline);
  clock.lap(Stage::kSign);
  co_return CardProof{.result = signature.result,
                      .certificate = std::move(certificate.data),
                      .signature = std::move(signature.data)};
}

}  // namespace

sim::Task<ConsentResult> NurseDevice::confirm_consent(eligibility::ConsentSet consents,
                                                      sim::TimePoint deadline) const {
  auto const by_app = entrance.way_in == eligibility::WayIn::kApp;
  auto request = eligibility::ConsentRequest{.reception_token = by_app ? std::string{} : reception_token,
                                             .consents = consents,
                                             .care = entrance.care,
                                             .consultation = entrance.consultation,
                                             .registers_card = entrance.registers_card,
                                             .way_in = entrance.way_in,
                                             .device = credential};
  auto reply = co_await reception.submit_consent(caller, std::move(request), deadline);
  auto result = ConsentResult{.page = channel_use(reply)};
  if (reply.delivery != eligibility::Delivery::kDelivered) {
    result.outcome = delivery_outcome(reply.delivery);
  } else if (reply.answer.outcome != eligibility::Outcome::kAccepted) {
    result.outcome = refusal_outcome(reply.answer.outcome);
  } else {
    result.accepted = true;
    result.session = std::move(reply.answer.session);
    result.nonce = std::move(reply.answer.nonce);
  }
  co_return result;
}

sim::Task<TapResult> NurseDevice::tap(CardReader& card, Identification identification,
                                      ConsentResult const& consent, sim::TimePoint deadline) const {
  auto result = TapResult{};
  auto clock = StageClock{engine, result.stages};
  auto to_prove = ProofRequest{.visual = identification.check == eligibility::IdentityCheck::kVisual,
                               .pin = std::move(identification.pin),
                               .nonce = consent.nonce,
                               .deadline = deadline};
  auto proof = co_await prove(card, std::move(to_prove), clock);
  result.card = proof.result;
  result.tries_left = proof.tries_left;
  if (proof.result != CardResult::kOk) {
    result.outcome = card_outcome(proof.result);
    co_return result;
  }
  auto const by_app = entrance.way_in == eligibility::WayIn::kApp;
  auto request =
      eligibility::AuthenticationRequest{.reception_token = by_app ? std::string{} : reception_token,
                                         .session = consent.session,
                                         .certificate = std::move(proof.certificate),
                                         .signature = std::move(proof.signature),
                                         .device = credential,
                                         .identity = identification.check,
                                         .passcode = std::move(identification.passcode)};
  auto const called = engine.now();
  auto reply = co_await reception.authenticate(caller, std::move(request), deadline);
  add_registration_stages(result.stages, reply, engine.now() - called);
  result.app = channel_use(reply);
  if (reply.delivery != eligibility::Delivery::kDelivered) {
    result.outcome = delivery_outcome(reply.delivery);
  } else if (reply.answer.outcome != eligibility::Outcome::kAccepted) {
    result.outcome = refusal_outcome(reply.answer.outcome);
  } else {
    result.registered = true;
    result.registration = std::move(reply.answer);
  }
  co_return result;
}

}  // namespace kazasu::terminal
