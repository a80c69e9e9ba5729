// The 47 prefectures: names, and how many of a thousand stations each has.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kazasu::identity {

struct Prefecture {
  std::string_view name;
  std::uint16_t stations_per_thousand = 0;
};

// Entry 0 is prefecture 01.
//
// Weights of ours, standing in for a count of nursing stations by prefecture. 01-32: share of the medical
// institutions with online eligibility on 2023-09-17 (MHLW, notice of October 2023, printed totals). The
// published table breaks off after 32, so 33-47 take their share of the population (census of 2020).
inline constexpr auto kPrefectures = std::array<Prefecture, 47>{{
    {"北海道", 37},  {"青森県", 8},    {"岩手県", 9},  {"宮城県", 17},   {"秋田県", 7},  {"山形県", 8},
    {"福島県", 13},  {"茨城県", 19},   {"栃木県", 14}, {"群馬県", 15},   {"埼玉県", 49}, {"千葉県", 42},
    {"東京都", 138}, {"神奈川県", 71}, {"新潟県", 16}, {"富山県", 8},    {"石川県", 8},  {"福井県", 5},
    {"山梨県", 7},   {"長野県", 15},   {"岐阜県", 15}, {"静岡県", 27},   {"愛知県", 55}, {"三重県", 13},
    {"滋賀県", 10},  {"京都府", 22},   {"大阪府", 83}, {"兵庫県", 48},   {"奈良県", 11}, {"和歌山県", 9},
    {"鳥取県", 4},   {"島根県", 5},    {"岡山県", 15}, {"広島県", 22},   {"山口県", 11}, {"徳島県", 6},
    {"香川県", 8},   {"愛媛県", 11},   {"高知県", 6},  {"福岡県", 41},   {"佐賀県", 6},  {"長崎県", 10},
    {"熊本県", 14},  {"大分県", 9},    {"宮崎県", 8},  {"鹿児島県", 13}, {"沖縄県", 12},
}};

// First place of each prefecture when a thousand stations stand in order of prefecture; the last entry is
// 1000.
inline constexpr auto kFirstOfThousand = [] {
  auto first = std::array<std::uint16_t, kPrefectures.size() + 1>{};
  for (auto i = std::size_t{0}; i < kPrefectures.size(); ++i) {
    first[i + 1] = static_cast<std::uint16_t>(first[i] + kPrefectures[i].stations_per_thousand);
  }
  return first;
}();
static_assert(kFirstOfThousand.back() == 1000);

// Prefecture, 1 to 47, of a place in [0, 1000).
std::uint8_t prefecture_of_thousand(std::uint32_t place);

}  // namespace kazasu::identity
