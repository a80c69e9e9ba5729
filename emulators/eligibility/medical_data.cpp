#include "emulators/eligibility/medical_data.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "emulators/identity/identifiers.h"
#include "emulators/identity/insurance_history.h"
#include "sim/random.h"

namespace kazasu::eligibility {

namespace {

using std::chrono::year_month;
using std::chrono::year_month_day;

struct Drug {
  std::string_view code, name, ingredient, quantity, unit, usage;
};
// Codes of nine digits that begin with 99 and are no one's.
constexpr auto kDrugs = std::array<Drug, 8>{{
    {"990000001", "試験降圧錠５ｍｇ", "試験降圧成分", "1", "錠", "１日１回朝食後服用"},
    {"990000002", "試験鎮痛錠６０ｍｇ", "試験鎮痛成分", "3", "錠", "１日３回毎食後服用"},
    {"990000003", "試験胃薬カプセル１５ｍｇ", "試験胃薬成分", "1", "カプセル", "１日１回就寝前服用"},
    {"990000004", "試験緩下錠３３０ｍｇ", "試験緩下成分", "2", "錠", "１日２回朝夕食後服用"},
    {"990000005", "試験利尿錠２０ｍｇ", "試験利尿成分", "1", "錠", "１日１回朝食後服用"},
    {"990000006", "試験安定錠０．５ｍｇ", "試験安定成分", "1", "錠", "１日１回就寝前服用"},
    {"990000007", "試験貼付剤７０ｍｇ", "試験貼付成分", "7", "枚", "１日１回貼付"},
    {"990000008", "試験点眼液０．１％", "試験点眼成分", "5", "ｍＬ", "１日４回点眼"},
}};
struct Treatment {
  std::string_view code, name, category;
};
constexpr auto kTreatments = std::array<Treatment, 5>{{
    {"991000001", "試験在宅患者訪問診療料", "14"},
    {"991000002", "試験在宅酸素療法指導管理料", "14"},
    {"991000003", "試験創傷処置", "40"},
    {"991000004", "試験末梢血液検査", "60"},
    {"991000005", "試験人工腎臓", "40"},
}};

constexpr auto kClinics =
    std::array<std::string_view, 3>{"試験在宅クリニックＡ", "試験在宅クリニックＢ", "試験在宅クリニックＣ"};
constexpr auto kPharmacies = std::array<std::string_view, 2>{"試験薬局いろは", "試験薬局にほへ"};
constexpr auto kNeverIssued = 1900;          // serials with 90 in the middle
constexpr auto kNeverIssuedPharmacy = 4900;  // likewise
constexpr auto kPharmacyPpm = 500'000U;      // of months, whose drugs come from a pharmacy
constexpr auto kInstructedPpm = 200'000U;    // of drugs
constexpr auto kElectronicPpm = 400'000U;    // of people
constexpr auto kFilledPpm = 900'000U;        // of electronic prescriptions

// Every second patient takes medicine every month, the others in a third of the months.
constexpr auto kAlwaysPpm = 500'000U;
constexpr auto kSometimesPpm = 330'000U;

template <class Table>
auto const& pick(sim::RandomStream& random, Table const& table) {
  return table[random.below(table.size())];
}

year_month_day day_in(sim::RandomStream& random, year_month month) {
  return month / std::chrono::day{1 + static_cast<unsigned>(random.below(28))};
}

DrugLine draw_drug(sim::RandomStream& random) {
  auto const& drug = pick(random, kDrugs);
  auto const days = 7 * (1 + random.below(4));
  return {.code = std::string{drug.code},
          .name = std::string{drug.name},
          .ingredient = std::string{drug.ingredient},
          .quantity = std::string{drug.quantity},
          .unit = std::string{drug.unit},
          .times = std::to_string(days),
          .usage = std::string{drug.usage},
          .instruction = random.chance(kInstructedPpm) ? "粉砕" : "",
          .category = "21"};
}

TreatmentLine draw_treatment(sim::RandomStream& random) {
  auto const& treatment = pick(random, kTreatments);
  return {.name = std::string{treatment.name},
          .code = std::string{treatment.code},
          .category = std::string{treatment.category},
          .quantity = "1",
          .times = std::to_string(1 + random.below(4)),
          .unit = "回"};
}

// The last day that every month has.
year_month_day days_later(year_month_day day, std::uint64_t days) {
  auto const later = static_cast<unsigned>(day.day()) + static_cast<unsigned>(days);
  return day.year() / day.month() / std::chrono::day{std::min(28U, later)};
}

// A pharmacy's month with the drugs of a clinic's.
ClaimMonth filled_by_pharmacy(sim::RandomStream& random, ClaimMonth const& prescribed) {
  auto const pharmacy = static_cast<int>(random.below(kPharmacies.size()));
  auto claim = ClaimMonth{
      .institution_code = identity::compose_institution_code(
          {.prefecture = 13, .table = 4, .district = 99, .serial = kNeverIssuedPharmacy + pharmacy}),
      .institution_name = std::string{kPharmacies[static_cast<std::size_t>(pharmacy)]},
      .month = prescribed.month,
      .in_or_out = "調剤",
      .days = {},
      .dispensed_by = "2",
      .prescribed_by = "1",
      .prescriber_code = prescribed.institution_code,
      .prescriber_name = prescribed.institution_name};
  for (auto const& day : prescribed.days) {
    claim.days.push_back({.dispensed = days_later(day.prescribed, random.below(3)),
                          .prescribed = day.prescribed,
                          .drugs = day.drugs,
                          .treatments = {}});
  }
  return claim;
}

ClaimMonth draw_clinic(sim::RandomStream& random, year_month month) {
  auto const clinic = static_cast<int>(random.below(kClinics.size()));
  auto claim =
      ClaimMonth{.institution_code = identity::compose_institution_code(
                     {.prefecture = 13, .table = 1, .district = 99, .serial = kNeverIssued + clinic}),
                 .institution_name = std::string{kClinics[static_cast<std::size_t>(clinic)]},
                 .month = month,
                 .in_or_out = "入院外",
                 .days = {},
                 .dispensed_by = "1",
                 .prescribed_by = "1"};
  auto const visits = 1 + random.below(2);
  for (std::uint64_t visit = 0; visit < visits; ++visit) {
    auto day = CareDay{};
    day.prescribed = day.dispensed = day_in(random, month);
    auto const drugs = 1 + random.below(4);
    for (std::uint64_t i = 0; i < drugs; ++i) day.drugs.push_back(draw_drug(random));
    day.treatments.push_back(draw_treatment(random));
    claim.days.push_back(std::move(day));
  }
  std::ranges::sort(claim.days, {}, &CareDay::dispensed);
  return claim;
}

// A clinic's claim and, where a pharmacy gave the drugs out, that one's.
struct DrawnMonth {
  ClaimMonth clinic;  // with all drugs
  std::vector<ClaimMonth> claims;
};
DrawnMonth draw_month(sim::RandomStream& random, year_month month) {
  auto drawn = DrawnMonth{.clinic = draw_clinic(random, month), .claims = {}};
  drawn.claims.push_back(drawn.clinic);
  if (!random.chance(kPharmacyPpm)) return drawn;
  for (auto& day : drawn.claims.front().days) day.drugs.clear();
  drawn.claims.push_back(filled_by_pharmacy(random, drawn.clinic));
  return drawn;
}

struct Measure {
  std::string_view code, name, unit;
  std::uint32_t lowest, highest;  // in tenths
};
constexpr auto kMeasures = std::array<Measure, 8>{{
    {"990100001", "試験身長", "cm", 1400, 1800},
    {"990100002", "試験体重", "kg", 380, 900},
    {"990100003", "試験腹囲", "cm", 650, 1050},
    {"990100004", "試験収縮期血圧", "mmHg", 1000, 1700},
    {"990100005", "試験拡張期血圧", "mmHg", 600, 1000},
    {"990100006", "試験中性脂肪", "mg/dL", 400, 3000},
    {"990100007", "試験ＨｂＡ１ｃ", "%", 48, 90},
    {"990100008", "試験ＡＬＴ", "U/L", 80, 900},
}};

Checkup draw_checkup(sim::RandomStream& random, year_month_day day) {
  auto checkup = Checkup{.day = day, .items = {}};
  for (auto const& measure : kMeasures) {
    auto const tenths = measure.lowest + random.below(measure.highest - measure.lowest);
    checkup.items.push_back({.code = std::string{measure.code},
                             .name = std::string{measure.name},
                             .data_type = "PQ",
                             .value = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10),
                             .value_name = {},
                             .unit = std::string{measure.unit},
                             .oid = {}});
  }
  auto const smokes = random.chance(160'000);
  checkup.items.push_back({.code = "990100009",
                           .name = "試験喫煙",
                           .data_type = "CO",
                           .value = smokes ? "1" : "2",
                           .value_name = smokes ? "はい" : "いいえ",
                           .unit = {},
                           .oid = "2.999.1"});
  return checkup;
}

std::uint64_t months_since_zero(year_month month) {
  return static_cast<std::uint64_t>(static_cast<int>(month.year())) * 12U +
         static_cast<unsigned>(month.month());
}

// What happened to a person in a month, if anything. A stream of its own for each month: what is asked for
// does not change what there is.
std::optional<DrawnMonth> month_of(std::uint64_t seed, identity::PersonIndex person, year_month month) {
  auto habit = sim::RandomStream{seed, "medical habit", person};
  auto const share = habit.chance(kAlwaysPpm) ? 1'000'000U : kSometimesPpm;
  auto random = sim::RandomStream{seed ^ months_since_zero(month), "medical month", person};
  if (!random.chance(share)) return std::nullopt;
  return draw_month(random, month);
}

void drop_days_after(ClaimMonth& claim, year_month_day today) {
  std::erase_if(claim.days, [&](CareDay const& day) { return day.dispensed > today; });
}

}  // namespace

std::vector<ClaimMonth> claims_of(std::uint64_t seed, identity::PersonIndex person, year_month first,
                                  year_month last) {
  auto claims = std::vector<ClaimMonth>{};
  for (auto month = first; month <= last; month += std::chrono::months{1}) {
    auto drawn = month_of(seed, person, month);
    if (!drawn) continue;
    for (auto& claim : drawn->claims) claims.push_back(std::move(claim));
  }
  return claims;
}

ElectronicPrescriptions prescriptions_of(std::uint64_t seed, identity::PersonIndex person, year_month first,
                                         year_month_day today) {
  auto found = ElectronicPrescriptions{};
  auto habit = sim::RandomStream{seed, "electronic prescription", person};
  if (!habit.chance(kElectronicPpm)) return found;
  for (auto month = first; month <= today.year() / today.month(); month += std::chrono::months{1}) {
    auto drawn = month_of(seed, person, month);
    if (!drawn) continue;
    auto random = sim::RandomStream{seed ^ months_since_zero(month), "dispensing month", person};
    auto& prescribed = drawn->clinic;
    for (auto& day : prescribed.days) day.treatments.clear();
    drop_days_after(prescribed, today);
    auto dispensed = filled_by_pharmacy(random, prescribed);
    drop_days_after(dispensed, today);
    if (!dispensed.days.empty() && random.chance(kFilledPpm)) found.dispensed.push_back(std::move(dispensed));
    if (!prescribed.days.empty()) found.prescribed.push_back(std::move(prescribed));
  }
  return found;
}

std::vector<Checkup> checkups_of(std::uint64_t seed, identity::Person const& person, year_month_day today) {
  static constexpr auto kYears = 5;
  static constexpr auto kFirstAge = 40;
  static constexpr auto kTakenPpm = 550'000U;
  auto checkups = std::vector<Checkup>{};
  for (auto back = kYears; back >= 0 && checkups.size() < kYears; --back) {
    auto const year = today.year() - std::chrono::years{back};
    auto random =
        sim::RandomStream{seed ^ static_cast<unsigned>(static_cast<int>(year)), "checkup", person.index};
    auto const taken = random.chance(kTakenPpm);
    auto const day = day_in(random, year / std::chrono::month{static_cast<unsigned>(5 + random.below(6))});
    if (taken && day < today && identity::age_on(person.birth_date, day) >= kFirstAge) {
      checkups.push_back(draw_checkup(random, day));
    }
  }
  return checkups;
}

}  // namespace kazasu::eligibility
