#include "emulators/claims/era.h"

#include <array>
#include <string_view>

#include "emulators/claims/wide_text.h"

namespace kazasu::claims {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

struct Era {
  std::string_view name;
  char digit;
  year_month_day begins;
};
constexpr auto kEras = std::to_array<Era>({{"令和", '5', {year{2019}, month{5}, day{1}}},
                                           {"平成", '4', {year{1989}, month{1}, day{8}}},
                                           {"昭和", '3', {year{1926}, month{12}, day{25}}},
                                           {"大正", '2', {year{1912}, month{7}, day{30}}},
                                           {"明治", '1', {year{1868}, month{10}, day{23}}}});
constexpr auto kWestern = Era{"西暦", '0', {year{1}, month{1}, day{1}}};

Era const& era_of(year_month_day when) {
  for (auto const& era : kEras) {
    if (when >= era.begins) return era;
  }
  return kWestern;
}

int year_of(Era const& era, year when) {
  return static_cast<int>(when) - static_cast<int>(era.begins.year()) + 1;
}

std::string month_text(Era const& era, std::chrono::year_month when) {
  auto text = std::string{era.name};
  text.append(wide(std::to_string(year_of(era, when.year())))).append("年");
  return text.append(wide(std::to_string(static_cast<unsigned>(when.month())))).append("月");
}

}  // namespace

std::string era_date(year_month_day when) {
  auto text = month_text(era_of(when), when.year() / when.month());
  return text.append(wide(std::to_string(static_cast<unsigned>(when.day())))).append("日");
}

std::string era_month(std::chrono::year_month when) {
  return month_text(era_of(when / day{1}), when);
}

std::string era_digits(std::chrono::year_month when) {
  auto const& era = era_of(when / day{1});
  auto const two = [](unsigned number) {
    return std::string{static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
  };
  auto text = std::string{era.digit};
  text.append(two(static_cast<unsigned>(year_of(era, when.year()))));
  return text.append(two(static_cast<unsigned>(when.month())));
}

}  // namespace kazasu::claims
