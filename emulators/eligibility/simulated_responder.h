// The certificate status responder in virtual time: its rules behind a queue of workers, and the eligibility
// system's cache and patience in front of it.
#pragma once

#include <cstdint>
#include <memory>

#include "emulators/eligibility/certificate_status.h"
#include "emulators/eligibility/responder_rules.h"
#include "emulators/eligibility/status_cache.h"
#include "sim/calendar.h"
#include "sim/distribution.h"
#include "sim/engine.h"
#include "sim/task.h"

namespace kazasu::eligibility {

struct ResponderModel {
  std::uint32_t workers = 1;
  sim::Distribution answer;  // work of the responder for one request, signature included
  sim::Duration patience = std::chrono::seconds{2};  // ours: how long the eligibility system waits
  // From thisUpdate to nextUpdate, in calendar time. Zero: every answer is asked for anew.
  std::chrono::seconds validity{0};
};

// All references must outlive the responder; the engine must be destroyed before it.
struct SimulatedResponderParts {
  sim::Engine& engine;
  ResponderRules const& rules;
  sim::Calendar calendar;
  ResponderModel model;
  std::uint64_t seed = 0;
};

class SimulatedResponder {
 public:
  explicit SimulatedResponder(SimulatedResponderParts const& parts);
  ~SimulatedResponder();
  SimulatedResponder(SimulatedResponder const&) = delete;
  SimulatedResponder& operator=(SimulatedResponder const&) = delete;

  // kNoAnswer when none comes within the patience. Two who ask about one certificate at a time ask twice.
  sim::Task<CertificateStatus> ask(std::uint32_t serial);
  // Requests that reached the responder.
  std::uint64_t asked() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::eligibility
