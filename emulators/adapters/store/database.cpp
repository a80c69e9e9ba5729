#include "emulators/adapters/store/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kazasu::adapters {

namespace {

constexpr auto kReaderPatience = 1000;  // milliseconds

// SQLite would make it with the process's mode.
Descriptor make_private(std::filesystem::path const& file) {
  auto descriptor = Descriptor{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!descriptor) {
    throw StoreError("the store " + file.string() + " cannot be opened for writing (" + std::strerror(errno) +
                     "); name another folder, or start with --store memory");
  }
  return descriptor;
}

std::string advice(int code, std::string const& file) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "is in use by another process; stop that one, or name another folder";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return "is damaged or no store of kazasu; move it away to begin with an empty one (" + file +
             " and the files beside it that begin with its name)";
    case SQLITE_FULL:
      return "cannot grow: the disk is full; make room and start again";
    default:
      return "cannot be read or written; look at the folder and the disk, or start with --store memory";
  }
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const {
  sqlite3_close(handle);
}

Database::Database(std::filesystem::path file, DatabaseUse use) : file_(std::move(file)) {
  if (use != DatabaseUse::kReader) held_ = make_private(file_);
  // Readers need a database that is not SQLite's exclusively, so the process holds it by a lock of its own.
  if (use == DatabaseUse::kWithReaders && ::flock(held_.number(), LOCK_EX | LOCK_NB) != 0) {
    throw StoreError("the store " + file_.string() + " " + advice(SQLITE_BUSY, file_.string()));
  }
  sqlite3* handle = nullptr;
  auto const opened =
      sqlite3_open_v2(file_.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (opened != SQLITE_OK) fail();
  begin_use(use);
}

void Database::begin_use(DatabaseUse use) {
  if (use == DatabaseUse::kReader) {
    sqlite3_busy_timeout(handle_.get(), kReaderPatience);
    return execute("PRAGMA query_only=1");
  }
  // Exclusive first: the write-ahead log then needs no memory that other processes could see.
  if (use == DatabaseUse::kAlone) execute("PRAGMA locking_mode=EXCLUSIVE");
  execute("PRAGMA journal_mode=WAL");
  execute("PRAGMA synchronous=FULL");
  execute("BEGIN IMMEDIATE; COMMIT");
}

Database::~Database() = default;

void Database::fail() const {
  auto* const handle = handle_.get();
  auto const code = handle == nullptr ? SQLITE_NOMEM : sqlite3_errcode(handle) & 0xFF;
  auto const* const reason = handle == nullptr ? "out of memory" : sqlite3_errmsg(handle);
  throw StoreError("the store " + file_.string() + " " + advice(code, file_.string()) + " (" + reason + ")");
}

void Database::execute(std::string const& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::int64_t Database::number(std::string const& sql) {
  auto statement = Statement{*this, sql};
  return statement.step() ? statement.integer(0) : 0;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(Database& database, std::string_view sql) : database_(&database) {
  sqlite3_stmt* statement = nullptr;
  auto const prepared = sqlite3_prepare_v3(database.handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  statement_.reset(statement);
  if (prepared != SQLITE_OK) database.fail();
}

void Statement::bind(int at, std::int64_t value) {
  if (sqlite3_bind_int64(statement_.get(), at, value) != SQLITE_OK) database_->fail();
}

void Statement::bind(int at, std::string_view value) {
  auto const bound = sqlite3_bind_text(statement_.get(), at, value.data() == nullptr ? "" : value.data(),
                                       static_cast<int>(value.size()), SQLITE_STATIC);
  if (bound != SQLITE_OK) database_->fail();
}

void Statement::bind(int at, Blob value) {
  auto const bytes = value.bytes;
  auto const bound = sqlite3_bind_blob64(statement_.get(), at, bytes.data() == nullptr ? "" : bytes.data(),
                                         bytes.size(), SQLITE_STATIC);
  if (bound != SQLITE_OK) database_->fail();
}

void Statement::bind(int at, std::optional<std::int64_t> value) {
  if (value) return bind(at, *value);
  if (sqlite3_bind_null(statement_.get(), at) != SQLITE_OK) database_->fail();
}

bool Statement::step() {
  auto const result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) {
    // The reset clears the row, not the error, which fail() asks for.
    sqlite3_reset(statement_.get());
    database_->fail();
  }
  sqlite3_reset(statement_.get());
  return false;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

void Statement::step_to_end() {
  while (step()) {
  }
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
  auto const* const bytes = sqlite3_column_text(statement_.get(), column);
  auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string{} : std::string{reinterpret_cast<char const*>(bytes), size};
}

std::string_view Statement::blob(int column) const {
  auto const* const bytes = sqlite3_column_blob(statement_.get(), column);
  auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view{} : std::string_view{static_cast<char const*>(bytes), size};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

}  // namespace kazasu::adapters
