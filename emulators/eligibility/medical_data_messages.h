// Asking for medical data (YZK, TKK) and what comes back. The names of the items differ from those of an
// eligibility inquiry, and no birth date is asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulators/eligibility/medical_data.h"
#include "emulators/eligibility/messages.h"

namespace kazasu::eligibility {

// OQSCD029.
enum class MedicalDataKind : std::uint8_t {
  kMedication,  // YZK 薬剤情報, with 診療情報 where asked for
  kCheckup,     // TKK 特定健診等情報
};

struct MedicalDataRequest {
  std::string institution_code;
  std::string file_identifier;
  std::string insurer_number;
  std::string symbol = {};
  std::string number;
  std::string branch = {};
  MedicalDataKind kind = MedicalDataKind::kMedication;
  bool with_treatments = false;   // FileCategory 3 and 4
  bool as_pdf = false;            // FileCategory 1 and 3; of check-ups 1
  Care care = Care::kContinuing;  // by MedicalTreatmentFlag: 2 also finds 往診
  // Of medication: months, both included; nothing: as far back as there is.
  std::optional<std::chrono::year_month> first = {};
  std::optional<std::chrono::year_month> last = {};

  identity::InsuredIdentity items() const { return {insurer_number, symbol, number, branch}; }
};

struct MedicalDataAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  MedicalDataKind kind = MedicalDataKind::kMedication;
  bool with_treatments = false;
  std::string name;
  std::string name_kana;
  identity::Sex sex = identity::Sex::kUnset;
  std::chrono::year_month_day birth_date;
  // What the person was asked about with; of an accepted request.
  std::string insurer_number = {};
  std::string symbol = {};
  std::string number = {};
  std::string branch = {};
  std::vector<ClaimMonth> claims = {};
  ElectronicPrescriptions electronic = {};
  std::vector<Checkup> checkups = {};
};

}  // namespace kazasu::eligibility
