// Files of sends out of the database, and out of what is on its way there. Internal to the claims store.
#pragma once

#include <filesystem>

#include "emulators/adapters/claims_store/files_under_way.h"
#include "emulators/adapters/store/database.h"
#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

// For one thread, on a connection of its own. What it gives may be read on that thread as long as it stands;
// reading throws StoreError for a file whose bytes have not the hash that was promised.
class StoredArchive final : public claims::ClaimArchive {
 public:
  // Beside a database with readers; both must outlive it.
  StoredArchive(std::filesystem::path const& file, FilesUnderWay const& under_way);
  ~StoredArchive() override;

  // Throws StoreError for what cannot have been written here.
  claims::SentFile file(claims::SendKey const& key, std::uint32_t number) const override;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
  FilesUnderWay const& under_way_;
};

}  // namespace kazasu::adapters
