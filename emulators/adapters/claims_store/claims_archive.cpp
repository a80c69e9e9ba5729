#include "emulators/adapters/claims_store/claims_archive.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/claims_store/content_pieces.h"
#include "emulators/adapters/claims_store/month_column.h"
#include "emulators/adapters/claims_store/sha256.h"
#include "emulators/adapters/store/column_values.h"
#include "emulators/adapters/store/row_values.h"

namespace kazasu::adapters {

class StoredArchive::Reader {
 public:
  explicit Reader(std::filesystem::path const& file) : database_(file, DatabaseUse::kReader) {}

  Database const& database() const { return database_; }
  claims::SentFile file(claims::SendKey const& key, std::uint32_t number);
  void read(std::int64_t send, std::string const& hash, std::function<void(std::string_view)> const& give);

 private:
  class Content;
  std::vector<claims::ListLine> lines(std::int64_t send);

  Database database_;
  Statement send_{database_,
                  "SELECT ordinal, hash, size, more_lines FROM send "
                  "WHERE station = ? AND payer = ? AND month = ? AND number = ?"};
  Statement line_{database_,
                  "SELECT finding, receipt, record, field, place, id, record_number, care_month, name, "
                  "birth_date, yen FROM list_line WHERE send = ? ORDER BY position"};
};

class StoredArchive::Reader::Content final : public claims::SentContent {
 public:
  Content(Reader& reader, std::int64_t send, std::string hash, std::uint64_t size)
      : reader_(reader), send_(send), hash_(std::move(hash)), size_(size) {}

  std::uint64_t size() const override { return size_; }
  void read(std::function<void(std::string_view)> const& give) const override {
    reader_.read(send_, hash_, give);
  }

 private:
  Reader& reader_;
  std::int64_t send_;
  std::string hash_;
  std::uint64_t size_;
};

claims::SentFile StoredArchive::Reader::file(claims::SendKey const& key, std::uint32_t number) {
  send_.bind_all(column(key.station), column(key.payer), month_column(key.month), column(number));
  if (!send_.step()) return {};
  auto const send = send_.integer(0);
  auto file = claims::SentFile{.more_lines = send_.integer(3) != 0};
  if (!send_.is_null(2)) {
    file.content = std::make_unique<Content>(*this, send, send_.text(1), index<std::uint64_t>(send_, 2));
  }
  // To its end: a statement that stands open would hold the write-ahead log.
  while (send_.step()) {
  }
  file.lines = lines(send);
  return file;
}

std::vector<claims::ListLine> StoredArchive::Reader::lines(std::int64_t send) {
  auto lines = std::vector<claims::ListLine>{};
  line_.bind_all(send);
  while (line_.step()) {
    auto& line = lines.emplace_back();
    auto const text = [this](int at) { return std::string{line_.blob(at)}; };
    auto& finding = line.finding;
    finding = {.check = enumerator(line_, 0, static_cast<claims::Check>(claims::kChecks - 1)),
               .receipt = index<std::uint32_t>(line_, 1),
               .record = index<std::uint32_t>(line_, 2),
               .field = index<std::uint16_t>(line_, 3),
               .offset = index<std::uint64_t>(line_, 4)};
    auto const id = line_.blob(5);
    if (id.size() != finding.id.size()) throw std::invalid_argument("a record has no id");
    std::ranges::copy(id, finding.id.begin());
    line.record_number = text(6);
    line.care_month = text(7);
    line.name = text(8);
    line.birth_date = text(9);
    line.yen = text(10);
  }
  return lines;
}

void StoredArchive::Reader::read(std::int64_t send, std::string const& hash,
                                 std::function<void(std::string_view)> const& give) {
  // Of its own, since `give` may begin to read another file.
  auto piece = Statement{database_, "SELECT size, packed FROM content WHERE send = ? ORDER BY position"};
  auto read = Sha256{};
  auto bytes = std::string{};
  piece.bind_all(send);
  try {
    while (piece.step()) {
      unpack({.size = index<std::size_t>(piece, 0), .packed = piece.blob(1)}, bytes);
      read.add(bytes);
      give(bytes);
    }
  } catch (std::invalid_argument const& error) {
    throw damaged(database_, error.what());
  }
  if (read.hexadecimal() != hash) throw damaged(database_, "a file has not its hash");
}

StoredArchive::StoredArchive(std::filesystem::path const& file, FilesUnderWay const& under_way)
    : reader_(std::make_unique<Reader>(file)), under_way_(under_way) {}

StoredArchive::~StoredArchive() = default;

claims::SentFile StoredArchive::file(claims::SendKey const& key, std::uint32_t number) const {
  if (auto under_way = under_way_.find(key, number)) return std::move(*under_way);
  try {
    return reader_->file(key, number);
  } catch (std::invalid_argument const& error) {
    throw damaged(reader_->database(), error.what());
  }
}

}  // namespace kazasu::adapters
