// Years as Japanese eras count them.
#pragma once

#include <chrono>
#include <string>

namespace kazasu::claims {

// "令和６年６月２５日", digits of full width. Days ahead of 明治元年 (1868-10-23) are given in western years.
std::string era_date(std::chrono::year_month_day day);
// "令和６年６月", by the era of the month's first day.
std::string era_month(std::chrono::year_month month);
// GYYMM, "50606": 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和.
std::string era_digits(std::chrono::year_month month);

}  // namespace kazasu::claims
