// What `kazasu serve` remembers, and whether it survives the process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/store/group_commit.h"
#include "emulators/adapters/store/sqlite_store.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/environment.h"
#include "harness/served_world.h"

namespace kazasu::harness {

// Both environments in one.
class ServedStore {
 public:
  // Brings back what an earlier life kept. Throws CommandError(kStore) when the store cannot be used.
  ServedStore(ServeOptions const& options, ServedWorld const& world);
  ServedStore(ServedStore const&) = delete;
  ServedStore& operator=(ServedStore const&) = delete;

  eligibility::EligibilityStores& stores() { return stores_; }
  // No visit of an earlier life, nor of the other environment, has the number of one from here on.
  std::uint64_t first_visit(eligibility::Environment environment) const;
  // Where the calendar goes on: where it was asked to begin, or where an earlier life was later than that.
  sim::Instant calendar_start(sim::Instant asked) const;

  // From now on changes are kept; null in memory. It must be destroyed before the loop.
  std::unique_ptr<adapters::GroupCommit> keep_changes(adapters::ServerLoop& loop);

 private:
  eligibility::EligibilityStores stores_;
  std::optional<adapters::SqliteStore> sqlite_;  // none in memory
};

// DATA/eligibility.db, or in the folder of the token where that is another.
std::filesystem::path store_file(ServeOptions const& options);

// What `GET /counters` shows of the commits of a store, all of it below `name`.
void add_commit_figures(std::string const& name, adapters::CommitCounters const& counters, bool failed,
                        std::vector<std::pair<std::string, std::uint64_t>>& figures);

}  // namespace kazasu::harness
