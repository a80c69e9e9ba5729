// One patient's month of home-visit nursing: days, what was done, who paid. A function of (seed, station,
// patient, month), so that visits and claims can follow from the same.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "emulators/identity/population.h"
#include "sim/distribution.h"

namespace kazasu::claims {

enum class CareKind : std::uint8_t {
  kGeneral,      // 訪問看護基本療養費
  kPsychiatric,  // 精神科訪問看護基本療養費
};

// Beside the insurer.
enum class PublicHelp : std::uint8_t {
  kNone,
  kMentalHealth,                // 自立支援(精神通院), law 21
  kIntractable,                 // 難病, law 54
  kPublicAssistance,            // 生活保護, law 12, which pays alone
  kMentalHealthAndAssistance,   // laws 21 and 12, without an insurer
  kMentalHealthAndIntractable,  // laws 21 and 54, beside the insurer
};

enum class NurseJob : std::uint8_t { kNurse = 3, kTherapist = 4, kAssistantNurse = 7 };

struct CareDay {
  std::chrono::day day{};
  std::uint8_t visits = 1;  // on that day, 1 to 3
  NurseJob job = NurseJob::kNurse;
  bool emergency = false;
  bool night = false;
};

struct CareMonth {
  CareKind kind = CareKind::kGeneral;
  PublicHelp help = PublicHelp::kNone;
  bool listed_disease = false;                // 別表7: more than three days a week, several visits a day
  bool special_care = false;                  // 特別管理加算
  bool severe_care = false;                   // the higher of the two
  bool special_area = false;                  // 特別地域訪問看護加算, half of each visit's fee more
  std::chrono::year_month_day first_visit{};  // ever
  std::vector<CareDay> days;                  // ascending, each once
};

// Of a population that holds kMostPatients people for each station; another station has other patients.
// Fitted to 7.9 days and about 93,000 yen a receipt, 29 receipts a station, and the diseases of the published
// survey. The patterns themselves are ours.
class CarePlanner {
 public:
  static constexpr auto kMostPatients = std::uint32_t{192};  // of a station

  explicit CarePlanner(std::uint64_t seed);

  // How many patients a station has in medical insurance: most stations fewer than the average.
  std::uint32_t patients(identity::StationIndex station) const;
  // The person who is a station's patient number `ordinal`.
  static constexpr identity::PersonIndex patient(identity::StationIndex station, std::uint32_t ordinal) {
    return std::uint64_t{station} * kMostPatients + ordinal;
  }
  CareMonth month(identity::StationIndex station, identity::PersonIndex person,
                  std::chrono::year_month month) const;

 private:
  std::uint64_t seed_;
  sim::Distribution patients_;  // in milliseconds: the distributions of a run are of durations
};

}  // namespace kazasu::claims
