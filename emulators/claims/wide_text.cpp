#include "emulators/claims/wide_text.h"

#include <array>
#include <cstdint>
#include <optional>

namespace kazasu::claims {

namespace {

// Of U+FF66 and on, as U+3000 and so many.
constexpr auto kKana = std::to_array<std::uint8_t>(
    {0xF2, 0xA1, 0xA3, 0xA5, 0xA7, 0xA9, 0xE3, 0xE5, 0xE7, 0xC3, 0xFC, 0xA2, 0xA4, 0xA6,
     0xA8, 0xAA, 0xAB, 0xAD, 0xAF, 0xB1, 0xB3, 0xB5, 0xB7, 0xB9, 0xBB, 0xBD, 0xBF, 0xC1,
     0xC4, 0xC6, 0xC8, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xD2, 0xD5, 0xD8, 0xDB, 0xDE,
     0xDF, 0xE0, 0xE1, 0xE2, 0xE4, 0xE6, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEF, 0xF3});
constexpr auto kBytes = std::size_t{3};  // of each of these in UTF-8
constexpr auto kVoiced = std::string_view{"ﾞ"};
constexpr auto kHalfVoiced = std::string_view{"ﾟ"};
constexpr auto kU = 0xA6U;
constexpr auto kVu = 0xF4U;

// Nothing unless the text begins with a half-width katakana.
std::optional<unsigned> half_width_kana(std::string_view text) {
  if (text.size() < kBytes || text[0] != '\xEF') return std::nullopt;
  auto const second = static_cast<unsigned char>(text[1]);
  auto const third = static_cast<unsigned char>(text[2]);
  auto const point = 0xF000U | (second & 0x3FU) << 6U | (third & 0x3FU);
  auto const place = point - 0xFF66U;
  return point >= 0xFF66U && place < kKana.size() ? std::optional<unsigned>{kKana[place]} : std::nullopt;
}

void append_kana(std::string& text, unsigned kana) {
  auto const point = 0x3000U + kana;
  text.push_back(static_cast<char>(0xE0U | point >> 12U));
  text.push_back(static_cast<char>(0x80U | (point >> 6U & 0x3FU)));
  text.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
}

}  // namespace

std::string wide_kana(std::string_view utf8) {
  auto text = std::string{};
  while (!utf8.empty()) {
    auto kana = half_width_kana(utf8);
    if (!kana) {
      if (utf8.front() != ' ') text.push_back(utf8.front());
      utf8.remove_prefix(1);
      continue;
    }
    utf8.remove_prefix(kBytes);
    // The voiced form follows the plain one.
    if (utf8.starts_with(kVoiced)) {
      kana = *kana == kU ? kVu : *kana + 1;
      utf8.remove_prefix(kBytes);
    } else if (utf8.starts_with(kHalfVoiced)) {
      kana = *kana + 2;
      utf8.remove_prefix(kBytes);
    }
    append_kana(text, *kana);
  }
  return text;
}

std::string wide(std::string_view utf8) {
  auto text = std::string{};
  for (auto const c : utf8) {
    if (c == ' ') {
      text.append("　");
    } else if (c > ' ' && c <= '~') {
      // U+FF01 is the wide form of 21, and so on to 7E.
      auto const point = 0xFF01U + static_cast<unsigned>(c - '!');
      text.push_back(static_cast<char>(0xE0U | point >> 12U));
      text.push_back(static_cast<char>(0x80U | (point >> 6U & 0x3FU)));
      text.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
    } else {
      text.push_back(c);
    }
  }
  return text;
}

std::string narrow(std::string_view utf8) {
  auto text = std::string{};
  while (!utf8.empty()) {
    auto const lead = utf8.size() >= kBytes && utf8[0] == '\xEF';
    auto const point = lead ? 0xF000U | (static_cast<unsigned char>(utf8[1]) & 0x3FU) << 6U |
                                  (static_cast<unsigned char>(utf8[2]) & 0x3FU)
                            : 0U;
    auto const is_wide = point >= 0xFF01U && point <= 0xFF5EU;
    text.push_back(is_wide ? static_cast<char>('!' + (point - 0xFF01U)) : utf8[0]);
    utf8.remove_prefix(is_wide ? kBytes : 1);
  }
  return text;
}

}  // namespace kazasu::claims
