// An SQLite database and its prepared statements. Internal to the store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/files/descriptor.h"
#include "emulators/adapters/store/store_error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kazasu::adapters {

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

enum class DatabaseUse : std::uint8_t {
  kAlone,        // no other connection reads it
  kWithReaders,  // connections of this process read while this one writes; other processes cannot open it
  kReader,       // beside one with readers, which must outlive it; changes nothing
};

// For one thread at a time. Everything throws StoreError naming the file.
class Database {
 public:
  // Makes the file, mode 0600, when it is not there. Held by this process alone until destruction. Every
  // commit waits for the disk (write-ahead log, synchronous=FULL).
  explicit Database(std::filesystem::path file, DatabaseUse use = DatabaseUse::kAlone);
  ~Database();
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;

  void execute(std::string const& sql);
  // The one number that a query yields.
  std::int64_t number(std::string const& sql);
  std::filesystem::path const& file() const { return file_; }
  // What went wrong just now, in words for the user.
  [[noreturn]] void fail() const;

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  void begin_use(DatabaseUse use);

  std::filesystem::path file_;
  // Of the same file: closed last, since closing it ends the locks that SQLite has.
  Descriptor held_;
  std::unique_ptr<sqlite3, Close> handle_;
};

// Must go before its database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);

  // Binds the values to the parameters in order and runs it to its end.
  template <class... Values>
  void run(Values const&... values) {
    bind_all(values...);
    step_to_end();
  }
  // Binds, for step() to go through the rows. Rows of the last time that nobody went through are gone.
  template <class... Values>
  void bind_all(Values const&... values) {
    reset();
    [[maybe_unused]] auto at = 0;
    (bind(++at, values), ...);
  }
  // False after the last row; the statement can then be bound anew.
  bool step();
  std::int64_t integer(int column) const;  // from 0; 0 for NULL
  std::string text(int column) const;
  std::string_view blob(int column) const;  // until the next step
  bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void bind(int at, std::int64_t value);
  void bind(int at, std::string_view value);  // must outlive the run
  void bind(int at, Blob value);              // the same
  void bind(int at, std::optional<std::int64_t> value);
  void step_to_end();
  void reset();

  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace kazasu::adapters
