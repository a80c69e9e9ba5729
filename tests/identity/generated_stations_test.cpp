#include "emulators/identity/generated_stations.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

#include "emulators/identity/identifiers.h"

namespace kazasu::identity {
namespace {

constexpr auto kNational = StationIndex{17'000};

TEST(GeneratedStations, CodesAndTokensAreUniqueAndLeadBack) {
  auto const source = GeneratedStations{{.seed = 11, .stations = kNational}};
  auto codes = std::set<std::string>{};
  auto tokens = std::set<std::string>{};
  auto names = std::set<std::string>{};
  for (auto index = StationIndex{0}; index < source.stations(); ++index) {
    auto const station = source.station(index);
    ASSERT_EQ(station.index, index);
    ASSERT_TRUE(codes.insert(station.institution_code).second) << station.institution_code;
    ASSERT_TRUE(tokens.insert(station.reception_token).second);
    ASSERT_TRUE(names.insert(station.name).second) << station.name;
    ASSERT_EQ(source.by_institution_code(station.institution_code), index);
    ASSERT_EQ(source.by_reception_token(station.reception_token), index);
  }
}

TEST(GeneratedStations, CodesComeFromTheReservedRange) {
  auto const source = GeneratedStations{{.seed = 11, .stations = kMostStations}};
  for (auto index = StationIndex{0}; index < source.stations(); index += 97) {
    auto const station = source.station(index);
    auto const parts = parse_institution_code(station.institution_code);
    ASSERT_TRUE(parts.has_value()) << station.institution_code;
    ASSERT_EQ(parts->table, 6);
    ASSERT_TRUE(is_never_issued_serial(parts->serial)) << parts->serial;
    ASSERT_EQ(parts->prefecture % 50, station.prefecture);
    ASSERT_EQ(source.by_institution_code(station.institution_code), index);
  }
}

TEST(GeneratedStations, EveryPrefectureHasSomeInAThousand) {
  auto const source = GeneratedStations{{.stations = 1000}};
  auto prefectures = std::set<int>{};
  for (auto index = StationIndex{0}; index < 1000; ++index) {
    prefectures.insert(source.station(index).prefecture);
  }
  EXPECT_EQ(prefectures.size(), 47U);
  EXPECT_EQ(*prefectures.begin(), 1);
  EXPECT_EQ(*prefectures.rbegin(), 47);
}

TEST(GeneratedStations, TenStationsStandInSeveralPrefectures) {
  auto const source = GeneratedStations{{.stations = 10}};
  auto prefectures = std::set<int>{};
  for (auto index = StationIndex{0}; index < 10; ++index)
    prefectures.insert(source.station(index).prefecture);
  EXPECT_GE(prefectures.size(), 5U);
}

TEST(GeneratedStations, AStationDoesNotDependOnHowManyThereAre) {
  auto const few = GeneratedStations{{.seed = 3, .stations = 10}};
  auto const many = GeneratedStations{{.seed = 3, .stations = kNational}};
  for (auto index = StationIndex{0}; index < 10; ++index) {
    EXPECT_EQ(few.station(index).institution_code, many.station(index).institution_code);
    EXPECT_EQ(few.station(index).reception_token, many.station(index).reception_token);
  }
}

TEST(GeneratedStations, WrongTokensAreRejected) {
  auto const source = GeneratedStations{{.seed = 11, .stations = 100}};
  auto const token = source.station(42).reception_token;
  ASSERT_EQ(token.size(), 32U);
  for (auto position = std::size_t{0}; position < token.size(); ++position) {
    auto wrong = token;
    wrong[position] = wrong[position] == '0' ? '1' : '0';
    EXPECT_EQ(source.by_reception_token(wrong), std::nullopt) << position;
  }
  auto upper = token;
  for (auto& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  ASSERT_NE(upper, token);
  EXPECT_EQ(source.by_reception_token(upper), std::nullopt);
  EXPECT_EQ(source.by_reception_token(token + "0"), std::nullopt);
  EXPECT_EQ(source.by_reception_token(token.substr(1)), std::nullopt);
  EXPECT_EQ(source.by_reception_token(""), std::nullopt);
  EXPECT_EQ(source.by_reception_token(std::string(32, 'g')), std::nullopt);
  EXPECT_EQ(source.by_reception_token(std::string(32, '0')), std::nullopt);
  EXPECT_EQ(source.by_reception_token("-" + token.substr(1)), std::nullopt);
}

TEST(GeneratedStations, TokensOfAnotherSeedOrBeyondTheCountAreRejected) {
  auto const source = GeneratedStations{{.seed = 11, .stations = 100}};
  auto const other = GeneratedStations{{.seed = 12, .stations = 100}};
  auto const larger = GeneratedStations{{.seed = 11, .stations = 101}};
  EXPECT_EQ(source.by_reception_token(other.station(42).reception_token), std::nullopt);
  EXPECT_EQ(source.by_reception_token(larger.station(100).reception_token), std::nullopt);
  EXPECT_EQ(source.by_institution_code(larger.station(100).institution_code), std::nullopt);
}

TEST(GeneratedStations, OtherCodesAreNotFound) {
  auto const source = GeneratedStations{{.stations = kMostStations}};
  EXPECT_EQ(source.by_institution_code("3410712362"), std::nullopt);  // table 1
  EXPECT_EQ(
      source.by_institution_code(compose_institution_code({.prefecture = 13, .district = 1, .serial = 1236})),
      std::nullopt);
  EXPECT_EQ(
      source.by_institution_code(compose_institution_code({.prefecture = 13, .district = 0, .serial = 1290})),
      std::nullopt);
  auto wrong_check = source.station(0).institution_code;
  wrong_check.back() = wrong_check.back() == '0' ? '1' : '0';
  EXPECT_EQ(source.by_institution_code(wrong_check), std::nullopt);
  EXPECT_EQ(source.by_institution_code(""), std::nullopt);
}

TEST(GeneratedStations, RefusesMoreThanTheReservedCodes) {
  EXPECT_NO_THROW(GeneratedStations({.stations = kMostStations}));
  EXPECT_THROW(GeneratedStations({.stations = kMostStations + 1}), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::identity
