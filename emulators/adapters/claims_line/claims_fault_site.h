// What the rules of faults, and captures, see of requests on the claims line.
#pragma once

#include "emulators/adapters/faults/faulty_http.h"

namespace kazasu::adapters {

// `stations` must outlive the site. No rule by person strikes here: a file is about many.
FaultSite claims_fault_site(identity::StationSource const& stations);

}  // namespace kazasu::adapters
