// Everything that a visit may touch, on either clock.
#pragma once

#include <cstdint>

#include "emulators/eligibility/back_office_port.h"
#include "emulators/eligibility/device_ports.h"
#include "emulators/eligibility/ports.h"
#include "emulators/identity/insured_registry.h"
#include "emulators/identity/population.h"
#include "emulators/terminal/card_reader.h"
#include "emulators/terminal/station_devices.h"
#include "scenarios/scenario.h"
#include "sim/calendar.h"
#include "sim/engine.h"

namespace kazasu::scenarios {

struct World {
  sim::Engine& engine;
  sim::Calendar const& calendar;
  identity::PersonSource const& people;
  identity::StationSource const& stations;
  terminal::CardReaderSource& readers;
  eligibility::ReceptionPort& reception;
  eligibility::EligibilityPort& eligibility;
  eligibility::BackOfficePort& back_office;
  eligibility::SettingsPort& settings;
  eligibility::ActivationPort& activation;
  identity::InsuredRegistry const& registry;  // what patients' papers say
  terminal::StationDevices& devices;
  Scenario const& scenario;
  std::uint64_t seed = 0;
};

}  // namespace kazasu::scenarios
