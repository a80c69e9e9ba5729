#include "emulators/adapters/store/sqlite_store.h"

#include "emulators/adapters/store/load_stores.h"

namespace kazasu::adapters {

SqliteStore::SqliteStore(std::filesystem::path const& file, StoreWorld const& world,
                         eligibility::EligibilityStores& stores)
    : database_(file) {
  open_schema(database_, eligibility_schema(), world);
  load_stores(database_, stores);
  latest_change_ = adapters::latest_change(database_);
  earlier_starts_ = count_start(database_);
  sink_ = make_change_writer(database_);
}

}  // namespace kazasu::adapters
