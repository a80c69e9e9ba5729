// The durable store of the claims systems, in one SQLite file: claims.db.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "emulators/adapters/claims_store/claims_archive.h"
#include "emulators/adapters/claims_store/files_under_way.h"
#include "emulators/adapters/store/change_sink.h"
#include "emulators/adapters/store/database.h"
#include "emulators/adapters/store/schema.h"
#include "emulators/claims/claims_journal.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

// Used in this order: load() into the claims systems; a ClaimsCommit upon sink(); journal_to() that commit as
// the systems' journal, and archive() as their archive. The commit is destroyed first.
class ClaimsStore {
 public:
  // Opens the file, or makes it. Throws StoreError when it cannot be used, is damaged, in use, of a newer
  // version or of another world.
  ClaimsStore(std::filesystem::path const& file, StoreWorld const& world);

  // What earlier lives kept, for ClaimsSystem::restore(). Throws StoreError when it is damaged.
  void load(std::function<void(claims::ClaimChange)> const& restore);
  // When something kept happened last; the calendar must not stand before that.
  std::optional<sim::Instant> latest_change() const { return latest_change_; }

  // For one thread, from the end of load() on. An upload is on the disk when write() returns.
  ClaimsSink& sink() { return *sink_; }
  // Passes changes on to `next`, which must outlive it and leads to sink(). Files of sends are found in
  // archive() from the note on, before they are on the disk. One at a time.
  std::unique_ptr<claims::ClaimsJournal> journal_to(claims::ClaimsJournal& next);
  // For one thread, of the services; never waits for a commit.
  claims::ClaimArchive const& archive() const { return archive_; }

 private:
  Database database_;
  std::optional<sim::Instant> latest_change_;
  FilesUnderWay under_way_;
  std::unique_ptr<ClaimsSink> sink_;
  StoredArchive archive_;
};

}  // namespace kazasu::adapters
