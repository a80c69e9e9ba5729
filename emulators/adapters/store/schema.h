// The tables of the store, their version, and what a store was made for. Internal to the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "emulators/adapters/store/database.h"

namespace kazasu::adapters {

inline constexpr auto kSchemaVersion = 1;

// What the kept numbers refer to: seed, numbers of people and stations, ... A store is of one world for good.
using StoreWorld = std::map<std::string, std::string>;

// Makes the tables in a new database. Throws StoreError for one of another program, of a newer version or of
// another world.
void open_schema(Database& database, StoreWorld const& world);

// How often the store was opened before; counts this time.
std::uint64_t count_start(Database& database);

}  // namespace kazasu::adapters
