// 個人番号 (My Number) for synthetic people.
#pragma once

#include <string>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::card {

// The check digit behind eleven digits (総務省令第85号, 2014, article 5). Precondition: eleven digits.
char personal_number_check_digit(std::string_view body);

// 98, the index (modulo 10^9) in nine digits, and the check digit plus five. No range of numbers is set aside
// for tests, so the check digit is wrong on purpose: the number can be nobody's.
std::string synthetic_personal_number(identity::PersonIndex person);

}  // namespace kazasu::card
