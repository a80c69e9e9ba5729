#include "emulators/claims/fee_checks.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <vector>

#include "emulators/claims/record_values.h"
#include "emulators/identity/insured_registry.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month_day;
using enum RecordType;

constexpr auto kDateField = std::size_t{1};
constexpr auto kCodeField = std::size_t{3};
constexpr auto kQuantityField = std::size_t{4};
constexpr auto kAmountField = std::size_t{5};
constexpr auto kJobsField = std::size_t{6};
constexpr auto kVisitsField = std::size_t{7};
constexpr auto kInstructionField = std::size_t{8};

constexpr auto kDays = std::size_t{32};  // by their number in the month

// One KA record with what the master says of it.
struct Fee {
  RecordView const* record = nullptr;
  FeeItem const* item = nullptr;
  year_month_day day;
  std::int64_t amount = 0;
};

std::size_t day_number(Fee const& fee) {
  return static_cast<unsigned>(fee.day.day());
}

// Codes count on for the second and third visit of a day, and by fifty for a branch.
std::uint8_t job_of(std::int64_t code) {
  return static_cast<std::uint8_t>((code - 1) % 50 % 10 + 1);
}

// Items with a code of 31 to 39 want a pair of jobs; which ones is not public, so that any are taken (ours).
bool takes_job(FeeItem const& item, std::uint8_t job) {
  return std::ranges::any_of(item.jobs, [job](auto allowed) { return allowed == job || allowed > 30; });
}

// Of the week from Sunday to Saturday (ours: the master does not say where a week begins).
std::chrono::sys_days week_of(year_month_day day) {
  auto const date = std::chrono::sys_days{day};
  return date - std::chrono::days{std::chrono::weekday{date}.c_encoding()};
}

class FeeChecks {
 public:
  FeeChecks(ReceiptView const& receipt, FeeTable const& table, FindingSink& sink)
      : receipt_(receipt), table_(table), sink_(sink) {
    auto const& common = receipt.records.front();
    born_ = *day_in(common.fields[7]);
    month_ = common.fields[3];
    auto const* const patient = receipt.first(kPatient);
    begun_ = *day_in(patient->fields[1]);
    ended_ = day_in(patient->fields[10]);
    fees_.reserve(receipt.records.size());
    for (auto const& record : receipt.records) {
      if (record.type == kFee) take(record);
    }
  }

  void check_each(NotifiedStandards standards) {
    for (auto const& fee : fees_) {
      check_day(fee);
      check_instruction(fee);
      check_jobs(fee);
      check_visits(fee);
      if (!fee.record->fields[kQuantityField].empty()) report(Check::kFeeQuantity, fee, kQuantityField);
      if (fee.item->below_age && identity::age_on(born_, fee.day) >= *fee.item->below_age) {
        report(Check::kFeeAge, fee, kCodeField);
      }
      auto const notified = [&](auto standard) { return std::ranges::binary_search(*standards, standard); };
      if (standards && !fee.item->standards.empty() && std::ranges::none_of(fee.item->standards, notified)) {
        report(Check::kFacilityStandard, fee, kCodeField);
      }
    }
  }

  // A share is written with 0, and its amount is part of the base item ahead of it.
  void check_amounts() {
    for (std::size_t i = 0; i < fees_.size(); ++i) {
      auto expected = std::int64_t{fees_[i].item->yen()};
      for (auto next = i + 1; next < fees_.size() && fees_[next].day == fees_[i].day; ++next) {
        auto const& share = *fees_[next].item;
        if (!table_.is_addon(share.code)) break;
        if (share.kind == AmountKind::kPercent && table_.goes_with(*fees_[i].item, share.code)) {
          expected += std::int64_t{fees_[i].item->yen()} * share.amount / 100;
        }
      }
      if (fees_[i].amount != expected) report(Check::kFeeAmount, fees_[i], kAmountField);
    }
  }

  void check_addons() {
    for (auto const& fee : fees_) {
      if (fee.item->alone || !table_.is_addon(fee.item->code)) continue;
      auto const has_base = std::ranges::any_of(fees_, [&](Fee const& base) {
        return base.day == fee.day && !base.item->group.empty() &&
               table_.goes_with(*base.item, fee.item->code);
      });
      if (!has_base) report(Check::kAddonWithoutBase, fee, kCodeField);
    }
  }

  void check_exclusions() {
    auto in_claim = FeeSet{};
    auto in_day = std::array<FeeSet, kDays>{};
    for (auto const& fee : fees_) {
      in_claim.set(table_.place(*fee.item));
      in_day[day_number(fee)].set(table_.place(*fee.item));
    }
    // Of a pair of which either goes, the later item is found.
    auto earlier = FeeSet{};
    auto earlier_in_day = std::array<FeeSet, kDays>{};
    for (auto const& fee : fees_) {
      auto const day = day_number(fee);
      auto const& excluded = table_.excluded(*fee.item);
      auto const met = (excluded.either_in_claim & earlier) | (excluded.either_in_day & earlier_in_day[day]) |
                       (excluded.yields_in_claim & in_claim) | (excluded.yields_in_day & in_day[day]);
      if (met.any()) report(Check::kExcludedPair, fee, kCodeField);
      earlier.set(table_.place(*fee.item));
      earlier_in_day[day].set(table_.place(*fee.item));
    }
  }

  // Found at the first fee beyond the limit. What a patient had before this receipt is not known here.
  void check_limits() {
    for (std::size_t i = 0; i < fees_.size(); ++i) {
      for (auto const& limit : fees_[i].item->limits) {
        auto earlier = std::uint32_t{0};
        for (std::size_t before = 0; before < i; ++before) {
          if (fees_[before].item == fees_[i].item && within(limit.unit, fees_[before].day, fees_[i].day))
            ++earlier;
        }
        if (earlier == limit.times) {
          report(Check::kLimitExceeded, fees_[i], kCodeField);
          break;
        }
      }
    }
  }

 private:
  void take(RecordView const& record) {
    auto const* const item = table_.find(static_cast<FeeCode>(*number_in(record.fields[kCodeField])));
    if (item == nullptr) {
      sink_.add(Check::kFeeCode, receipt_.number, record, kCodeField);
      return;
    }
    fees_.push_back({.record = &record,
                     .item = item,
                     .day = *day_in(record.fields[kDateField]),
                     .amount = *number_in(record.fields[kAmountField])});
  }

  void check_day(Fee const& fee) {
    if (!fee.record->fields[kDateField].starts_with(month_)) {
      report(Check::kFeeDate, fee, kDateField);
    } else if (fee.day < begun_) {
      report(Check::kFeeBeforeStart, fee, kDateField);
    } else if (ended_ && fee.day > *ended_) {
      report(Check::kFeeAfterEnd, fee, kDateField);
    }
  }

  void check_instruction(Fee const& fee) {
    auto const kind = number_in(fee.record->fields[kInstructionField]).value_or(0);
    if (!fee.item->needs_instruction() || kind == 0) {
      if (fee.item->needs_instruction() != (kind != 0))
        report(Check::kFeeInstruction, fee, kInstructionField);
      return;
    }
    if (kind != fee.item->instruction && kind != fee.item->special_instruction) {
      report(Check::kFeeInstruction, fee, kInstructionField);
      return;
    }
    auto const covers = [&](RecordView const& record) {
      return record.type == kInstruction && number_in(record.fields[1]) == kind &&
             *day_in(record.fields[2]) <= fee.day && fee.day <= *day_in(record.fields[3]);
    };
    if (std::ranges::none_of(receipt_.records, covers))
      report(Check::kFeeInstructionPeriod, fee, kInstructionField);
  }

  void check_jobs(Fee const& fee) {
    auto const jobs = fee.record->fields[kJobsField];
    auto fits = jobs.empty() == fee.item->jobs.empty();
    for (std::size_t at = 0; at < jobs.size() && fits; at += 2) {
      fits = takes_job(*fee.item, job_of(*number_in(jobs.substr(at, 2))));
    }
    if (!fits) report(Check::kFeeJobs, fee, kJobsField);
  }

  void check_visits(Fee const& fee) {
    auto const visits = number_in(fee.record->fields[kVisitsField]).value_or(0);
    auto const wanted = fee.item->day_visits;
    auto const fits = wanted == 0 ? visits == 0 : wanted == 1 ? visits != 0 : visits == wanted;
    if (!fits) report(Check::kFeeDayVisits, fee, kVisitsField);
  }

  static bool within(LimitUnit unit, year_month_day earlier, year_month_day day) {
    if (unit == LimitUnit::kDay) return earlier == day;
    return unit != LimitUnit::kWeek || week_of(earlier) == week_of(day);
  }

  void report(Check check, Fee const& fee, std::size_t field) {
    sink_.add(check, receipt_.number, *fee.record, field);
  }

  ReceiptView const& receipt_;
  FeeTable const& table_;
  FindingSink& sink_;
  year_month_day born_;
  std::string_view month_;
  year_month_day begun_;
  std::optional<year_month_day> ended_;
  std::vector<Fee> fees_;
};

}  // namespace

void check_fees(ReceiptView const& receipt, FeeTable const& table, NotifiedStandards standards,
                FindingSink& sink) {
  auto checks = FeeChecks{receipt, table, sink};
  checks.check_each(standards);
  checks.check_amounts();
  checks.check_addons();
  checks.check_exclusions();
  checks.check_limits();
}

}  // namespace kazasu::claims
