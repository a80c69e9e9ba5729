#include "tests/claims/check_edits.h"
#include "tests/claims/cross_world.h"

namespace kazasu::claims {

namespace {

identity::InsuranceHistory insured_until(std::chrono::year_month_day day, bool elsewhere_from_then) {
  auto history = identity::InsuranceHistory{.periods = {written_period()}};
  history.periods.front().lost = day;
  if (elsewhere_from_then) history.periods.push_back(other_period(day));
  return history;
}

std::string twice() {
  auto records = sample_records();
  auto const again = sample_records();
  records.insert(records.end() - 1, again.begin() + 1, again.end() - 1);
  records.at(again.size() - 1).replace(0, 5, "RE,2,");
  return file_of(records);
}

}  // namespace

std::vector<CheckEdit> cross_edits() {
  auto const clean = [] { return file_of(sample_records()); };
  auto const july = kClaimMonth;
  auto const may = july - std::chrono::months{2};
  auto const june_first = on(2024, 6, 1);
  auto const june_fourth = on(2024, 6, 4);
  return {
      {.name = "OtherStationName", .codes = "L4892", .file = clean, .station = StationFacts{.name = "Other"}},
      {.name = "CareAheadOfTheOpening",
       .codes = "L3102",
       .file = clean,
       .station = StationFacts{.opened = july}},
      {.name = "CareBehindTheClosing",
       .codes = "L3102",
       .file = clean,
       .station = StationFacts{.closed = may}},
      {.name = "TwiceInTheFile", .codes = "L3966", .file = twice},
      {.name = "SentBefore", .codes = "L3967", .file = clean, .sent_before = true},
      {.name = "NobodyInsured", .codes = "L3968", .file = clean, .insured = identity::InsuranceHistory{}},
      {.name = "InsuranceLost",
       .codes = "L3969",
       .file = clean,
       .insured = insured_until(june_fourth, false)},
      {.name = "InsuredElsewhereWithoutPayment",
       .codes = "L3962 L3970",
       .file =
           [] {
             return sample_with({}, {{"11100", "118001"}});
           },
       .insured = insured_until(june_first, true)},
      {.name = "InsurerChangedWithoutDays",
       .codes = "L3971",
       .file = clean,
       .insured = insured_until(june_fourth, true)},
  };
}

}  // namespace kazasu::claims
