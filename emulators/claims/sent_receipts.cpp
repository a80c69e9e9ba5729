#include "emulators/claims/sent_receipts.h"

#include <string>
#include <vector>

#include "emulators/claims/file_checker.h"
#include "emulators/claims/record_scanner.h"

namespace kazasu::claims {

namespace {

constexpr auto kHistory = std::string_view{"8,"};

class Reader {
 public:
  explicit Reader(std::function<void(SentReceipt const&)> const& give) : give_(give) {}

  void take(ScannedRecord const& record) {
    auto const type = record_type_by_id(record.text.substr(0, record.text.find(',')));
    if (type == RecordType::kReceipt || type == RecordType::kEnd) close();
    if (type == RecordType::kReceipt) {
      ++number_;
      open_ = true;
    }
    auto const history = !type && record.text.starts_with(kHistory);
    auto const full = kept_.size() == FileChecker::kMostRecords || text_.size() > FileChecker::kMostText;
    if (!open_ || full || (!type && !history)) return;
    kept_.push_back(
        {type.value_or(RecordType::kEnd), record.number, record.offset, text_.size(), record.text.size()});
    text_.append(record.text);
  }

  void close() {
    if (!open_) return;
    auto records = std::vector<RecordView>{};
    auto history = std::vector<std::string_view>{};
    for (auto const& one : kept_) {
      auto const text = std::string_view{text_}.substr(one.begin, one.size);
      if (one.type == RecordType::kEnd) {
        history.push_back(text);
      } else {
        records.push_back({one.type, one.number, one.offset, RecordFields{text}});
      }
    }
    give_({.view = {.number = number_, .records = records}, .history = history});
    text_.clear();
    kept_.clear();
    open_ = false;
  }

 private:
  struct Kept {
    RecordType type;  // kEnd: a line of the history
    std::uint32_t number;
    std::uint64_t offset;
    std::size_t begin;
    std::size_t size;
  };

  std::function<void(SentReceipt const&)> const& give_;
  std::string text_;
  std::vector<Kept> kept_;
  std::uint32_t number_ = 0;
  bool open_ = false;
};

}  // namespace

void read_receipts(SentContent const& content, std::function<void(SentReceipt const&)> const& give) {
  auto scanner = RecordScanner{};
  auto reader = Reader{give};
  auto const drain = [&] {
    while (auto const record = scanner.next()) reader.take(*record);
  };
  content.read([&](std::string_view bytes) {
    scanner.feed(bytes);
    drain();
  });
  scanner.finish();
  drain();
  reader.close();
}

}  // namespace kazasu::claims
