// How one person was and is insured: periods, certificates that go with them, and medical assistance.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/identity/population.h"

namespace kazasu::identity {

// OQSCD008 喪失事由; the numbers are the published codes.
enum class LossReason : std::uint8_t {
  kNone = 0,
  kDeath = 1,
  kAssistance = 2,    // 生活保護受給開始
  kOtherInsurer = 3,  // 医療保険等の資格取得
  kOther = 99,
};

// One qualification with one insurer. `lost` is the first day without it (資格喪失日).
struct InsurancePeriod {
  std::string insurer_number;  // eight characters
  std::string symbol;
  std::string number;
  std::string branch;
  std::chrono::year_month_day qualified;
  std::optional<std::chrono::year_month_day> lost = {};
  LossReason reason = LossReason::kNone;

  bool holds_on(std::chrono::year_month_day day) const { return qualified <= day && (!lost || day < *lost); }
};

// Days printed on a certificate; both ends belong to it.
struct CertificateDays {
  std::chrono::year_month_day issued;
  std::chrono::year_month_day from;
  std::chrono::year_month_day until;

  bool holds_on(std::chrono::year_month_day day) const { return from <= day && day <= until; }
};

struct LimitCertificate {
  std::string classification;  // OQSCD011
  std::string flag;            // OQSCD012
  CertificateDays days;
  std::optional<std::chrono::year_month_day> long_term = {};  // 長期入院該当年月日
};

// Of OQSCD011 what goes with an income class of OQSCD012: 02 (also 標準負担額減額) for low incomes, else 01.
std::string limit_classification(std::string_view flag);

struct SpecificDisease {
  std::string category;  // OQSCD013
  CertificateDays days;
  std::uint32_t self_pay_yen = 0;  // most a patient pays in a month
};

// 高齢受給者証, from the month after the 70th birthday to the 75th.
struct ElderlyRecipient {
  std::string ratio;  // three digits, per thousand: "020" is 20 %
  CertificateDays days;
};

// 医療扶助 (生活保護). The tickets of its months are made from this, none when `tickets` is false.
struct MedicalAssistance {
  std::string payer_number;      // 公費負担者番号, law 12
  std::string recipient_number;  // 受給者番号, seven digits
  std::chrono::year_month_day from;
  bool tickets = true;  // 医療券 of this station's months are registered
};

// Periods in order of their first day. They may overlap: then several qualifications are found (複数該当).
struct InsuranceHistory {
  std::vector<InsurancePeriod> periods;
  std::string householder;         // 世帯主; empty: the insured person
  std::string contribution_ratio;  // 一部負担割合 of the latter-stage elderly, three digits; else empty
  std::optional<ElderlyRecipient> elderly_recipient = {};
  std::optional<LimitCertificate> limit = {};
  std::vector<SpecificDisease> diseases = {};
  std::optional<MedicalAssistance> assistance = {};
};

// The one qualification that the person's own items name. The first day is ours: the 75th birthday for the
// latter-stage elderly, else 2020-04-01 or the birth when that is later.
InsurancePeriod own_period(Person const& person);

// Whole years on a day, counted by birthdays; a birthday on 29 February falls on 1 March in common years.
int age_on(std::chrono::year_month_day birth_date, std::chrono::year_month_day day);

// A family member's branch number (OQSCD009): branches 00 and 01 are the insured person's (ours).
bool is_family_branch(std::string_view branch);

// The `years`-th birthday; of 29 February the last day of the month where there is none.
std::chrono::year_month_day birthday(std::chrono::year_month_day birth_date, int years);

}  // namespace kazasu::identity
