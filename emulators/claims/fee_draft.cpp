#include "emulators/claims/fee_draft.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "emulators/claims/receipt_draft.h"
#include "emulators/identity/insured_registry.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month;
using std::chrono::year_month_day;

// Codes of the master, by what they are for.
struct BaseCodes {
  FeeCode nurse, nurse_from_fourth;
  FeeCode assistant, assistant_from_fourth;
  FeeCode therapist, therapist_from_fourth;
};
constexpr auto kGeneral = BaseCodes{.nurse = 510000110,
                                    .nurse_from_fourth = 510000210,
                                    .assistant = 510000310,
                                    .assistant_from_fourth = 510000410,
                                    .therapist = 510000610,
                                    .therapist_from_fourth = 510004110};
constexpr auto kPsychiatric = BaseCodes{.nurse = 530000110,
                                        .nurse_from_fourth = 530000310,
                                        .assistant = 530000510,
                                        .assistant_from_fourth = 530000710,
                                        .therapist = 530005110,
                                        .therapist_from_fourth = 530005310};
constexpr auto kTwoVisits = FeeCode{510001970};
constexpr auto kThreeVisits = FeeCode{510002170};
constexpr auto kSpecialArea = FeeCode{510002370};
constexpr auto kPsychiatricSpecialArea = FeeCode{530002670};
constexpr auto kInfant = FeeCode{510002670};
constexpr auto kEmergency = FeeCode{510002470};
constexpr auto kPsychiatricEmergency = FeeCode{530002770};
constexpr auto kNight = FeeCode{510003970};
constexpr auto kPsychiatricNight = FeeCode{530004370};
constexpr auto kFirstDay = FeeCode{550000410};
constexpr auto kLaterDay = FeeCode{550000510};
constexpr auto kAroundTheClock = FeeCode{550000670};
constexpr auto kSpecialCare = FeeCode{550000770};
constexpr auto kSevereCare = FeeCode{550000870};
constexpr auto kDigital = FeeCode{550002270};
constexpr auto kBaseUp = FeeCode{590000110};

constexpr auto kThreeDays = 3U;  // a week at the lower fee

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

class Fees {
 public:
  Fees(FeeTable const& table, CareMonth const& care, year_month month, year_month_day born)
      : table_(table), care_(care), month_(month), born_(born) {}

  std::vector<FeeDraft> take() {
    for (auto const& day : care_.days) {
      add_visit(day);
      add_management(day);
    }
    return std::move(fees_);
  }

 private:
  FeeDraft& add(CareDay const& day, FeeCode code) {
    auto const* const item = table_.find(code);
    if (item == nullptr) throw std::logic_error("the fee table lacks " + std::to_string(code));
    fees_.push_back({.day = day.day, .code = code, .yen = item->yen()});
    return fees_.back();
  }

  bool first_of_month(CareDay const& day) const { return day.day == care_.days.front().day; }

  // Days of the same week (Sunday to Saturday) before this one.
  unsigned earlier_in_week(CareDay const& day) const {
    using namespace std::chrono;
    auto const date = sys_days{month_ / day.day};
    auto const sunday = date - days{weekday{date}.c_encoding()};
    return static_cast<unsigned>(std::ranges::count_if(care_.days, [&](CareDay const& other) {
      auto const at = sys_days{month_ / other.day};
      return at >= sunday && at < date;
    }));
  }

  FeeCode base_of(CareDay const& day) const {
    auto const& codes = care_.kind == CareKind::kGeneral ? kGeneral : kPsychiatric;
    auto const from_fourth = earlier_in_week(day) >= kThreeDays;
    switch (day.job) {
      case NurseJob::kTherapist:
        return from_fourth ? codes.therapist_from_fourth : codes.therapist;
      case NurseJob::kAssistantNurse:
        return from_fourth ? codes.assistant_from_fourth : codes.assistant;
      case NurseJob::kNurse:
        break;
    }
    return from_fourth ? codes.nurse_from_fourth : codes.nurse;
  }

  // The second and third visit of a day count on by ten.
  static std::string jobs_of(CareDay const& day) {
    auto jobs = std::string{};
    for (auto visit = 0; visit < day.visits; ++visit) {
      jobs.append(two_digits(static_cast<int>(day.job) + 10 * visit));
    }
    return jobs;
  }

  void add_visit(CareDay const& day) {
    auto const general = care_.kind == CareKind::kGeneral;
    auto const times = two_digits(day.visits);
    auto& base = add(day, base_of(day));
    base.jobs = jobs_of(day);
    base.day_visits = times;
    base.instruction = general ? "01" : "03";
    if (care_.special_area) {
      auto const area = general ? kSpecialArea : kPsychiatricSpecialArea;
      base.yen += base.yen * table_.find(area)->amount / 100;
      add(day, area);
    }
    if (day.visits > 1) {
      auto& several = add(day, day.visits == 2 ? kTwoVisits : kThreeVisits);
      several.jobs = jobs_of(day);
      several.day_visits = times;
    }
    if (day.emergency) add(day, general ? kEmergency : kPsychiatricEmergency);
    auto const* const infant = table_.find(kInfant);
    if (general && identity::age_on(born_, month_ / day.day) < *infant->below_age) add(day, kInfant);
    if (day.night && !day.emergency) add(day, general ? kNight : kPsychiatricNight);
  }

  void add_management(CareDay const& day) {
    if (!first_of_month(day)) {
      add(day, kLaterDay);
      return;
    }
    add(day, kFirstDay);
    add(day, kAroundTheClock);
    if (care_.special_care) add(day, care_.severe_care ? kSevereCare : kSpecialCare);
    add(day, kDigital);
    add(day, kBaseUp);
  }

  FeeTable const& table_;
  CareMonth const& care_;
  year_month month_;
  year_month_day born_;
  std::vector<FeeDraft> fees_;
};

}  // namespace

std::vector<FeeDraft> draft_fees(FeeTable const& table, CareMonth const& care, year_month month,
                                 year_month_day born) {
  return Fees{table, care, month, born}.take();
}

// 精神科訪問看護, 24時間対応体制, 特別管理, 医療DX, 管理療養費１, ベースアップ評価料１.
std::vector<std::uint16_t> drafted_standards() {
  return {1604, 1605, 1606, 1616, 1617, 1619};
}

}  // namespace kazasu::claims
