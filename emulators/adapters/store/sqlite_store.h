// The durable store of the eligibility system, in one SQLite file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "emulators/adapters/store/change_writer.h"
#include "emulators/adapters/store/database.h"
#include "emulators/adapters/store/schema.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

class SqliteStore {
 public:
  // Opens the file, or makes it, and brings back into the empty `stores` what it keeps. Throws StoreError
  // when it cannot be used, is damaged, in use, of a newer version or of another world.
  SqliteStore(std::filesystem::path const& file, StoreWorld const& world,
              eligibility::EligibilityStores& stores);

  // How often the store was opened before this time.
  std::uint64_t earlier_starts() const { return earlier_starts_; }
  // When something kept happened last; the calendar must not stand before that.
  std::optional<sim::Instant> latest_change() const { return latest_change_; }
  // For one thread, which has the store to itself from the first call on.
  ChangeSink& sink() { return *sink_; }

 private:
  Database database_;
  std::unique_ptr<ChangeSink> sink_;
  std::uint64_t earlier_starts_ = 0;
  std::optional<sim::Instant> latest_change_;
};

}  // namespace kazasu::adapters
