#include "emulators/eligibility/simulated_responder.h"

#include <utility>

#include "emulators/eligibility/simulated_work.h"
#include "sim/random.h"
#include "sim/resource.h"

namespace kazasu::eligibility {

struct SimulatedResponder::State {
  explicit State(SimulatedResponderParts const& from)
      : parts(from), workers(from.engine, from.model.workers) {}

  sim::Task<CertificateStatus> exchange(std::uint32_t serial);
  CertificateStatus keep(std::uint32_t serial, CertificateStatus const& status);

  SimulatedResponderParts parts;
  sim::Resource workers;
  StatusCache cache;
  std::uint64_t requests = 0;
};

CertificateStatus SimulatedResponder::State::keep(std::uint32_t serial, CertificateStatus const& status) {
  auto const validity = parts.model.validity;
  if (validity.count() == 0) return status;
  auto const now = parts.calendar.at(parts.engine.now());
  cache.put(serial, {.status = status, .this_update = now, .next_update = now + validity});
  return status;
}

sim::Task<CertificateStatus> SimulatedResponder::State::exchange(std::uint32_t serial) {
  auto& engine = parts.engine;
  auto const deadline = sim::saturating_add(engine.now(), parts.model.patience);
  auto random = sim::RandomStream{parts.seed, "service.responder", requests++};
  auto const work = parts.model.answer.sample(random);
  auto const decision = parts.rules.decide(serial, parts.calendar.at(engine.now()));
  if (!decision.answers) co_return kNoStatus;
  auto worker = co_await workers.acquire_until(deadline);
  if (!worker) co_return kNoStatus;
  // A slow responder's delay is no work: it keeps nobody else waiting.
  auto const worked = sim::saturating_add(engine.now(), work);
  engine.spawn(finish_work(engine, std::move(worker), worked));
  auto const answered = sim::saturating_add(worked, decision.delay);
  co_await engine.sleep_until(std::min(answered, deadline));
  if (answered > deadline || decision.expired_signer) co_return kNoStatus;
  co_return keep(serial, decision.status);
}

SimulatedResponder::SimulatedResponder(SimulatedResponderParts const& parts)
    : state_(std::make_unique<State>(parts)) {}

SimulatedResponder::~SimulatedResponder() = default;

sim::Task<CertificateStatus> SimulatedResponder::ask(std::uint32_t serial) {
  auto const& parts = state_->parts;
  auto const kept = state_->cache.find(serial, parts.calendar.at(parts.engine.now()));
  if (kept) co_return *kept;
  auto const status = co_await state_->exchange(serial);
  co_return status;
}

std::uint64_t SimulatedResponder::asked() const {
  return state_->requests;
}

}  // namespace kazasu::eligibility
