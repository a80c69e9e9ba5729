#include "emulators/claims/receipt_content.h"

#include <array>
#include <bit>
#include <chrono>
#include <string_view>

#include "emulators/claims/code_tables.h"
#include "emulators/claims/record_values.h"
#include "emulators/identity/identifiers.h"
#include "emulators/identity/insured_registry.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month_day;
using enum RecordType;

constexpr auto kYoungestInsured = 15;
constexpr auto kElderly = 70;
constexpr auto kLatterStageWithDisability = 65;
constexpr auto kTooManyTimes = 10;

// Until 31 March after the sixth birthday; one born on 1 April is counted with the year before.
bool is_preschool(year_month_day born, year_month_day day) {
  using namespace std::chrono;
  auto const sixth = identity::birthday(born, 6);
  auto const first_april = year_month_day{sixth.year() / April / 1};
  return day < (sixth <= first_april ? first_april : first_april + years{1});
}

// Full-width katakana of JIS X 0208, and the mark of a long vowel.
bool is_katakana(std::string_view kanji) {
  for (std::size_t at = 0; at + 1 < kanji.size(); at += 2) {
    auto const lead = static_cast<unsigned char>(kanji[at]);
    auto const trail = static_cast<unsigned char>(kanji[at + 1]);
    auto const kana = lead == 0x83 && trail >= 0x40 && trail <= 0x96;
    auto const long_vowel = lead == 0x81 && trail == 0x5B;
    if (!kana && !long_vowel) return false;
  }
  return true;
}

class Content {
 public:
  Content(ReceiptView const& receipt, FindingSink& sink)
      : receipt_(receipt), sink_(sink), common_(receipt.records.front()) {}

  void check_person() {
    auto const kind = receipt_kind(common_.fields[2]);
    auto const born = *day_in(common_.fields[7]);
    auto const month = *month_in(common_.fields[3]);
    auto const first = year_month_day{month / 1};
    auto const last = year_month_day{month / std::chrono::last};
    auto const age = identity::age_on(born, last);
    if (kind.person == '4' && !is_preschool(born, first)) report(Check::kPreschoolAge, common_, 7);
    if (kind.insurer && kind.person == '2' && age < kYoungestInsured) report(Check::kInsuredAge, common_, 7);
    auto const elderly = kind.person == '8' || kind.person == '0';
    auto const least = kind.latter_stage ? kLatterStageWithDisability : kElderly;
    if (elderly && age < least) report(Check::kElderlyAge, common_, 7);
    if (!is_katakana(common_.fields[5])) report(Check::kKanaName, common_, 5);
  }

  void check_insurer() {
    auto const* const insurer = receipt_.first(kInsurer);
    if (insurer == nullptr) return;
    auto const number = insurer->fields[1];
    if (!identity::check_insurer_number(number).acceptable()) report(Check::kInsurerNumberWrong, *insurer, 1);
    auto const national = number.starts_with("  ");
    if (!national && !common_.fields[10].empty()) report(Check::kShareOutsideNational, common_, 10);
    if (times_too_high(insurer->fields[8], insurer->fields[5])) report(Check::kCopaymentTooHigh, *insurer, 8);
  }

  void check_public_payers() {
    for (auto const& record : receipt_.records) {
      if (record.type != kPublicExpense) continue;
      if (!has_check_digit(record.fields[1])) report(Check::kPublicNumberWrong, record, 1);
      auto const recipient = record.fields[2];
      if (!recipient.empty() && !has_check_digit(recipient)) report(Check::kPublicNumberWrong, record, 2);
      if (times_too_high(record.fields[6], record.fields[5]))
        report(Check::kPublicCopaymentTooHigh, record, 6);
    }
  }

  // Totals and days of each payer against the fees.
  void check_sums() {
    constexpr auto kPayers = std::size_t{5};
    auto sums = std::array<std::int64_t, kPayers>{};
    auto days = std::array<std::uint32_t, kPayers>{};  // bit n: the n-th day of the month
    for (auto const& record : receipt_.records) {
      if (record.type != kFee) continue;
      auto const covered = covered_payers(record.fields[2]);
      auto const day = *number_in(record.fields[1].substr(6));
      for (std::size_t payer = 0; payer < kPayers; ++payer) {
        if ((covered >> payer & 1U) == 0) continue;
        sums[payer] += *number_in(record.fields[5]);
        days[payer] |= 1U << day;
      }
    }
    auto payer = std::size_t{0};
    for (auto const& record : receipt_.records) {
      if (record.type != kInsurer && record.type != kPublicExpense) continue;
      auto const insurer = record.type == kInsurer;
      payer = insurer ? 0 : payer + 1;
      auto const total = insurer ? Check::kInsurerTotal : Check::kPublicTotal;
      if (*number_in(record.fields[5]) != sums[payer]) report(total, record, 5);
      if (*number_in(record.fields[4]) > std::popcount(days[payer])) report(Check::kActualDays, record, 4);
    }
  }

 private:
  // The last of the digits, over those before it.
  static bool has_check_digit(std::string_view number) {
    if (number.find_first_not_of("0123456789") != std::string_view::npos) return false;
    return identity::check_digit(number.substr(0, number.size() - 1)) == number.back() - '0';
  }
  static bool times_too_high(std::string_view part, std::string_view total) {
    auto const amount = number_in(part).value_or(0);
    return amount > 0 && amount >= kTooManyTimes * number_in(total).value_or(0);
  }
  void report(Check check, RecordView const& record, std::size_t field) {
    sink_.add(check, receipt_.number, record, field);
  }

  ReceiptView const& receipt_;
  FindingSink& sink_;
  RecordView const& common_;
};

}  // namespace

void check_content(ReceiptView const& receipt, FindingSink& sink) {
  auto content = Content{receipt, sink};
  content.check_person();
  content.check_insurer();
  content.check_public_payers();
  content.check_sums();
}

}  // namespace kazasu::claims
