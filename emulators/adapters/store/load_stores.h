// Brings back what an earlier life kept. Internal to the store.
#pragma once

#include <optional>

#include "emulators/adapters/store/database.h"
#include "emulators/eligibility/eligibility_stores.h"

namespace kazasu::adapters {

// Into empty stores that report to nobody yet. Throws StoreError for what cannot have been written here.
void load_stores(Database& database, eligibility::EligibilityStores& stores);

// The latest instant at which something kept happened; nothing in an empty store.
std::optional<sim::Instant> latest_change(Database& database);

}  // namespace kazasu::adapters
