// Writes changes into the tables.
#pragma once

#include <memory>

#include "emulators/adapters/store/change_sink.h"

namespace kazasu::adapters {

class Database;

// `database` must outlive it, and is for the thread that calls write() alone.
std::unique_ptr<ChangeSink> make_change_writer(Database& database);

}  // namespace kazasu::adapters
