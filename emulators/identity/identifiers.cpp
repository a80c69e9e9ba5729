#include "emulators/identity/identifiers.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace kazasu::identity {

namespace {

using enum IdentifierFault;

constexpr auto kTables = std::array{1, 2, 3, 4, 5, 6};
constexpr auto kLaws = std::array{1, 2, 3, 4, 6, 7, 12, 31, 32, 33, 34, 39, 63, 67, 72, 73, 74, 75};

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number_at(std::string_view digits, std::size_t offset, std::size_t count) {
  auto value = 0;
  for (auto const c : digits.substr(offset, count)) value = value * 10 + (c - '0');
  return value;
}

void append_padded(std::string& text, int value, int width) {
  auto divisor = 1;
  for (auto i = 1; i < width; ++i) divisor *= 10;
  for (; divisor > 0; divisor /= 10) text += static_cast<char>('0' + value / divisor % 10);
}

void append_check(std::string& body, std::size_t from = 0) {
  body += static_cast<char>('0' + check_digit(std::string_view{body}.substr(from)));
}

bool in_range(int value, int low, int high) {
  return value >= low && value <= high;
}

void require(bool condition, char const* message) {
  if (!condition) throw std::invalid_argument(message);
}

bool check_holds(std::string_view digits) {
  return check_digit(digits.substr(0, digits.size() - 1)) == digits.back() - '0';
}

// 埼玉, 千葉, 東京, 神奈川, in the first range: the second did not exist yet.
bool had_another_check(int prefecture) {
  return in_range(prefecture, 11, 14);
}

bool prefecture_fits(int number, IdentifierRules rules) {
  return is_prefecture_number(number) || (rules.accept_reserved && number == kReservedInsurerPrefecture);
}

InstitutionParts institution_parts(std::string_view code) {
  return {.prefecture = number_at(code, 0, 2),
          .table = number_at(code, 2, 1),
          .district = number_at(code, 3, 2),
          .serial = number_at(code, 5, 4)};
}

// `digits` has six or eight digits.
InsurerParts insurer_parts(std::string_view digits) {
  auto const law = digits.size() == 8 ? number_at(digits, 0, 2) : law::kNationalHealth;
  auto const rest = digits.substr(digits.size() - 6);
  return {.law = law, .prefecture = number_at(rest, 0, 2), .insurer = number_at(rest, 2, 3)};
}

std::string_view without_padding(std::string_view number) {
  return number.size() == 8 && number.starts_with("  ") ? number.substr(2) : number;
}

}  // namespace

std::string_view describe(IdentifierFault fault) {
  switch (fault) {
    case kNone:
      return "no fault";
    case kLength:
      return "wrong number of characters";
    case kNotDigits:
      return "something other than digits";
    case kPrefecture:
      return "prefecture number is neither 01-47 nor 51-97";
    case kTable:
      return "no such fee table number";
    case kSerial:
      return "a serial number that is never issued";
    case kLaw:
      return "no such law number";
    case kCheckDigit:
      return "check digit does not match";
  }
  return "unknown fault";
}

int check_digit(std::string_view body) {
  require(all_digits(body), "check_digit: expected digits only");
  auto sum = 0;
  auto weight = 2;
  for (auto position = body.rbegin(); position != body.rend(); ++position) {
    auto const product = (*position - '0') * weight;
    sum += product / 10 + product % 10;
    weight = 3 - weight;
  }
  return (10 - sum % 10) % 10;
}

bool is_prefecture_number(int number) {
  return in_range(number, 1, 47) || in_range(number, 51, 97);
}

bool is_never_issued_serial(int serial) {
  return serial % 100 == 90 || serial / 10 % 100 == 90;
}

bool is_law_number(int number) {
  return std::ranges::find(kLaws, number) != kLaws.end();
}

std::string compose_institution_code(InstitutionParts const& parts) {
  require(is_prefecture_number(parts.prefecture), "institution code: prefecture must be 1-47 or 51-97");
  require(std::ranges::find(kTables, parts.table) != kTables.end(), "institution code: table must be 1-6");
  require(in_range(parts.district, 0, 99), "institution code: district must be 0-99");
  require(in_range(parts.serial, 0, 9999), "institution code: serial must be 0-9999");
  auto code = std::string{};
  append_padded(code, parts.prefecture, 2);
  append_padded(code, parts.table, 1);
  append_padded(code, parts.district, 2);
  append_padded(code, parts.serial, 4);
  append_check(code);
  return code;
}

IdentifierFinding check_institution_code(std::string_view code, IdentifierRules rules) {
  if (code.size() != 10) return {kLength};
  if (!all_digits(code)) return {kNotDigits};
  auto const parts = institution_parts(code);
  if (!is_prefecture_number(parts.prefecture)) return {kPrefecture};
  if (std::ranges::find(kTables, parts.table) == kTables.end()) return {kTable};
  if (!rules.accept_reserved && is_never_issued_serial(parts.serial)) return {kSerial};
  if (!check_holds(code)) {
    return {kCheckDigit, rules.warn_before_1976 && had_another_check(parts.prefecture)};
  }
  return {};
}

std::optional<InstitutionParts> parse_institution_code(std::string_view code) {
  if (check_institution_code(code).fault != kNone) return std::nullopt;
  return institution_parts(code);
}

std::string compose_insurer_number(InsurerParts const& parts) {
  auto const has_law = parts.law != law::kNationalHealth;
  require(!has_law || is_law_number(parts.law), "insurer number: no such law number");
  require(prefecture_fits(parts.prefecture, {}), "insurer number: prefecture must be 1-47, 51-97 or 98");
  require(in_range(parts.insurer, 0, 999), "insurer number: insurer must be 0-999");
  auto number = std::string{};
  if (has_law) {
    append_padded(number, parts.law, 2);
  } else {
    number = "  ";
  }
  append_padded(number, parts.prefecture, 2);
  append_padded(number, parts.insurer, 3);
  append_check(number, has_law ? 0 : 2);
  return number;
}

IdentifierFinding check_insurer_number(std::string_view number, IdentifierRules rules) {
  auto const digits = without_padding(number);
  if (digits.size() != 8 && digits.size() != 6) return {kLength};
  if (!all_digits(digits)) return {kNotDigits};
  auto const parts = insurer_parts(digits);
  if (digits.size() == 8 && !is_law_number(parts.law)) return {kLaw};
  if (!prefecture_fits(parts.prefecture, rules)) return {kPrefecture};
  if (!check_holds(digits)) {
    return {kCheckDigit, rules.warn_before_1976 && had_another_check(parts.prefecture)};
  }
  return {};
}

std::optional<InsurerParts> parse_insurer_number(std::string_view number) {
  if (check_insurer_number(number).fault != kNone) return std::nullopt;
  return insurer_parts(without_padding(number));
}

bool is_national_health_union(InsurerParts const& parts) {
  return parts.law == law::kNationalHealth && parts.insurer / 100 == 3;
}

std::string compose_elderly_insured_number(std::uint32_t body) {
  require(body <= 9'999'999, "insured number of the latter-stage elderly: the body has seven digits");
  auto number = std::string{};
  append_padded(number, static_cast<int>(body), 7);
  append_check(number);
  return number;
}

IdentifierFinding check_elderly_insured_number(std::string_view number) {
  if (number.size() != 8) return {kLength};
  if (!all_digits(number)) return {kNotDigits};
  if (!check_holds(number)) return {kCheckDigit};
  return {};
}

}  // namespace kazasu::identity
