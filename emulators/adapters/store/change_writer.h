// Writes changes into the tables.
#pragma once

#include <memory>
#include <vector>

#include "emulators/eligibility/journal.h"

namespace kazasu::adapters {

// Where changes go, many at a time.
struct ChangeSink {
  virtual ~ChangeSink() = default;
  // All of them or none; on the disk when it returns. Throws StoreError when that cannot be.
  virtual void write(std::vector<eligibility::Change> const& changes) = 0;
};

class Database;

// `database` must outlive it, and is for the thread that calls write() alone.
std::unique_ptr<ChangeSink> make_change_writer(Database& database);

}  // namespace kazasu::adapters
