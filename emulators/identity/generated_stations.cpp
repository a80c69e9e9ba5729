#include "emulators/identity/generated_stations.h"

#include <array>
#include <charconv>
#include <stdexcept>

#include "emulators/identity/identifiers.h"
#include "emulators/identity/prefectures.h"
#include "sim/random.h"

namespace kazasu::identity {

namespace {

// Indices walk through a thousand places in steps of kStride, so that even ten stations spread over the
// country.
constexpr auto kBlock = 1000U;
constexpr auto kStride = 387U;
constexpr auto kInverseStride = 323U;
static_assert(kStride * kInverseStride % kBlock == 1);

// Reserved codes of one prefecture: two prefecture numbers, districts 01-99, 200 serials that are never
// issued.
constexpr auto kDistricts = 99U;
constexpr auto kSerials = 200U;
constexpr auto kCodesPerPrefectureNumber = kDistricts * kSerials;
constexpr auto kSecondRange = 50;  // 51-97 are 01-47 once more
constexpr auto kFullest = 138U;    // stations per thousand in the fullest prefecture
static_assert(kMostStations / kBlock * kFullest <= 2 * kCodesPerPrefectureNumber);

// Position, 0-199, among the serials that are never issued: first x90y, then xy90.
int reserved_serial(std::uint32_t position) {
  auto const pair = position % 100;
  if (position < 100) return static_cast<int>(pair / 10 * 1000 + 900 + pair % 10);
  return static_cast<int>(pair * 100 + 90);
}

std::uint32_t position_of_reserved(int serial) {
  if (serial % 100 == 90) return static_cast<std::uint32_t>(100 + serial / 100);
  return static_cast<std::uint32_t>(serial / 1000 * 10 + serial % 10);
}

struct Place {
  std::uint8_t prefecture = 0;
  std::uint32_t ordinal = 0;  // among the stations of the prefecture
};

Place place_of(StationIndex index) {
  auto const place = index % kBlock * kStride % kBlock;
  auto const prefecture = prefecture_of_thousand(place);
  auto const per_block = kPrefectures[prefecture - 1U].stations_per_thousand;
  return {prefecture, index / kBlock * per_block + place - kFirstOfThousand[prefecture - 1U]};
}

std::uint64_t index_at(Place at) {
  auto const per_block = std::uint32_t{kPrefectures[at.prefecture - 1U].stations_per_thousand};
  auto const place = kFirstOfThousand[at.prefecture - 1U] + at.ordinal % per_block;
  return std::uint64_t{at.ordinal / per_block} * kBlock + place * kInverseStride % kBlock;
}

std::string institution_code(Place at) {
  auto const second = at.ordinal >= kCodesPerPrefectureNumber;
  auto const ordinal = at.ordinal % kCodesPerPrefectureNumber;
  return compose_institution_code({.prefecture = at.prefecture + (second ? kSecondRange : 0),
                                   .table = kNursingTable,
                                   .district = static_cast<int>(1 + ordinal % kDistricts),
                                   .serial = reserved_serial(ordinal / kDistricts)});
}

sim::PhiloxBlock token_words(std::uint64_t seed, StationIndex index) {
  auto words = sim::philox({index, sim::purpose_number("reception token"), 0, 0}, seed);
  auto const mask = sim::philox({words[1], words[2], words[3], sim::purpose_number("token mask")}, seed);
  words[0] = index ^ mask[0];
  return words;
}

std::string hexadecimal(sim::PhiloxBlock const& words) {
  auto text = std::string(32, '0');
  for (auto digit = std::size_t{0}; digit < text.size(); ++digit) {
    text[digit] = "0123456789abcdef"[words[digit / 8] >> (28U - 4U * (digit % 8)) & 0xFU];
  }
  return text;
}

std::string station_name(StationIndex index, std::uint8_t prefecture) {
  constexpr auto kNames = std::array<std::string_view, 16>{
      "ひばり", "すずらん", "こもれび", "あおぞら", "ひだまり", "つばき", "なのはな", "みずうみ",
      "かえで", "はるかぜ", "ほたる",   "やまびこ", "そよかぜ", "あさひ", "ききょう", "せせらぎ"};
  auto name = std::string{"架空"};
  name += kNames[(index ^ index >> 4U) % kNames.size()];
  name += "訪問看護ステーション";
  name += kPrefectures[prefecture - 1U].name;
  auto const number = std::to_string(index + 1);
  return name + std::string(number.size() < 5 ? 5 - number.size() : 0, '0') + number;
}

}  // namespace

GeneratedStations::GeneratedStations(PopulationSettings const& settings)
    : seed_(settings.seed), stations_(settings.stations) {
  if (stations_ > kMostStations) {
    throw std::invalid_argument("population: " + std::to_string(stations_) +
                                " stations asked for, the reserved institution codes last for " +
                                std::to_string(kMostStations));
  }
}

Station GeneratedStations::station(StationIndex index) const {
  auto const at = place_of(index);
  return {.index = index,
          .institution_code = institution_code(at),
          .name = station_name(index, at.prefecture),
          .prefecture = at.prefecture,
          .reception_token = hexadecimal(token_words(seed_, index))};
}

std::optional<StationIndex> GeneratedStations::by_institution_code(std::string_view code) const {
  auto const parts = parse_institution_code(code);
  if (!parts || parts->table != kNursingTable || parts->district == 0) return std::nullopt;
  if (!is_never_issued_serial(parts->serial)) return std::nullopt;
  auto const second = parts->prefecture > kSecondRange;
  auto const ordinal = position_of_reserved(parts->serial) * kDistricts +
                       static_cast<std::uint32_t>(parts->district - 1) +
                       (second ? kCodesPerPrefectureNumber : 0);
  auto const prefecture = static_cast<std::uint8_t>(parts->prefecture - (second ? kSecondRange : 0));
  auto const index = index_at({prefecture, ordinal});
  if (index >= stations_) return std::nullopt;
  return static_cast<StationIndex>(index);
}

std::optional<StationIndex> GeneratedStations::by_reception_token(std::string_view token) const {
  if (token.size() != 32) return std::nullopt;
  auto words = sim::PhiloxBlock{};
  for (auto i = std::size_t{0}; i < words.size(); ++i) {
    auto const* const first = token.data() + i * 8;
    auto const [end, error] = std::from_chars(first, first + 8, words[i], 16);
    if (error != std::errc{} || end != first + 8) return std::nullopt;
  }
  auto const mask = sim::philox({words[1], words[2], words[3], sim::purpose_number("token mask")}, seed_);
  auto const index = words[0] ^ mask[0];
  if (index >= stations_ || hexadecimal(token_words(seed_, index)) != token) return std::nullopt;
  return index;
}

}  // namespace kazasu::identity
