#include "emulators/claims/record_scanner.h"

#include <algorithm>

namespace kazasu::claims {

namespace {

constexpr auto kEndMark = '\x1A';

}  // namespace

void RecordScanner::feed(std::string_view bytes) {
  rest_ = bytes;
}

void RecordScanner::take(std::size_t count) {
  auto const room = kLongestRecord - std::min(kLongestRecord, record_.size());
  record_.append(rest_.substr(0, std::min(count, room)));
  if (count > room) too_long_ = true;
  rest_.remove_prefix(count);
  offset_ += count;
}

ScannedRecord RecordScanner::give() {
  auto record = ScannedRecord{.number = ++number_, .offset = begun_, .text = record_, .too_long = too_long_};
  if (record.text.ends_with("\r\n")) {
    record.text.remove_suffix(2);
  } else {
    record.ended = false;
    if (record.text.ends_with('\n')) record.text.remove_suffix(1);
  }
  given_ = true;
  return record;
}

std::optional<ScannedRecord> RecordScanner::next() {
  if (given_) {
    record_.clear();
    begun_ = offset_;
    given_ = too_long_ = false;
  }
  if (end_mark_) {
    beyond_end_mark_ = beyond_end_mark_ || !rest_.empty();
    offset_ += rest_.size();
    rest_ = {};
    return std::nullopt;
  }
  if (record_.empty() && rest_.starts_with(kEndMark)) {
    end_mark_ = true;
    rest_.remove_prefix(1);
    ++offset_;
    return next();
  }
  auto const end = rest_.find('\n');
  if (end != std::string_view::npos) {
    take(end + 1);
    return give();
  }
  take(rest_.size());
  if (!finished_ || record_.empty()) return std::nullopt;
  return give();
}

}  // namespace kazasu::claims
