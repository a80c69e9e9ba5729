// What is under way at the server of virtual time. Internal to the simulated ports and responder.
#pragma once

#include <utility>

#include "emulators/eligibility/connection_pool.h"
#include "emulators/eligibility/fault_plan.h"
#include "emulators/eligibility/stage_meter.h"
#include "sim/engine.h"
#include "sim/resource.h"

namespace kazasu::eligibility {

// What a request would cost in each stage; the domain's laps say which of them it does cost.
struct ModelMeter final : StageMeter {
  explicit ModelMeter(ServerShare const& stage_costs) : costs(stage_costs) {}
  void lap(ServerStage stage) override {
    switch (stage) {
      case ServerStage::kSignature:
        charged.signature += costs.signature;
        return;
      case ServerStage::kStatus:
        charged.status += costs.status;
        return;
      case ServerStage::kRegistration:
        charged.registration += costs.registration;
        return;
      case ServerStage::kLookup:
        charged.lookup += costs.lookup;
        return;
    }
  }

  ServerShare costs;
  ServerShare charged;
};

struct Ask {
  Channel channel{};
  Caller caller;
  sim::TimePoint deadline;
  bool afresh = false;  // on a new connection, whatever is kept
  FaultDecision fault = {};
};

// An exchange's way to the server.
struct Contact {
  ConnectionPool::Taken connection;
  sim::Duration connect{};
};

// An authentication on the server, which goes on whether its caller waits or not.
struct StatusWork {
  StatusWork(sim::Engine& engine, ServerShare const& costs, AuthenticationRequest asked)
      : meter(costs), request(std::move(asked)), finished(engine, 1) {}
  ModelMeter meter;
  AuthenticationRequest request;
  Registration answer;
  sim::Resource finished;  // held until the answer is there
};

// The worker ends the work that its caller no longer waits for.
inline sim::Task<void> finish_work(sim::Engine& engine, sim::Lease worker, sim::TimePoint until) {
  co_await engine.sleep_until(until);
  worker.release();
}

}  // namespace kazasu::eligibility
