#include "emulators/adapters/claims_store/claims_store.h"

#include <utility>

#include "emulators/adapters/claims_store/claims_schema.h"
#include "emulators/adapters/claims_store/claims_writer.h"
#include "emulators/adapters/claims_store/load_claims.h"

namespace kazasu::adapters {

namespace {

class SharingSink final : public ClaimsSink {
 public:
  SharingSink(Database& database, FilesUnderWay& under_way)
      : writer_(make_claims_writer(database)), under_way_(under_way) {}

  void write(std::vector<claims::ClaimChange> const& changes) override {
    writer_->write(changes);
    under_way_.kept(changes);
  }

 private:
  std::unique_ptr<ClaimsSink> writer_;
  FilesUnderWay& under_way_;
};

class SharingJournal final : public claims::ClaimsJournal {
 public:
  SharingJournal(FilesUnderWay& under_way, claims::ClaimsJournal& next)
      : under_way_(under_way), next_(next) {}

  void note(claims::ClaimChange change) override {
    under_way_.add(change);
    next_.note(std::move(change));
  }

 private:
  FilesUnderWay& under_way_;
  claims::ClaimsJournal& next_;
};

// So that the reader finds a database with its tables.
Database& opened(Database& database, StoreWorld const& world) {
  open_schema(database, claims_schema(), world);
  return database;
}

}  // namespace

ClaimsStore::ClaimsStore(std::filesystem::path const& file, StoreWorld const& world)
    : database_(file, DatabaseUse::kWithReaders),
      latest_change_(latest_claim_change(opened(database_, world))),
      sink_(std::make_unique<SharingSink>(database_, under_way_)),
      archive_(file, under_way_) {}

void ClaimsStore::load(std::function<void(claims::ClaimChange)> const& restore) {
  load_claims(database_, restore);
}

std::unique_ptr<claims::ClaimsJournal> ClaimsStore::journal_to(claims::ClaimsJournal& next) {
  return std::make_unique<SharingJournal>(under_way_, next);
}

}  // namespace kazasu::adapters
