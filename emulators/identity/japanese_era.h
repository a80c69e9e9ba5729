// The eras in which Japan counts its years.
#pragma once

#include <chrono>

namespace kazasu::identity {

// `number` as the certificates of JPKI count them: 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和; 0 before
// 1868-10-23, with the year of the Gregorian calendar.
struct EraYear {
  int number = 0;
  int year = 0;  // of the era, from 1
};
EraYear era_year(std::chrono::year_month_day date);

}  // namespace kazasu::identity
