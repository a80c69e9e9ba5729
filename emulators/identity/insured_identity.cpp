#include "emulators/identity/insured_identity.h"

#include <algorithm>
#include <cstddef>

#include "emulators/identity/identifiers.h"

namespace kazasu::identity {

namespace {

constexpr auto kLongest = std::ptrdiff_t{20};
constexpr auto kSpecialRetired = 63;

bool only_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::ptrdiff_t characters(std::string_view utf8) {
  return std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

bool symbol_fits(int law, std::string_view symbol) {
  switch (law) {
    case law::kElderly:
      return symbol.empty();
    case law::kAssociation:
      return (symbol.size() == 7 || symbol.size() == 8) && only_digits(symbol);
    case law::kUnion:
    case kSpecialRetired:
      return characters(symbol) <= kLongest && only_digits(symbol);
    default:
      return characters(symbol) <= kLongest;
  }
}

bool number_fits(int law, std::string_view number) {
  if (law == law::kElderly) return check_elderly_insured_number(number).acceptable();
  return !number.empty() && characters(number) <= kLongest;
}

bool branch_fits(int law, std::string_view branch) {
  if (law == law::kElderly) return branch.empty();
  return branch.size() == 2 && only_digits(branch);
}

}  // namespace

InsuredIdentityFault check_insured_identity(InsuredIdentity const& identity) {
  auto const insurer = parse_insurer_number(identity.insurer_number);
  if (!insurer) return InsuredIdentityFault::kInsurerNumber;
  if (!symbol_fits(insurer->law, identity.symbol)) return InsuredIdentityFault::kSymbol;
  if (!number_fits(insurer->law, identity.number)) return InsuredIdentityFault::kNumber;
  if (!branch_fits(insurer->law, identity.branch)) return InsuredIdentityFault::kBranch;
  return InsuredIdentityFault::kNone;
}

}  // namespace kazasu::identity
