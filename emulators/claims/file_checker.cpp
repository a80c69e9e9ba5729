#include "emulators/claims/file_checker.h"

#include <algorithm>
#include <utility>

#include "emulators/claims/code_tables.h"
#include "emulators/claims/fee_checks.h"
#include "emulators/claims/receipt_content.h"
#include "emulators/claims/receipt_structure.h"
#include "emulators/claims/record_scanner.h"
#include "emulators/claims/record_values.h"
#include "emulators/identity/identifiers.h"

namespace kazasu::claims {

namespace {

using enum RecordType;

constexpr auto kSearchField = std::size_t{14};  // of RE

// A record of the receipt under way, in its text.
struct Kept {
  RecordType type;
  std::uint32_t number;
  std::uint64_t offset;
  std::size_t begin;
  std::size_t size;
};

}  // namespace

struct FileChecker::State {
  State(FileRules const& given, std::function<void(Finding const&)> found, ReceiptSeen seen)
      : rules(given),
        sink([this, found = std::move(found)](Finding const& finding) { note(finding, found); }),
        receipt_seen(std::move(seen)) {}

  void note(Finding const& finding, std::function<void(Finding const&)> const& found) {
    auto const band = rule_of(finding.check).band;
    if (!gravest || band < *gravest) gravest = band;
    found(finding);
  }

  void drain();
  void take(ScannedRecord const& record);
  void take_station(RecordView const& record);
  void keep(RecordView const& record, std::string_view record_text);
  void close_receipt();
  void check_receipt();
  void check_station_fields(RecordView const& record);
  void check_station_open(ReceiptView const& receipt);
  void check_search_number(ReceiptView const& receipt);
  bool is_history(RecordView const& record) const;
  void check_caller(RecordView const& record, ClaimCaller caller);
  bool given_up() const {
    return sink.count(Band::kReceipt) >= kMostFaults || sink.count(Band::kFile) >= kMostFaults;
  }
  void give_up(RecordView const& at);

  FileRules rules;
  FindingSink sink;
  ReceiptSeen receipt_seen;
  RecordScanner scanner;
  FileSummary summary;
  StationFacts station;
  std::optional<std::chrono::year_month> claim_month;
  bool any_standard = false;  // nobody knows which the station notified
  std::uint64_t last_offset = 0;
  std::uint32_t last_number = 0;
  bool station_seen = false;
  bool gave_up = false;
  bool end_seen = false;
  // The receipt under way.
  std::string text;
  std::vector<Kept> kept;
  std::vector<RecordView> records;
  std::optional<Band> gravest;
  bool in_receipt = false;
  bool overflowing = false;
  bool history_seen = false;
};

void FileChecker::State::drain() {
  while (auto const record = scanner.next()) take(*record);
}

void FileChecker::State::take(ScannedRecord const& scanned) {
  ++summary.records;
  last_offset = scanned.offset;
  last_number = scanned.number;
  auto const record =
      RecordView{.number = scanned.number, .offset = scanned.offset, .fields = RecordFields{scanned.text}};
  if (given_up()) give_up(record);
  if (gave_up) {
    if (record.fields.type() == kReceipt) ++summary.receipts;
    return;
  }
  if (summary.records == 1 && record.fields.type() != kStation) sink.of_file(Check::kStationRecord, record);
  if (!scanned.ended || scanned.too_long) {
    sink.of_file(Check::kRecordEnd, record);
    return;
  }
  auto const type = record.fields.type();
  if (!type && is_history(record)) {
    history_seen = true;  // passed through: the payers wrote it
    return;
  }
  if (!type) {
    sink.of_file(Check::kUnknownRecord, record);
    return;
  }
  auto known = record;
  known.type = *type;
  if (end_seen) sink.of_file(Check::kEndRecord, known);
  if (*type == kStation) take_station(known);
  if (*type == kReceipt || *type == kEnd) close_receipt();
  if (*type == kEnd) {
    end_seen = true;
    if (known.fields.size() != layout_of(kEnd).field_count()) sink.of_file(Check::kEndRecord, known);
  } else if (*type == kReceipt) {
    in_receipt = true;
    ++summary.receipts;
    keep(known, scanned.text);
  } else if (*type != kStation) {
    if (in_receipt) {
      if (history_seen) sink.add(Check::kRecordOrder, summary.receipts, known);
      keep(known, scanned.text);
    } else {
      sink.of_file(Check::kUnknownRecord, known);  // of no receipt
    }
  }
}

// A line of 履歴管理, which only a receipt with a 検索番号 has.
bool FileChecker::State::is_history(RecordView const& record) const {
  if (!in_receipt || record.fields[0] != "8" || kept.empty()) return false;
  auto const common = std::string_view{text}.substr(kept.front().begin, kept.front().size);
  return !RecordFields{common}[kSearchField].empty();
}

void FileChecker::State::take_station(RecordView const& record) {
  if (station_seen || summary.records != 1) sink.of_file(Check::kStationRecord, record);
  if (std::exchange(station_seen, true)) return;
  auto const& layout = layout_of(kStation);
  if (record.fields.size() != layout.field_count()) {
    sink.of_file(Check::kStationField, record);
    return;
  }
  auto sound = true;
  for (std::size_t field = 1; field <= layout.fields.size(); ++field) {
    auto const finding = check_field(record.fields, layout, field);
    if (!finding) continue;
    if (finding->fault == FieldFault::kReplaced) {
      sink.of_file(Check::kReplacedCharacter, record, field);
      continue;
    }
    sink.of_file(field == 7   ? Check::kPhone
                 : field == 6 ? Check::kClaimMonth
                              : Check::kStationField,
                 record, field);
    sound = false;
  }
  if (sound) check_station_fields(record);
}

void FileChecker::State::check_station_fields(RecordView const& record) {
  auto const& fields = record.fields;
  summary.payer = fields[1].front();
  if (fields[1] != "1" && fields[1] != "2") sink.of_file(Check::kPayer, record, 1);
  if (fields[3] != "6") sink.of_file(Check::kFeeTableNumber, record, 3);
  summary.station_code = std::string{fields[2]}.append(fields[3]).append(fields[4]);
  auto facts = std::optional<StationFacts>{};
  if (identity::check_institution_code(summary.station_code).acceptable()) {
    any_standard = !rules.station;
    facts = rules.station ? rules.station(summary.station_code) : StationFacts{};
  }
  if (!facts) sink.of_file(Check::kStationCode, record, 4);
  if (facts && !facts->name.empty() && facts->name != fields[5]) {
    sink.of_file(Check::kStationName, record, 5);
  }
  station = facts.value_or(StationFacts{});
  if (rules.caller) check_caller(record, *rules.caller);
  auto const month = month_in(fields[6]);
  if (!month) {
    sink.of_file(Check::kClaimMonth, record, 6);
  } else if (rules.claim_month && *month != *rules.claim_month) {
    sink.of_file(Check::kNotThisMonth, record, 6);
  }
  claim_month = rules.claim_month ? rules.claim_month : month;
}

void FileChecker::State::check_caller(RecordView const& record, ClaimCaller caller) {
  if (station.station && *station.station != caller.station) sink.of_file(Check::kOtherStation, record, 4);
  auto const payer = summary.payer == '1'   ? std::optional{Payer::kFund}
                     : summary.payer == '2' ? std::optional{Payer::kFederation}
                                            : std::nullopt;
  if (payer && *payer != caller.payer) sink.of_file(Check::kOtherAddressee, record, 1);
}

void FileChecker::State::keep(RecordView const& record, std::string_view record_text) {
  if (kept.size() == kMostRecords || text.size() > kMostText) {
    if (!std::exchange(overflowing, true)) sink.add(Check::kRecordTooOften, summary.receipts, record);
    return;
  }
  kept.push_back({record.type, record.number, record.offset, text.size(), record_text.size()});
  text.append(record_text);
}

void FileChecker::State::close_receipt() {
  if (!in_receipt) return;
  if (!gave_up && !given_up()) check_receipt();
  text.clear();
  kept.clear();
  in_receipt = overflowing = history_seen = false;
  gravest.reset();
}

void FileChecker::State::check_receipt() {
  records.clear();
  for (auto const& one : kept) {
    records.push_back({.type = one.type,
                       .number = one.number,
                       .offset = one.offset,
                       .fields = RecordFields{std::string_view{text}.substr(one.begin, one.size)}});
  }
  auto const receipt = ReceiptView{.number = summary.receipts, .records = records};
  auto const number = records.front().fields[1];
  if (number.size() > 6) {
    sink.of_file(Check::kReceiptNumber, records.front(), 1);
  } else if (number != std::to_string(summary.receipts)) {
    sink.of_file(Check::kReceiptOrder, records.front(), 1);
  }
  if (check_structure(receipt, {.claim_month = claim_month, .payer = summary.payer}, sink) && !overflowing) {
    check_content(receipt, sink);
    check_search_number(receipt);
    check_fees(receipt, rules.fees, any_standard ? std::nullopt : NotifiedStandards{station.standards}, sink);
    check_station_open(receipt);
  }
  if (given_up()) give_up(records.front());
  if (receipt_seen) receipt_seen(receipt, gravest);
}

void FileChecker::State::check_station_open(ReceiptView const& receipt) {
  constexpr auto kMonthField = std::size_t{3};
  auto const& common = receipt.records.front();
  auto const month = month_in(common.fields[kMonthField]);
  if ((station.opened && month < station.opened) || (station.closed && month > station.closed)) {
    sink.add(Check::kStationNotOpen, receipt.number, common, kMonthField);
  }
}

void FileChecker::State::check_search_number(ReceiptView const& receipt) {
  auto const number = receipt.records.front().fields[kSearchField];
  if (number.empty() || !rules.search_number || rules.search_number(number)) return;
  sink.add(Check::kSearchNumber, receipt.number, receipt.records.front(), kSearchField);
}

void FileChecker::State::give_up(RecordView const& at) {
  if (!std::exchange(gave_up, true)) sink.of_file(Check::kTooManyFaults, at);
}

FileChecker::FileChecker(FileRules const& rules, std::function<void(Finding const&)> found,
                         ReceiptSeen receipt)
    : state_(std::make_unique<State>(rules, std::move(found), std::move(receipt))) {}

FileChecker::~FileChecker() = default;

void FileChecker::feed(std::string_view bytes) {
  state_->scanner.feed(bytes);
  state_->drain();
}

FileSummary FileChecker::finish() {
  auto& state = *state_;
  state.scanner.finish();
  state.drain();
  state.close_receipt();
  auto const at_end = [&](Check check) {
    state.sink.add({.check = check, .record = state.last_number, .offset = state.last_offset});
  };
  if (state.summary.records == 0) at_end(Check::kStationRecord);
  if (state.gave_up) {
    state.summary.bytes = state.scanner.bytes();
    state.summary.refused = true;
    return state.summary;
  }
  if (!state.end_seen) at_end(Check::kEndRecord);
  if (!state.scanner.end_mark() || state.scanner.beyond_end_mark()) at_end(Check::kEndMark);
  if (state.summary.receipts == 0) at_end(Check::kNoReceipt);
  state.summary.bytes = state.scanner.bytes();
  state.summary.refused = state.sink.count(Band::kFile) > 0;
  return state.summary;
}

}  // namespace kazasu::claims
