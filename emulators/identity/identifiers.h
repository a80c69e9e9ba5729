// Check digits and identifiers of Japanese health insurance, as far as a home-visit nursing station meets
// them.
//
// Rules: MHLW 別添２ 第４ for the codes and their check digit (modulus 10, weights 2 and 1 from the right,
// two-digit products added up digit by digit).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::identity {

enum class IdentifierFault : std::uint8_t {
  kNone,
  kLength,
  kNotDigits,
  kPrefecture,  // neither 01-47 nor 51-97
  kTable,       // no such 点数表番号
  kSerial,      // a serial that is never issued
  kLaw,         // no such 法別番号
  kCheckDigit,
};
std::string_view describe(IdentifierFault fault);

struct IdentifierFinding {
  IdentifierFault fault = IdentifierFault::kNone;
  bool warning = false;  // the fault is possible in an old, genuine identifier
  bool acceptable() const { return fault == IdentifierFault::kNone || warning; }
  bool operator==(IdentifierFinding const&) const = default;
};

struct IdentifierRules {
  // Takes the ranges that kazasu reserves for test data: serials never issued, prefecture part 98.
  bool accept_reserved = true;
  // Some codes from before 1976 in 埼玉, 千葉, 東京 and 神奈川 have another check digit: warn, do not refuse.
  bool warn_before_1976 = false;
};

// The check digit, 0 to 9, of a body of digits. Throws std::invalid_argument when `body` has anything else.
int check_digit(std::string_view body);

// 01-47, and 51-97 (the same prefectures, once their first range is used up).
bool is_prefecture_number(int number);
// Serials (0-9999) whose middle two or last two digits are 90 are never issued.
bool is_never_issued_serial(int serial);

inline constexpr int kNursingTable = 6;  // 点数表番号 of home-visit nursing stations

// 医療機関等コード: prefecture 2, table 1, district 2, serial 4, check 1; the check covers the first nine.
struct InstitutionParts {
  int prefecture = 0;
  int table = kNursingTable;
  int district = 0;  // 0-99
  int serial = 0;    // 0-9999
  bool operator==(InstitutionParts const&) const = default;
};
// Throws std::invalid_argument when a part is out of its range.
std::string compose_institution_code(InstitutionParts const& parts);
IdentifierFinding check_institution_code(std::string_view code, IdentifierRules rules = {});
// The parts of a code that check_institution_code() finds no fault in.
std::optional<InstitutionParts> parse_institution_code(std::string_view code);

// 法別番号 of the insurers an eligibility answer can name.
namespace law {
inline constexpr int kNationalHealth = 0;  // 国保 has none: six digits instead of eight
inline constexpr int kAssociation = 1;     // 協会けんぽ
inline constexpr int kUnion = 6;           // 健康保険組合
inline constexpr int kElderly = 39;        // 後期高齢者医療
}  // namespace law
bool is_law_number(int number);

// Of prefecture parts no insurer has one: real ones are 01-47, institutions also have 51-97.
inline constexpr int kReservedInsurerPrefecture = 98;

// 保険者番号: law 2, prefecture 2, insurer 3, check 1; 国保 without the law, padded with two spaces on the
// left.
struct InsurerParts {
  int law = law::kNationalHealth;
  int prefecture = 0;
  int insurer = 0;  // 0-999; 国保組合 have 3xx
  bool operator==(InsurerParts const&) const = default;
};
// Always eight characters. Throws std::invalid_argument when a part is out of its range.
std::string compose_insurer_number(InsurerParts const& parts);
// Takes 国保 numbers with the padding and without.
IdentifierFinding check_insurer_number(std::string_view number, IdentifierRules rules = {});
std::optional<InsurerParts> parse_insurer_number(std::string_view number);
bool is_national_health_union(InsurerParts const& parts);

// 後期高齢者 insured number: `body` (0-9,999,999) and a check digit. Throws std::invalid_argument beyond
// that.
std::string compose_elderly_insured_number(std::uint32_t body);
IdentifierFinding check_elderly_insured_number(std::string_view number);

}  // namespace kazasu::identity
