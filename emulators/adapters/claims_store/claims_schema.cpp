#include "emulators/adapters/claims_store/claims_schema.h"

namespace kazasu::adapters {

namespace {

// Times are milliseconds of UTC since 1970, months YYYYMM, enumerators their numbers. Texts of a file are
// blobs: they are Shift_JIS. docs/protocols/store.md explains the columns.
constexpr auto kTables = R"sql(
CREATE TABLE send (
  ordinal INTEGER PRIMARY KEY, station INTEGER NOT NULL, payer INTEGER NOT NULL, month INTEGER NOT NULL,
  number INTEGER NOT NULL, kind INTEGER NOT NULL, with_asp INTEGER NOT NULL, received INTEGER NOT NULL,
  ready INTEGER NOT NULL, refused INTEGER NOT NULL, receipts BLOB NOT NULL, hash TEXT NOT NULL,
  size INTEGER, more_lines INTEGER NOT NULL, decided INTEGER, confirmation INTEGER,
  UNIQUE (station, payer, month, number)) STRICT;
CREATE TABLE content (
  send INTEGER NOT NULL, position INTEGER NOT NULL, size INTEGER NOT NULL, packed BLOB NOT NULL,
  PRIMARY KEY (send, position)) STRICT;
CREATE TABLE list_line (
  send INTEGER NOT NULL, position INTEGER NOT NULL, finding INTEGER NOT NULL, receipt INTEGER NOT NULL,
  record INTEGER NOT NULL, field INTEGER NOT NULL, place INTEGER NOT NULL, id BLOB NOT NULL,
  record_number BLOB NOT NULL, care_month BLOB NOT NULL, name BLOB NOT NULL, birth_date BLOB NOT NULL,
  yen BLOB NOT NULL,
  PRIMARY KEY (send, position)) STRICT, WITHOUT ROWID;
CREATE TABLE password (
  station INTEGER NOT NULL, payer INTEGER NOT NULL, sealed TEXT NOT NULL, initial INTEGER NOT NULL,
  PRIMARY KEY (station, payer)) STRICT, WITHOUT ROWID;
CREATE TABLE window_extension (
  ordinal INTEGER PRIMARY KEY, month INTEGER NOT NULL UNIQUE, until INTEGER NOT NULL) STRICT;
)sql";

constexpr auto kSchema = Schema{.application_id = 0x6B617A63,  // "kazc"
                                .version = 2,
                                .tables = kTables};

}  // namespace

Schema const& claims_schema() {
  return kSchema;
}

}  // namespace kazasu::adapters
