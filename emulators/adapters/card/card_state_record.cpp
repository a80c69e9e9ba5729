#include "emulators/adapters/card/card_state_record.h"

#include <zlib.h>

#include <algorithm>

namespace kazasu::adapters {

namespace {

constexpr auto kMark = std::string_view{"KZ-PINS\n"};
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kLengthAt = 12;
constexpr std::size_t kSequenceAt = 16;
constexpr std::size_t kSeedAt = 24;
constexpr std::size_t kPersonAt = 32;
constexpr std::size_t kIssueAt = 40;
constexpr std::size_t kProfileLengthAt = 41;
constexpr std::size_t kProfileAt = 42;
constexpr std::size_t kLongestProfile = 32;
constexpr std::size_t kStoredAt = 74;  // one bit for each PIN that was ever stored
constexpr std::size_t kPinsAt = 76;
constexpr std::size_t kPinBytes = 2 + card::kLongestPin;
constexpr std::size_t kChecksumBytes = 4;
static_assert(kProfileAt + kLongestProfile == kStoredAt);
static_assert(kPinsAt + card::kPins * kPinBytes + kChecksumBytes == kCardRecordBytes);

void put(std::string& bytes, std::size_t at, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) {
    bytes[at + i] = static_cast<char>(value >> (8U * (width - 1 - i)) & 0xFFU);
  }
}

std::uint64_t get(std::string_view bytes, std::size_t at, std::size_t width) {
  auto value = std::uint64_t{0};
  for (std::size_t i = 0; i < width; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::uint32_t checksum(std::string_view bytes) {
  auto const* const data = reinterpret_cast<Bytef const*>(bytes.data());
  return static_cast<std::uint32_t>(::crc32(0, data, static_cast<uInt>(bytes.size())));
}

// The length is a part of the record, so that the checksum of another version can be found as well.
bool is_whole(std::string_view bytes) {
  if (bytes.size() < kSequenceAt || !bytes.starts_with(kMark)) return false;
  auto const length = get(bytes, kLengthAt, 4);
  if (length < kSequenceAt + kChecksumBytes || length > bytes.size()) return false;
  auto const sealed = bytes.substr(0, length - kChecksumBytes);
  return get(bytes, sealed.size(), kChecksumBytes) == checksum(sealed);
}

std::optional<card::PinState> pin_at(std::string_view bytes, std::size_t pin) {
  if ((get(bytes, kStoredAt, 2) >> pin & 1U) == 0) return std::nullopt;
  auto const at = kPinsAt + pin * kPinBytes;
  auto state = card::PinState{.tries_left = static_cast<std::uint8_t>(bytes[at]),
                              .length = static_cast<std::uint8_t>(bytes[at + 1])};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at + 2), card::kLongestPin, state.pin.begin());
  return state;
}

}  // namespace

std::string encode_card_record(CardStateRecord const& record) {
  auto bytes = std::string(kCardRecordBytes, '\0');
  auto const profile = std::string_view{record.profile}.substr(0, kLongestProfile);
  std::copy(kMark.begin(), kMark.end(), bytes.begin());
  put(bytes, kVersionAt, kCardRecordVersion, 4);
  put(bytes, kLengthAt, kCardRecordBytes, 4);
  put(bytes, kSequenceAt, record.sequence, 8);
  put(bytes, kSeedAt, record.seed, 8);
  put(bytes, kPersonAt, record.person, 8);
  put(bytes, kIssueAt, record.issue, 1);
  put(bytes, kProfileLengthAt, profile.size(), 1);
  std::copy(profile.begin(), profile.end(), bytes.begin() + kProfileAt);
  auto stored = std::uint64_t{0};
  for (std::size_t pin = 0; pin < record.pins.size(); ++pin) {
    auto const& state = record.pins.at(pin);
    if (!state) continue;
    stored |= std::uint64_t{1} << pin;
    auto const at = kPinsAt + pin * kPinBytes;
    put(bytes, at, state->tries_left, 1);
    put(bytes, at + 1, state->length, 1);
    std::copy(state->pin.begin(), state->pin.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at + 2));
  }
  put(bytes, kStoredAt, stored, 2);
  auto const sealed = std::string_view{bytes}.substr(0, kCardRecordBytes - kChecksumBytes);
  put(bytes, sealed.size(), checksum(sealed), kChecksumBytes);
  return bytes;
}

CardRecordReading decode_card_record(std::string_view bytes) {
  if (!is_whole(bytes)) return {};
  if (get(bytes, kVersionAt, 4) != kCardRecordVersion) return {CardRecordFinding::kUnknownVersion, {}};
  auto const profile_length = get(bytes, kProfileLengthAt, 1);
  if (get(bytes, kLengthAt, 4) != kCardRecordBytes || profile_length > kLongestProfile) return {};
  auto record = CardStateRecord{.sequence = get(bytes, kSequenceAt, 8),
                                .seed = get(bytes, kSeedAt, 8),
                                .person = get(bytes, kPersonAt, 8),
                                .profile = std::string{bytes.substr(kProfileAt, profile_length)},
                                .issue = static_cast<std::uint8_t>(get(bytes, kIssueAt, 1))};
  for (std::size_t pin = 0; pin < record.pins.size(); ++pin) record.pins.at(pin) = pin_at(bytes, pin);
  return {CardRecordFinding::kWhole, std::move(record)};
}

CardRecordReading read_card_state(std::string_view file) {
  auto const second_at = std::min(file.size(), kCardRecordStride);
  auto first = decode_card_record(file.substr(0, second_at));
  auto second = decode_card_record(file.substr(second_at));
  if (first.finding == CardRecordFinding::kUnknownVersion) return first;
  if (second.finding != CardRecordFinding::kWhole) {
    return second.finding == CardRecordFinding::kUnknownVersion ? second : first;
  }
  auto const newer_first =
      first.finding == CardRecordFinding::kWhole && first.record.sequence > second.record.sequence;
  return newer_first ? first : second;
}

}  // namespace kazasu::adapters
