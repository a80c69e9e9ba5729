// The tables of claims.db. Internal to the claims store.
#pragma once

#include "emulators/adapters/store/schema.h"

namespace kazasu::adapters {

Schema const& claims_schema();

}  // namespace kazasu::adapters
