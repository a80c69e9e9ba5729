#include "emulators/adapters/store/schema.h"

namespace kazasu::adapters {

namespace {

constexpr auto kWorldTable =
    "CREATE TABLE world (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID";

// Times are milliseconds of UTC since 1970, dates YYYYMMDD (0: none), enumerators their numbers.
// docs/protocols/store.md explains the columns.
constexpr auto kTables = R"sql(
CREATE TABLE life (starts INTEGER NOT NULL) STRICT;
CREATE TABLE registration (
  environment INTEGER NOT NULL, ordinal INTEGER NOT NULL, station INTEGER NOT NULL, sequence INTEGER NOT NULL,
  person INTEGER NOT NULL, registered INTEGER NOT NULL, care INTEGER NOT NULL,
  eligibility_only INTEGER NOT NULL, fetched INTEGER NOT NULL,
  PRIMARY KEY (environment, ordinal)) STRICT, WITHOUT ROWID;
CREATE TABLE notice_sequence (
  environment INTEGER NOT NULL, station INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (environment, station)) STRICT, WITHOUT ROWID;
CREATE TABLE consent (
  environment INTEGER NOT NULL, person INTEGER NOT NULL, station INTEGER NOT NULL, care INTEGER NOT NULL,
  given INTEGER NOT NULL, items INTEGER NOT NULL, until INTEGER NOT NULL, cancelled INTEGER,
  PRIMARY KEY (environment, person, station, care)) STRICT, WITHOUT ROWID;
CREATE TABLE card (
  environment INTEGER NOT NULL, person INTEGER NOT NULL, standing INTEGER, issue INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (environment, person)) STRICT, WITHOUT ROWID;
CREATE TABLE reference_number (
  environment INTEGER NOT NULL, station INTEGER NOT NULL, person INTEGER NOT NULL, number TEXT NOT NULL,
  PRIMARY KEY (environment, station, person)) STRICT, WITHOUT ROWID;
CREATE TABLE bulk_job (
  environment INTEGER NOT NULL, ordinal INTEGER NOT NULL, station INTEGER NOT NULL, accepted INTEGER NOT NULL,
  ready INTEGER NOT NULL, kind INTEGER NOT NULL, care INTEGER NOT NULL, period_from INTEGER,
  period_to INTEGER, institution_code TEXT NOT NULL, file_identifier TEXT NOT NULL,
  PRIMARY KEY (environment, ordinal)) STRICT, WITHOUT ROWID;
CREATE TABLE bulk_item (
  environment INTEGER NOT NULL, ordinal INTEGER NOT NULL, position INTEGER NOT NULL,
  insurer_number TEXT NOT NULL, symbol TEXT NOT NULL, number TEXT NOT NULL, branch TEXT NOT NULL,
  birth_date INTEGER NOT NULL, wants_limit INTEGER NOT NULL, arbitrary_identifier TEXT NOT NULL,
  reference_number TEXT NOT NULL,
  PRIMARY KEY (environment, ordinal, position)) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
  environment INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (environment, name)) STRICT, WITHOUT ROWID;
INSERT INTO life VALUES (0);
)sql";

constexpr auto kEligibilitySchema = Schema{.application_id = 0x6B617A75,  // "kazu"
                                           .version = 1,
                                           .tables = kTables};

void make_tables(Database& database, Schema const& schema, StoreWorld const& world) {
  database.execute("BEGIN IMMEDIATE");
  database.execute(kWorldTable);
  database.execute(std::string{schema.tables});
  auto insert = Statement{database, "INSERT INTO world VALUES (?, ?)"};
  for (auto const& [name, value] : world) insert.run(std::string_view{name}, std::string_view{value});
  database.execute("PRAGMA application_id=" + std::to_string(schema.application_id));
  database.execute("PRAGMA user_version=" + std::to_string(schema.version));
  database.execute("COMMIT");
}

std::string listed(StoreWorld const& world) {
  auto text = std::string{};
  for (auto const& [name, value] : world) text += (text.empty() ? "" : ", ") + name + " " + value;
  return text;
}

void require_world(Database& database, StoreWorld const& world) {
  auto kept = StoreWorld{};
  auto rows = Statement{database, "SELECT name, value FROM world"};
  while (rows.step()) kept[rows.text(0)] = rows.text(1);
  if (kept == world) return;
  throw StoreError("the store " + database.file().string() + " is of another world: " + listed(kept) +
                   "; this start has " + listed(world) +
                   "; start with the same settings as before, move the file away, or use --store memory");
}

}  // namespace

Schema const& eligibility_schema() {
  return kEligibilitySchema;
}

void open_schema(Database& database, Schema const& schema, StoreWorld const& world) {
  auto const application = database.number("PRAGMA application_id");
  auto const version = database.number("PRAGMA user_version");
  auto const tables = database.number("SELECT count(*) FROM sqlite_schema");
  if (application == 0 && version == 0 && tables == 0) return make_tables(database, schema, world);
  if (application != schema.application_id) {
    throw StoreError("the file " + database.file().string() +
                     " is the database of another program; name another folder");
  }
  if (version != schema.version) {
    throw StoreError("the store " + database.file().string() + " has version " + std::to_string(version) +
                     " and this kazasu reads version " + std::to_string(schema.version) +
                     "; use the kazasu that wrote it, or move the file away");
  }
  require_world(database, world);
}

std::uint64_t count_start(Database& database) {
  auto const starts = database.number("SELECT starts FROM life");
  database.execute("UPDATE life SET starts = starts + 1");
  return static_cast<std::uint64_t>(starts);
}

}  // namespace kazasu::adapters
