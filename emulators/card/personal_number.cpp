#include "emulators/card/personal_number.h"

#include <cstddef>

namespace kazasu::card {

namespace {

constexpr std::size_t kBodyDigits = 11;
constexpr identity::PersonIndex kIndexes = 1'000'000'000;
constexpr std::size_t kIndexDigits = 9;
constexpr auto kWrongOnPurpose = 5;

}  // namespace

// Digit n from the right weighs n + 1 up to the sixth, n - 5 from there.
char personal_number_check_digit(std::string_view body) {
  auto sum = std::size_t{0};
  for (std::size_t n = 1; n <= kBodyDigits; ++n) {
    auto const digit = static_cast<std::size_t>(body[kBodyDigits - n] - '0');
    sum += digit * (n <= 6 ? n + 1 : n - 5);
  }
  auto const rest = sum % 11;
  return static_cast<char>('0' + (rest <= 1 ? 0 : 11 - rest));
}

std::string synthetic_personal_number(identity::PersonIndex person) {
  auto const index = std::to_string(person % kIndexes);
  auto number = "98" + std::string(kIndexDigits - index.size(), '0') + index;
  auto const right = personal_number_check_digit(number) - '0';
  number += static_cast<char>('0' + (right + kWrongOnPurpose) % 10);
  return number;
}

}  // namespace kazasu::card
