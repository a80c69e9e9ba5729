#include "emulators/identity/japanese_era.h"

#include <gtest/gtest.h>

namespace kazasu::identity {
namespace {

using namespace std::chrono_literals;

TEST(JapaneseEra, BeginsOnItsFirstDay) {
  auto const expect = [](std::chrono::year_month_day date, int number, int year) {
    auto const era = era_year(date);
    EXPECT_EQ(era.number, number) << static_cast<int>(date.year());
    EXPECT_EQ(era.year, year) << static_cast<int>(date.year());
  };
  expect(2019y / 5 / 1, 5, 1);
  expect(2019y / 4 / 30, 4, 31);
  expect(1989y / 1 / 8, 4, 1);
  expect(1989y / 1 / 7, 3, 64);
  expect(1926y / 12 / 25, 3, 1);
  expect(1926y / 12 / 24, 2, 15);
  expect(1912y / 7 / 30, 2, 1);
  expect(1912y / 7 / 29, 1, 45);
  expect(1868y / 10 / 23, 1, 1);
  expect(1868y / 10 / 22, 0, 1868);
}

}  // namespace
}  // namespace kazasu::identity
