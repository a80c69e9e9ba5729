// Writes changes of the claims systems into their tables. Internal to the claims store.
#pragma once

#include <memory>

#include "emulators/adapters/store/change_sink.h"
#include "emulators/adapters/store/database.h"

namespace kazasu::adapters {

// `database` must outlive it, and is for the thread that calls write() alone.
std::unique_ptr<ClaimsSink> make_claims_writer(Database& database);

}  // namespace kazasu::adapters
