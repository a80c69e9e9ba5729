// One receipt as its records, for checks that need the file alone.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "emulators/claims/check.h"
#include "emulators/claims/record_fields.h"

namespace kazasu::claims {

struct RecordView {
  RecordType type = RecordType::kReceipt;
  std::uint32_t number = 0;  // in the file, from 1
  std::uint64_t offset = 0;  // in the file
  RecordFields fields;

  std::array<char, 2> id() const {
    auto const letters = fields[0];
    auto const is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    return letters.size() == 2 && std::ranges::all_of(letters, is_letter) ? std::array{letters[0], letters[1]}
                                                                          : kNoRecordId;
  }
};

struct ReceiptView {
  std::uint32_t number = 0;  // as counted, which is what レセプト番号 has to be
  std::span<RecordView const> records;

  // Null when there is none.
  RecordView const* first(RecordType type) const {
    auto const found = std::ranges::find(records, type, &RecordView::type);
    return found == records.end() ? nullptr : &*found;
  }
  std::size_t count(RecordType type) const {
    return static_cast<std::size_t>(std::ranges::count(records, type, &RecordView::type));
  }
};

// Where findings go, with the receipt that they are of.
class FindingSink {
 public:
  explicit FindingSink(std::function<void(Finding const&)> give) : give_(std::move(give)) {}

  void of_file(Check check, RecordView const& record, std::size_t field = 0) { add(check, 0, record, field); }
  void add(Check check, std::uint32_t receipt, RecordView const& record, std::size_t field = 0) {
    auto const within = field < record.fields.size() ? record.fields.offset(field) : 0;
    add({.check = check,
         .receipt = receipt,
         .record = record.number,
         .field = static_cast<std::uint16_t>(field),
         .offset = record.offset + within,
         .id = record.id()});
  }
  void add(Finding const& finding) {
    ++counts_[static_cast<std::size_t>(rule_of(finding.check).band)];
    give_(finding);
  }
  std::uint64_t count(Band band) const { return counts_[static_cast<std::size_t>(band)]; }

 private:
  std::function<void(Finding const&)> give_;
  std::array<std::uint64_t, 6> counts_{};
};

}  // namespace kazasu::claims
