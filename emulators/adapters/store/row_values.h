// Values of the domain out of columns. Numbers in the file are not to be trusted: what cannot be is
// std::invalid_argument. Internal to the store.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "emulators/adapters/store/database.h"
#include "emulators/identity/generated_stations.h"

namespace kazasu::adapters {

template <class Enum>
Enum enumerator(Statement const& row, int column, Enum last) {
  auto const value = row.integer(column);
  if (value < 0 || value > static_cast<std::int64_t>(last))
    throw std::invalid_argument("a value is out of range");
  return static_cast<Enum>(value);
}

template <class Index>
Index index(Statement const& row, int column) {
  auto const value = row.integer(column);
  if (!std::in_range<Index>(value)) throw std::invalid_argument("a number is out of range");
  return static_cast<Index>(value);
}

// Stores have a place for every station up to the highest.
inline identity::StationIndex station(Statement const& row, int column) {
  auto const station = index<identity::StationIndex>(row, column);
  if (station >= identity::kMostStations) throw std::invalid_argument("a station is out of range");
  return station;
}

// For whoever started the program.
inline StoreError damaged(Database const& database, std::string const& what) {
  return StoreError("the store " + database.file().string() + " is damaged (" + what +
                    "); move it away to begin with an empty one");
}

}  // namespace kazasu::adapters
