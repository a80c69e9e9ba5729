#include "emulators/claims/charset.h"

#include <algorithm>
#include <array>
#include <span>

namespace kazasu::claims {

namespace {

struct Cells {
  std::uint8_t first;
  std::uint8_t last;
};
constexpr auto kCells = std::uint8_t{94};
constexpr auto kAll = std::array{Cells{1, kCells}};
constexpr auto kSymbols =
    std::array{Cells{1, 14}, Cells{26, 33}, Cells{42, 48}, Cells{60, 74}, Cells{82, 89}, Cells{94, 94}};
constexpr auto kAlphanumerics = std::array{Cells{16, 25}, Cells{33, 58}, Cells{65, 90}};
constexpr auto kHiragana = std::array{Cells{1, 83}};
constexpr auto kKatakana = std::array{Cells{1, 86}};
constexpr auto kGreek = std::array{Cells{1, 24}, Cells{33, 56}};
constexpr auto kCyrillic = std::array{Cells{1, 33}, Cells{49, 81}};
constexpr auto kLines = std::array{Cells{1, 32}};
constexpr auto kLastOfLevelOne = std::array{Cells{1, 51}};
constexpr auto kLastOfLevelTwo = std::array{Cells{1, 4}};

// The cells of a row (区) that have a character.
std::span<Cells const> cells_of(int row) {
  switch (row) {
    case 2:
      return kSymbols;
    case 3:
      return kAlphanumerics;
    case 4:
      return kHiragana;
    case 5:
      return kKatakana;
    case 6:
      return kGreek;
    case 7:
      return kCyrillic;
    case 8:
      return kLines;
    case 47:
      return kLastOfLevelOne;
    case 84:
      return kLastOfLevelTwo;
    default:
      break;
  }
  auto const whole = row == 1 || (row >= 16 && row <= 83);
  return whole ? std::span<Cells const>{kAll} : std::span<Cells const>{};
}

// What a character that the set lacks is replaced by: the wide question mark.
constexpr auto kMarkLead = 0x81U;
constexpr auto kMarkTrail = 0x48U;

bool is_lead(unsigned byte) {
  return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}
bool is_trail(unsigned byte) {
  return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}
bool is_single(unsigned byte) {
  return (byte >= 0x20 && byte <= 0x7E && byte != 0x22) || (byte >= 0xA1 && byte <= 0xDF);
}

bool is_assigned(unsigned lead, unsigned trail) {
  auto const pair_of_rows = static_cast<int>(lead - (lead < 0xA0 ? 0x81U : 0xC1U));
  auto const second = trail >= 0x9F;
  auto const row = 2 * pair_of_rows + (second ? 2 : 1);
  auto const cell = second ? trail - 0x9E : trail - 0x3F - (trail > 0x7F ? 1U : 0U);
  return std::ranges::any_of(cells_of(row),
                             [cell](Cells cells) { return cell >= cells.first && cell <= cells.last; });
}

}  // namespace

TextFinding examine_text(std::string_view shift_jis) {
  auto found = TextFinding{};
  for (std::size_t at = 0; at < shift_jis.size(); ++found.characters) {
    auto const byte = static_cast<unsigned char>(shift_jis[at]);
    found.offset = at;
    if (is_single(byte)) {
      found.latin = true;
      ++at;
      continue;
    }
    if (!is_lead(byte)) {
      found.fault = TextFault::kForbiddenByte;
      return found;
    }
    auto const trail = at + 1 < shift_jis.size() ? static_cast<unsigned char>(shift_jis[at + 1]) : 0U;
    if (!is_trail(trail)) {
      found.fault = TextFault::kBrokenPair;
      return found;
    }
    auto const mark = byte == kMarkLead && trail == kMarkTrail;
    if (!found.replaced && (mark || !is_assigned(byte, trail))) found.replaced = at;
    found.kanji = true;
    at += 2;
  }
  found.offset = 0;
  return found;
}

}  // namespace kazasu::claims
