#include "emulators/claims/receipt_draft.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <map>
#include <set>
#include <string>

#include "emulators/claims/checked_insurance.h"
#include "emulators/claims/remembered_insurance.h"
#include "emulators/claims/wide_text.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"
#include "tests/claims/cross_world.h"

namespace kazasu::claims {
namespace {

std::string shift_jis(std::string const& utf8) {
  auto const converter = ::iconv_open("CP932", "UTF-8");
  auto text = std::string(utf8.size(), '\0');
  auto* from = const_cast<char*>(utf8.data());
  auto* to = text.data();
  auto from_left = utf8.size();
  auto to_left = text.size();
  EXPECT_EQ(::iconv(converter, &from, &from_left, &to, &to_left), 0U) << utf8;
  ::iconv_close(converter);
  text.resize(text.size() - to_left);
  return text;
}

std::string utf8(std::string_view shift_jis) {
  auto const converter = ::iconv_open("UTF-8", "CP932");
  auto text = std::string(shift_jis.size() * 3, '\0');
  auto* from = const_cast<char*>(shift_jis.data());
  auto* to = text.data();
  auto from_left = shift_jis.size();
  auto to_left = text.size();
  EXPECT_EQ(::iconv(converter, &from, &from_left, &to, &to_left), 0U);
  ::iconv_close(converter);
  text.resize(text.size() - to_left);
  return text;
}

struct Country {
  static constexpr auto kStations = identity::StationIndex{400};
  identity::PopulationSettings settings{
      .seed = 7,
      .people = std::uint64_t{kStations} * CarePlanner::kMostPatients,
      .stations = kStations,
      .calendar_start = sim::parse_iso_date_time("2025-01-05T08:00:00+09:00")};
  identity::GeneratedPeople people{settings};
  identity::GeneratedStations stations{settings};
  CarePlanner care{7};
  ClaimPopulation population{people, stations, care, official_fees()};
};

TEST(ReceiptDraft, PassesEveryCheck) {
  auto const country = Country{};
  auto const month = std::chrono::year{2025} / std::chrono::January;
  auto rules = FileRules{.fees = official_fees(), .claim_month = month};
  rules.station = [](std::string_view) { return StationFacts{.standards = drafted_standards()}; };
  auto receipts = std::uint32_t{0};
  auto areas = 0;
  for (auto station = identity::StationIndex{0}; station < Country::kStations; ++station) {
    auto const area = country.care.month(station, CarePlanner::patient(station, 0), month).special_area;
    if (!area && station % 10 != 0) continue;
    areas += area ? 1 : 0;
    for (auto const& file : draft_files(country.population, station, month)) {
      auto text = std::vector<std::string>{};
      for (auto const& record : file.records) text.push_back(shift_jis(record));
      auto const checked = check(file_of(text), 4096, &rules);
      ASSERT_TRUE(checked.findings.empty()) << rule_of(checked.findings.front().check).code << ": "
                                            << file.records[checked.findings.front().record - 1];
      EXPECT_EQ(checked.summary.receipts, file.receipts);
      EXPECT_EQ(checked.summary.station_code, file.station_code);
      EXPECT_EQ(checked.summary.payer - '0', static_cast<int>(file.payer));
      receipts += file.receipts;
    }
  }
  EXPECT_GT(receipts, 500U);
  EXPECT_GT(areas, 0);
}

// Published means: about 29 receipts a station, 7.9 days and 92 to 94 thousand yen a receipt.
TEST(ReceiptDraft, HasThePublishedMeans) {
  auto const country = Country{};
  auto receipts = 0.0;
  auto days = 0.0;
  auto yen = 0.0;
  for (auto station = identity::StationIndex{0}; station < Country::kStations; ++station) {
    for (auto const& file :
         draft_files(country.population, station, std::chrono::year{2025} / std::chrono::February)) {
      receipts += file.receipts;
      days += file.visit_days;
      yen += static_cast<double>(file.yen);
    }
  }
  // Standard errors: 1.5 receipts a station, 0.05 days, 600 yen.
  EXPECT_NEAR(receipts / Country::kStations, 29, 3);
  EXPECT_NEAR(days / receipts, 7.9, 0.2);
  EXPECT_NEAR(yen / receipts, 93'000, 2'000);
}

// What a region's receipts have, so that nobody's kind of receipt is missing.
TEST(ReceiptDraft, HasEveryKindOfPatient) {
  auto const country = Country{};
  auto kinds = std::set<std::string>{};
  auto fees = std::set<std::string>{};
  auto weekends = 0;
  for (auto station = identity::StationIndex{0}; station < Country::kStations; ++station) {
    for (auto const& file :
         draft_files(country.population, station, std::chrono::year{2025} / std::chrono::February)) {
      for (auto const& record : file.records) {
        if (record.starts_with("RE,")) kinds.insert(record.substr(record.find(',', 3) + 1, 4));
        if (!record.starts_with("KA,")) continue;
        fees.insert(record.substr(14, 9));
        weekends += record.starts_with("KA,20250104") ? 1 : 0;  // a Saturday
      }
    }
  }
  for (auto const* kind : {"6112", "6114", "6116", "6118", "6110", "6122", "6126", "6132", "6212", "6222",
                           "6318", "6310", "6328"}) {
    EXPECT_TRUE(kinds.contains(kind)) << kind;
  }
  for (auto const* fee : {"510002370", "530002670", "510002670", "510002170", "530000510", "510000210"}) {
    EXPECT_TRUE(fees.contains(fee)) << fee;
  }
  EXPECT_GT(weekends, 0);
}

// A third of all patients change their insurer within 90 days, some have none, and some get assistance.
TEST(ReceiptDraft, OfAStationThatAsksIsPaidInFull) {
  auto const country = Country{};
  auto const mix =
      identity::InsuranceMix{.lost_ppm = 50'000, .changes_ppm = 330'000, .assistance_ppm = 50'000};
  auto const registry = identity::GeneratedRegistry{country.people, country.settings, mix};
  auto const insurance = RegisteredInsurance{registry};
  auto const rules = CrossRules{.insurance = &insurance, .decode = utf8};
  // Their calendar starts on the fifth of January: care of February.
  auto const month = std::chrono::year{2025} / std::chrono::March;
  auto const file_rules = FileRules{.fees = official_fees(), .claim_month = month};
  auto population = country.population;
  auto const draw = [&](InsuranceAsSeen const& seen) {
    auto outcomes = std::map<EligibilityOutcome, int>{};
    population.insurance = &seen;
    for (auto station = identity::StationIndex{0}; station < 20; ++station) {
      for (auto const& file : draft_files(population, station, month)) {
        auto text = std::vector<std::string>{};
        for (auto const& record : file.records) text.push_back(shift_jis(record));
        auto const found = cross_check(file_of(text), rules, {.rules = &file_rules});
        for (auto const& receipt : found.receipts) ++outcomes[receipt.eligibility.outcome];
        for (auto const& finding : found.findings) {
          EXPECT_EQ(rule_of(finding.check).code, "L3969") << file.records[finding.record - 1];
        }
        EXPECT_EQ(found.receipts.size(), file.receipts);
      }
    }
    return outcomes;
  };
  using enum EligibilityOutcome;
  auto const asked = draw(CheckedInsurance{registry, 7, {.most_days_late = 0}});
  EXPECT_EQ(asked.size(), 2U);
  EXPECT_GT(asked.at(kConfirmed), 200);
  EXPECT_GT(asked.at(kNotLookedUp), 20);
  auto const late = draw(RememberedInsurance{registry,
                                             7,
                                             {.wrong_number_ppm = 0,
                                              .wrong_symbol_ppm = 0,
                                              .wrong_insurer_ppm = 0,
                                              .wrong_branch_ppm = 0,
                                              .no_branch_ppm = 0,
                                              .undated_stations_ppm = 0}});
  for (auto const outcome : {kConfirmed, kTransferred, kSplit, kLost}) EXPECT_GT(late.at(outcome), 5);
}

TEST(ReceiptDraft, WritesNamesInFullWidthKana) {
  EXPECT_EQ(wide_kana("ｲﾄｳ ﾊﾅｺ"), "イトウハナコ");
  EXPECT_EQ(wide_kana("ﾜﾀﾅﾍﾞ ｼﾞｭﾝﾍﾟｲ"), "ワタナベジュンペイ");
  EXPECT_EQ(wide_kana("ｦｧｯｰｱﾜﾝｳﾞ"), "ヲァッーアワンヴ");
}

TEST(ReceiptDraft, ReadsFullWidthTextInOneByte) {
  EXPECT_EQ(narrow("架１２３－Ａ～！"), "架123-A~!");
  EXPECT_EQ(narrow(wide("Az09 ~")), "Az09　~");
  EXPECT_EQ(narrow("１\xEF\xBC"), "1\xEF\xBC") << "half a character";
}

TEST(ReceiptDraft, IsAFunctionOfItsSeed) {
  auto const country = Country{};
  auto const other = Country{};
  auto const month = std::chrono::year{2025} / std::chrono::March;
  auto const once = draft_files(country.population, 11, month);
  auto const again = draft_files(other.population, 11, month);
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].records, again[i].records);
}

}  // namespace
}  // namespace kazasu::claims
