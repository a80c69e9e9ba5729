// Brings back what an earlier life of the claims systems kept. Internal to the claims store.
#pragma once

#include <functional>
#include <optional>

#include "emulators/adapters/store/database.h"
#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

// Sends in the order in which they were noted, without their files, each followed by what became of it; then
// passwords; then extensions in their order. Between those groups the order means nothing. Throws StoreError
// for what cannot have been written here.
void load_claims(Database& database, std::function<void(claims::ClaimChange)> const& restore);

// The latest instant at which something kept happened; nothing in an empty store.
std::optional<sim::Instant> latest_claim_change(Database& database);

}  // namespace kazasu::adapters
