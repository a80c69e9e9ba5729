#include "emulators/claims/value_checks.h"

#include <string_view>

#include "emulators/claims/code_tables.h"
#include "emulators/claims/record_values.h"

namespace kazasu::claims {

namespace {

using enum RecordType;

constexpr auto kNoCondition = std::string_view{"03"};  // 別表13: none of the listed diseases
constexpr auto kUncodedDisease = std::string_view{"0000999"};
constexpr auto kRecipientDigits = std::size_t{7};
constexpr auto kSearchDigits = std::size_t{17};           // of 検索番号, at least
constexpr auto kMostInsuredCharacters = std::size_t{19};  // 記号 and 番号 together

bool is_time(std::string_view value) {
  auto const number = value.size() == 4 ? number_in(value) : std::nullopt;
  return number && *number / 100 < 24 && *number % 100 < 60;
}

bool has_twice(std::string_view codes, std::size_t width) {
  for (std::size_t at = 0; at + width <= codes.size(); at += width) {
    for (auto later = at + width; later + width <= codes.size(); later += width) {
      if (codes.substr(at, width) == codes.substr(later, width)) return true;
    }
  }
  return false;
}

class Values {
 public:
  Values(ReceiptView const& receipt, FindingSink& sink) : receipt_(receipt), sink_(sink) {}

  void check_codes() {
    for (auto const& coded : coded_fields()) {
      each(coded.record, [&](RecordView const& record) {
        if (!has_only_codes(coded, record.fields[coded.field]))
          report(Check::kCodeTable, record, coded.field);
      });
    }
    each(kCondition, [&](RecordView const& record) {
      auto const codes = record.fields[2];
      auto const none_and_one = codes.size() > 2 && codes.find(kNoCondition) != std::string_view::npos;
      if (none_and_one || has_twice(codes, 2)) report(Check::kCodeTable, record, 2);
      if (has_twice(record.fields[3], 3)) report(Check::kCodeTable, record, 3);
    });
  }

  void check_dates() {
    for (auto const& date : date_fields()) {
      each(date.record, [&](RecordView const& record) {
        auto const value = record.fields[date.field];
        auto const birth = date.record == kReceipt;
        if (!value.empty() && !day_in(value))
          report(birth ? Check::kBirthDate : Check::kDate, record, date.field);
      });
    }
    each(kInstruction, [&](RecordView const& record) {
      auto const from = day_in(record.fields[2]);
      auto const to = day_in(record.fields[3]);
      if (from && to && *to < *from) report(Check::kDate, record, 3);
    });
    each(kInformationGiven, [&](RecordView const& record) {
      if (!record.fields[3].empty() && !month_in(record.fields[3])) report(Check::kDate, record, 3);
    });
    each(kPatient, [&](RecordView const& record) {
      for (auto const time : {std::size_t{11}, std::size_t{15}}) {
        if (!record.fields[time].empty() && !is_time(record.fields[time])) report(Check::kDate, record, time);
      }
    });
  }

  // Marks 1 and 2, on days that the month has; 9 is the payer's.
  void check_visit_days() {
    auto const month = month_in(receipt_.records.front().fields[3]);
    auto const last = month ? static_cast<unsigned>((*month / std::chrono::last).day()) : 31U;
    each(kVisitDays, [&](RecordView const& record) {
      for (std::size_t day = 1; day <= 31; ++day) {
        auto const mark = record.fields[day + 1];
        if (mark.empty()) continue;
        if (mark != "1" && mark != "2") report(Check::kCodeTable, record, day + 1);
        if (day > last) report(Check::kDate, record, day + 1);
      }
    });
  }

  void check_numbers() {
    for (auto const& number : plain_numbers()) {
      each(number.record, [&](RecordView const& record) {
        auto const value = record.fields[number.field];
        if (value.size() > 1 && value.front() == '0') report(Check::kLeadingZero, record, number.field);
      });
    }
    each(kPublicExpense, [&](RecordView const& record) {
      auto const recipient = record.fields[2];
      if (!recipient.empty() && recipient.size() < kRecipientDigits) report(Check::kFixedLength, record, 2);
    });
    auto const& common = receipt_.records.front();
    auto const search = common.fields[14];
    if (!search.empty() && search.size() < kSearchDigits) report(Check::kFixedLength, common, 14);
  }

  void check_insured() {
    each(kInsurer, [&](RecordView const& record) {
      auto const symbol = examine_text(record.fields[2]);
      auto const number = examine_text(record.fields[3]);
      if ((symbol.latin && number.kanji) || (symbol.kanji && number.latin)) {
        report(Check::kMixedModes, record, 3);
      } else if (symbol.characters + number.characters > kMostInsuredCharacters) {
        report(Check::kTooLong, record, 3);
      }
    });
  }

  void check_first_claim() {
    if (!receipt_.records.front().fields[14].empty()) return;  // 検索番号: claimed again
    each(kQualification, [&](RecordView const& record) {
      for (auto const field : {std::size_t{3}, std::size_t{4}, std::size_t{5}, std::size_t{7}}) {
        if (!record.fields[field].empty()) report(Check::kFirstClaim, record, field);
      }
    });
  }

  void check_diseases() {
    each(kDisease, [&](RecordView const& record) {
      if ((record.fields[1] == kUncodedDisease) == record.fields[3].empty()) {
        report(Check::kDiseaseName, record, 3);
      }
    });
  }

  bool clean() const { return clean_; }

 private:
  template <class Visit>
  void each(RecordType type, Visit const& visit) {
    for (auto const& record : receipt_.records) {
      if (record.type == type) visit(record);
    }
  }
  void report(Check check, RecordView const& record, std::size_t field) {
    clean_ = false;
    sink_.add(check, receipt_.number, record, field);
  }

  ReceiptView const& receipt_;
  FindingSink& sink_;
  bool clean_ = true;
};

}  // namespace

bool check_values(ReceiptView const& receipt, FindingSink& sink) {
  auto values = Values{receipt, sink};
  values.check_codes();
  values.check_dates();
  values.check_visit_days();
  values.check_numbers();
  values.check_insured();
  values.check_first_claim();
  values.check_diseases();
  return values.clean();
}

}  // namespace kazasu::claims
