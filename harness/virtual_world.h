// Everything that a run in virtual time consists of: the services behind their queues, the links in front of
// them, and the cards.
#pragma once

#include "emulators/card/card_stock.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/fault_plan.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/eligibility/link_delay.h"
#include "emulators/eligibility/simulated_ports.h"
#include "emulators/eligibility/simulated_responder.h"
#include "emulators/identity/card_credential.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/terminal/model_card_reader.h"
#include "emulators/terminal/station_devices.h"
#include "harness/people_world.h"
#include "scenarios/world.h"
#include "sim/engine.h"

namespace kazasu::harness {

// The engine drops its processes before any of this goes.
class VirtualWorld {
 public:
  // Both must outlive the world. Throws CommandError for a file of people that cannot be used.
  VirtualWorld(sim::Engine& engine, scenarios::Scenario const& scenario);
  ~VirtualWorld() { world_.engine.drop_processes(); }
  VirtualWorld(VirtualWorld const&) = delete;
  VirtualWorld& operator=(VirtualWorld const&) = delete;

  scenarios::World& world() { return world_; }

 private:
  identity::PopulationSettings settings_;
  PeopleWorld persons_;
  identity::GeneratedStations stations_{settings_};
  std::unique_ptr<identity::CardIssuer> issuer_;
  eligibility::InstantCredentialCheck check_;
  eligibility::EligibilitySystem system_;
  card::CardStock stock_;
  terminal::ModelCardReaders readers_;
  eligibility::FaultPlan faults_;
  eligibility::ResponderRules rules_;
  eligibility::SimulatedResponder responder_;
  eligibility::SimulatedService service_;
  eligibility::ReceptionLinkDelay reception_;
  eligibility::EligibilityLinkDelay line_;
  eligibility::BackOfficeLinkDelay back_office_;
  eligibility::DeviceLinkDelay devices_line_;
  terminal::StationDevices devices_;
  scenarios::World world_;
};

}  // namespace kazasu::harness
