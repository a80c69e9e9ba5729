#include "emulators/claims/return_file.h"

#include <algorithm>
#include <optional>

#include "emulators/claims/record_scanner.h"
#include "emulators/claims/record_values.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/search_number.h"
#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

namespace {

constexpr auto kNumberField = std::size_t{1};   // of RE
constexpr auto kSearchField = std::size_t{14};  // of RE
constexpr auto kMonthField = std::size_t{6};    // of HM and HH
constexpr auto kEnd = std::string_view{"\r\n"};

std::string digits_of(std::chrono::year_month month) {
  return sim::compact_date(month / std::chrono::day{1}).substr(0, 6);
}

// With one field put in the place of another.
std::string with_field(RecordFields const& fields, std::size_t field, std::string_view text) {
  auto record = std::string{};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) record.push_back(',');
    record.append(i == field ? text : fields[i]);
  }
  return record;
}

std::string joined(RecordFields const& fields) {
  return with_field(fields, fields.size(), {});
}

// How often the receipt was returned before: each time left one RC.
std::size_t returns_in(std::span<std::string_view const> history) {
  return static_cast<std::size_t>(
      std::ranges::count_if(history, [](std::string_view line) { return line.starts_with("8,9,"); }));
}

}  // namespace

void ReturnFile::add_record(std::string_view record) {
  file_.append(record).append(kEnd);
}

void ReturnFile::begin(SendKey const& key) {
  auto head = std::string{"HH,"}.append(key.payer == Payer::kFund ? "1" : "2");
  head.append(",").append(prefecture_of(station_)).append(",").append(table_of(station_));
  head.append(",").append(code_of(station_)).append(",").append(encode_(claimed_name(station_)));
  head.append(",").append(digits_of(key.month)).append(",");
  add_record(head);
}

void ReturnFile::add(ListSubject const& subject, std::map<std::uint32_t, Check> const& reasons) {
  read_receipts(*subject.file.content, [&](SentReceipt const& receipt) {
    auto const reason = reasons.find(receipt.view.number);
    if (reason == reasons.end()) return;
    auto const& rule = rule_of(reason->second);
    auto text = std::string{"HR,"}.append(digits_of(subject.key.month)).append(",1,");
    text.append(rule.code).append(",").append(encode_(rule.message));
    add_receipt(receipt,
                write_search_number({.payer = subject.key.payer,
                                     .station_code = station_.institution_code,
                                     .month = subject.key.month,
                                     .send = subject.send.number,
                                     .receipt = receipt.view.number}),
                text);
  });
}

void ReturnFile::add_receipt(SentReceipt const& receipt, std::string const& search_number,
                             std::string const& reason) {
  ++receipts_;
  yen_ += static_cast<std::uint64_t>(number_in(shown_totals(receipt.view).yen).value_or(0));
  auto const& common = receipt.view.records.front().fields;
  // A receipt keeps the number that it was given first.
  auto const given = common[kSearchField].empty() ? std::string_view{search_number} : common[kSearchField];
  auto const numbered = with_field(common, kNumberField, std::to_string(receipts_));
  add_record(with_field(RecordFields{numbered}, kSearchField, given));
  for (auto const& record : receipt.view.records.subspan(1)) add_record(joined(record.fields));
  add_record(reason);
  for (auto const line : receipt.history) add_record(line);
  auto const before = std::to_string(returns_in(receipt.history));
  auto const add_history = [&](std::string_view kind, std::string_view record) {
    add_record(std::string{"8,"}.append(kind).append(",").append(before).append(",").append(record));
  };
  for (auto const& record : receipt.view.records) add_history("1", joined(record.fields));
  add_history("8", reason);
  add_history("9", "RC,Ver0000");
}

std::string ReturnFile::take() {
  add_record(std::string{"HG,"}.append(std::to_string(receipts_)).append(",").append(std::to_string(yen_)));
  file_.push_back('\x1A');
  return std::move(file_);
}

std::optional<std::string> reclaim_file(std::string_view return_file, std::chrono::year_month month) {
  auto scanner = RecordScanner{};
  scanner.feed(return_file);
  scanner.finish();
  auto file = std::string{};
  auto receipts = std::uint32_t{0};
  auto ended = false;
  while (auto const record = scanner.next()) {
    auto const fields = RecordFields{record->text};
    auto const head = fields[0] == "HH";
    if (head != (record->number == 1) || !record->ended || ended) return std::nullopt;
    if (head) {
      auto const station = with_field(fields, kMonthField, digits_of(month));
      file.append("HM").append(station.substr(2)).append(kEnd);
    } else if (fields.type() == RecordType::kReceipt) {
      file.append(with_field(fields, kNumberField, std::to_string(++receipts))).append(kEnd);
    } else if (fields[0] == "HG") {
      ended = true;
    } else if (fields[0] != "HR") {
      file.append(record->text).append(kEnd);
    }
  }
  if (!ended || receipts == 0) return std::nullopt;
  return file.append("GO").append(kEnd).append("\x1A");
}

}  // namespace kazasu::claims
