// The one body: a visit, told in the steps of its journey. It runs unchanged on both clocks.
#pragma once

#include "scenarios/arrivals.h"
#include "scenarios/scenario.h"
#include "scenarios/visit_record.h"
#include "scenarios/world.h"

namespace kazasu::scenarios {

// Walks `journey` for `arrival` and returns its record; never throws for what the far side does. `world` and
// `journey` outlive the run.
sim::Task<VisitRecord> visit(World& world, Journey const& journey, Arrival arrival);

}  // namespace kazasu::scenarios
