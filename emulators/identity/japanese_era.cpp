#include "emulators/identity/japanese_era.h"

#include <array>

namespace kazasu::identity {

namespace {

using namespace std::chrono_literals;

struct Era {
  int number;
  std::chrono::sys_days first_day;
  int year_before;
};
constexpr auto kEras = std::array{
    Era{5, std::chrono::sys_days{2019y / 5 / 1}, 2018},    // 令和
    Era{4, std::chrono::sys_days{1989y / 1 / 8}, 1988},    // 平成
    Era{3, std::chrono::sys_days{1926y / 12 / 25}, 1925},  // 昭和
    Era{2, std::chrono::sys_days{1912y / 7 / 30}, 1911},   // 大正
    Era{1, std::chrono::sys_days{1868y / 10 / 23}, 1867},  // 明治
};

}  // namespace

EraYear era_year(std::chrono::year_month_day date) {
  auto const year = static_cast<int>(date.year());
  for (auto const& era : kEras) {
    if (std::chrono::sys_days{date} >= era.first_day) return {era.number, year - era.year_before};
  }
  return {0, year};
}

}  // namespace kazasu::identity
