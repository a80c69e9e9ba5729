// What an answer says about one qualification: ResultOfQualificationConfirmation and MedicalTicketInfo as
// typed values. Empty optional fields are left out of the XML.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulators/identity/insurance_history.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// OQSCD006 資格有効性.
enum class QualificationValidity : std::uint8_t {
  kValid = 1,
  kInvalid = 2,
  kInvalidNewQualification = 3,
  kNotFound = 4,
  kSeveral = 5,            // medical insurance only
  kValidUnregistered = 6,  // medical assistance only
};

// {ConsFlg, ConsTime, AvailableTime}: present in the answer only for what was asked (OQSCD016).
struct ConsentBlock {
  bool given = false;
  sim::Instant time;
  sim::Instant available_until;
};

struct QualificationResult {
  std::string insured_card_classification;  // OQSCD010
  std::string insurer_number;
  std::string insured_symbol;
  std::string insured_number;
  std::string insured_branch;
  std::string personal_family_classification;  // OQSCD009
  std::string insured_name;                    // 世帯主
  std::string name;
  std::string name_kana;
  identity::Sex sex = identity::Sex::kUnset;
  std::chrono::year_month_day birth_date;
  std::string address;
  std::string post_number;
  std::chrono::year_month_day qualification_date;
  std::optional<std::chrono::year_month_day> disqualification_date = {};
  std::optional<identity::CertificateDays> card_days = {};  // 交付, 有効開始, 有効終了
  std::string contribution_ratio;                           // 一部負担割合, three digits
  bool preschool = false;                                   // OQSCD015
  identity::LossReason loss_reason = identity::LossReason::kNone;
  std::string insurer_name;
  std::optional<identity::ElderlyRecipient> elderly_recipient = {};
  ConsentBlock limit_amount;
  std::optional<identity::LimitCertificate> limit = {};
  ConsentBlock specific_disease;
  std::vector<identity::SpecificDisease> diseases = {};
  ConsentBlock health_checkup;
  ConsentBlock medication;
  ConsentBlock diagnosis;
  ConsentBlock operations;
  std::string reference_number;  // 照会番号, the institution's own patient number
};

// 医療扶助の医療券. Codes: OQSCD018 to 026.
struct MedicalTicket {
  std::string type;  // 01 医療券
  std::chrono::year_month_day valid_from;
  std::chrono::year_month_day valid_until;
  std::string issue_number;
  std::string month;  // YYYYMM
  std::string institution_code;
  std::string institution_flag;  // 0 the institution that asks
  std::string institution_name;
  std::string prescription_institution_code;
  std::string prescription_institution_name;
  std::vector<std::string> injuries = {};  // at most three
  std::string treatment_type;              // 05 訪問看護
  std::string self_pay;                    // yen
  std::string district_contact;
  std::string handling_contact;
  std::string single_or_combined;
  std::string social_insurance;
  std::string consistency;
  std::string infection;
  std::string elderly_care;
  std::string prefectural_expenses;
  std::vector<std::string> remarks = {};  // at most three
  bool operator==(MedicalTicket const&) const = default;
};

}  // namespace kazasu::eligibility
