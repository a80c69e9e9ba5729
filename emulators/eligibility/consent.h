// What a patient can consent to, for which kind of care, and how a consent ends.
#pragma once

#include <cstdint>

namespace kazasu::eligibility {

enum class ConsentItem : std::uint8_t {
  kOperations,              // 手術情報
  kDiagnosisAndMedication,  // 診療情報および薬剤情報
  kHealthCheckup,           // 特定健診等情報, from age 40
  kLimitAmount,             // 限度額情報
  kSpecificDisease,         // 特定疾病療養受療証情報
};
inline constexpr int kConsentItems = 5;

class ConsentSet {
 public:
  constexpr bool has(ConsentItem item) const { return (bits_ >> static_cast<unsigned>(item) & 1U) != 0; }
  constexpr ConsentSet& give(ConsentItem item) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(item));
    return *this;
  }
  constexpr ConsentSet& withhold(ConsentItem item) {
    bits_ = static_cast<std::uint8_t>(bits_ & ~(1U << static_cast<unsigned>(item)));
    return *this;
  }
  static constexpr ConsentSet all() {
    auto set = ConsentSet{};
    set.bits_ = (1U << kConsentItems) - 1U;
    return set;
  }
  constexpr std::uint8_t bits() const { return bits_; }
  bool operator==(ConsentSet const&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

// What the patient consented for.
enum class Care : std::uint8_t {
  kContinuing,  // 訪問診療等 in a continuing relationship, home-visit nursing among it
  kHouseCall,   // 往診: card and consent every time
  kOnline,      // オンライン診療等: every time, to the day of the consultation
};
inline constexpr int kCares = 3;
// OQSCD028 診療区分 (MedicalTreatmentFlag).
constexpr int treatment_flag(Care care) {
  return care == Care::kOnline ? 3 : 2;
}

// OQSCD031 同意失効理由.
enum class ConsentEnd : std::uint8_t {
  kByTime = 0,  // as the form of care has it
  kByInstitution = 1,
  kByPatient = 2,
  kUseChanged = 3,
};

}  // namespace kazasu::eligibility
