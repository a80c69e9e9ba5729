// The tables of the store, their version, and what a store was made for. Internal to the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "emulators/adapters/store/database.h"

namespace kazasu::adapters {

// What a kind of database is. `tables` makes them; every kind has one more, `world`.
struct Schema {
  std::int32_t application_id = 0;
  std::int32_t version = 0;
  std::string_view tables;
};
// Of eligibility.db.
Schema const& eligibility_schema();

// What the kept numbers refer to: seed, numbers of people and stations, ... A store is of one world for good.
using StoreWorld = std::map<std::string, std::string>;

// Makes the tables in a new database. Throws StoreError for one of another program, of a newer version or of
// another world.
void open_schema(Database& database, Schema const& schema, StoreWorld const& world);

// How often an eligibility.db was opened before; counts this time.
std::uint64_t count_start(Database& database);

}  // namespace kazasu::adapters
