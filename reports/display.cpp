#include "reports/display.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace kazasu::reports {

namespace {

std::string grouped(std::string digits) {
  auto const point = std::min(digits.find('.'), digits.size());
  auto const first = digits.starts_with('-') ? std::size_t{1} : 0;
  for (auto at = point; at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string two_digits(std::uint64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

struct Range {
  char32_t first;
  char32_t last;
};

// The blocks of UAX #11 whose characters are W or F, joined where only unassigned code points lie between.
constexpr auto kWide = std::to_array<Range>({{0x1100, 0x115F},
                                             {0x2E80, 0x303E},
                                             {0x3041, 0x4DBF},
                                             {0x4E00, 0xA4CF},
                                             {0xA960, 0xA97C},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F64F},
                                             {0x1F900, 0x1F9FF},
                                             {0x20000, 0x3FFFD}});
constexpr auto kZero =
    std::to_array<Range>({{0x0300, 0x036F}, {0x200B, 0x200F}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}});

template <typename Ranges>
bool within(Ranges const& ranges, char32_t code_point) {
  return std::ranges::any_of(ranges, [code_point](Range const& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

// Bytes of the character that starts at `offset`; a stray byte counts as a character of its own.
std::size_t bytes_at(std::string_view utf8, std::size_t offset) {
  auto const lead = static_cast<unsigned char>(utf8[offset]);
  auto const bytes = lead >= 0xF0 ? 4U : lead >= 0xE0 ? 3U : lead >= 0xC0 ? 2U : 1U;
  return std::min<std::size_t>(bytes, utf8.size() - offset);
}

std::size_t width_at(std::string_view utf8, std::size_t offset) {
  auto const bytes = bytes_at(utf8, offset);
  auto const lead = static_cast<unsigned char>(utf8[offset]);
  auto code_point = static_cast<char32_t>(bytes == 1 ? lead : lead & (0x7FU >> bytes));
  for (std::size_t i = 1; i < bytes; ++i) {
    code_point = code_point << 6U | (static_cast<unsigned char>(utf8[offset + i]) & 0x3FU);
  }
  if (within(kZero, code_point)) return 0;
  return within(kWide, code_point) ? 2 : 1;
}

// Where the word that starts at `offset` ends: at a space, or after one wide character.
std::size_t word_end(std::string_view utf8, std::size_t offset) {
  auto end = offset;
  while (end < utf8.size() && utf8[end] != ' ') {
    auto const wide = width_at(utf8, end) == 2;
    if (wide && end > offset) break;
    end += bytes_at(utf8, end);
    if (wide) break;
  }
  return end;
}

}  // namespace

std::string fixed_text(double value, int decimals) {
  auto buffer = std::array<char, 400>{};
  auto const end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  return {buffer.data(), end.ptr};
}

std::string count_text(std::uint64_t count) {
  return grouped(std::to_string(count));
}

std::string ms_text(double milliseconds) {
  auto const size = std::abs(milliseconds);
  if (size == 0) return "0";
  auto const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
  return grouped(fixed_text(milliseconds, decimals));
}

std::string value_text(double value) {
  auto const size = std::abs(value);
  auto const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 4;
  auto digits = fixed_text(value, decimals);
  if (decimals > 0) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  return grouped(digits);
}

std::string duration_text(double milliseconds) {
  if (milliseconds < 999.5) return ms_text(milliseconds) + " ms";
  if (milliseconds < 119'500) return fixed_text(milliseconds / 1e3, milliseconds < 9'995 ? 2 : 1) + " s";
  auto const seconds = static_cast<std::uint64_t>(milliseconds / 1e3 + 0.5);
  if (seconds < 7'200) return std::to_string(seconds / 60) + " min " + two_digits(seconds % 60) + " s";
  return count_text(seconds / 3'600) + " h " + two_digits(seconds / 60 % 60) + " min";
}

std::string percent_text(double share) {
  auto const percent = share * 100;
  if (percent == 0) return "0 %";
  if (percent < 0.001) return "< 0.001 %";
  auto const decimals = percent >= 9.995 ? 1 : percent >= 0.0995 ? 2 : 3;
  return fixed_text(percent, share == 1 ? 0 : decimals) + " %";
}

std::string change_text(double from, double to) {
  if (from == 0) return "-";
  auto const percent = (to - from) / from * 100;
  auto const text = fixed_text(std::abs(percent), std::abs(percent) < 99.95 ? 1 : 0);
  return (percent < 0 ? "\u2212" : "+") + text + " %";
}

std::string rate_text(double per_second) {
  if (per_second == 0) return "0/s";
  return grouped(fixed_text(per_second, per_second < 0.9995 ? 3 : per_second < 99.95 ? 1 : 0)) + "/s";
}

std::string printable(std::string_view utf8) {
  auto out = std::string{utf8};
  std::ranges::replace_if(
      out, [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F; }, ' ');
  return out;
}

std::size_t display_width(std::string_view utf8) {
  auto width = std::size_t{0};
  for (std::size_t i = 0; i < utf8.size(); i += bytes_at(utf8, i)) width += width_at(utf8, i);
  return width;
}

std::string pad_right(std::string_view utf8, std::size_t width) {
  auto const used = display_width(utf8);
  return std::string{utf8} + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view utf8, std::size_t width) {
  auto const used = display_width(utf8);
  return std::string(used < width ? width - used : 0, ' ') + std::string{utf8};
}

std::string wrapped(std::string_view utf8, std::size_t width, std::string_view indent) {
  auto out = std::string{indent};
  auto const margin = display_width(indent);
  auto column = margin;
  for (std::size_t i = 0; i < utf8.size();) {
    auto const space = utf8[i] == ' ';
    if (space) ++i;
    auto const end = word_end(utf8, i);
    auto const word = utf8.substr(i, end - i);
    auto const needed = display_width(word) + (space ? 1 : 0);
    if (column > margin && column + needed > width) {
      out += "\n" + std::string(margin, ' ');
      column = margin;
    } else if (space && column > margin) {
      out += ' ';
      ++column;
    }
    out += word;
    column += display_width(word);
    i = end;
  }
  return out + "\n";
}

}  // namespace kazasu::reports
