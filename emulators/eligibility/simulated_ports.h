// The eligibility system in virtual time: the service itself behind a queue of workers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "emulators/eligibility/back_office_port.h"
#include "emulators/eligibility/device_ports.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/fault_plan.h"
#include "emulators/eligibility/link.h"
#include "emulators/eligibility/ports.h"
#include "emulators/eligibility/service_model.h"
#include "emulators/eligibility/simulated_responder.h"
#include "sim/calendar.h"
#include "sim/engine.h"

namespace kazasu::eligibility {

// All references must outlive the service; the engine must be destroyed before the service, because the
// processes it holds use it.
struct SimulatedServiceParts {
  sim::Engine& engine;
  EligibilitySystem& system;
  identity::StationSource const& stations;
  sim::Calendar calendar;
  ServiceModel model;
  Links links;  // their connection and TLS policies; the latency is LinkDelay's
  std::uint64_t seed = 0;
  SimulatedResponder* responder = nullptr;  // none: authentications wait for no certificate status
  FaultPlan* faults = nullptr;              // none: nothing goes wrong by itself
};

// One server with `model.workers` workers, first come first served, and its ports. Handshakes and
// requests alike occupy a worker. The domain is called when a worker takes the request, and the worker is
// then held for the sampled time of every stage the domain went through; so what a request did can be seen by
// others up to its own service time early. A caller who gives up in the queue leaves it; a caller who gives
// up later leaves the worker busy to the end of that work, and what the request did stands. An authentication
// gives its worker back while it waits for the responder, and queues once more for the registration.
//
// A fault strikes as it does on the wire (docs/protocols/faults.md). As an HTTP client does, a request whose
// kept connection is reset before any byte of an answer is sent once more on a new one, and may be struck
// again.
class SimulatedService {
 public:
  explicit SimulatedService(SimulatedServiceParts const& parts);
  ~SimulatedService();
  SimulatedService(SimulatedService const&) = delete;
  SimulatedService& operator=(SimulatedService const&) = delete;

  ReceptionPort& reception();
  EligibilityPort& eligibility();
  BackOfficePort& back_office();
  SettingsPort& settings();
  ActivationPort& activation();
  // Requests and handshakes waiting for a worker now.
  std::size_t queued() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::eligibility
