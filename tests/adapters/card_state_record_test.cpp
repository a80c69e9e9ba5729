#include "emulators/adapters/card/card_state_record.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace kazasu::adapters {
namespace {

CardStateRecord sample(std::uint64_t sequence) {
  auto record = CardStateRecord{
      .sequence = sequence, .seed = 7, .person = 123456789, .profile = "last_try", .issue = 2};
  record.pins[0] = card::PinState{.tries_left = 2, .length = 4, .pin = {'1', '2', '3', '4'}};
  record.pins[9] = card::PinState{.tries_left = 0, .length = 4, .pin = {'9', '8', '7', '6'}};
  return record;
}

std::string file_of(std::string first, std::string_view second) {
  first.resize(kCardRecordStride, '\0');
  return first.append(second);
}

std::string with_version(std::string bytes, char version) {
  bytes[11] = version;
  auto const sealed = bytes.size() - 4;
  auto const sum = ::crc32(0, reinterpret_cast<Bytef const*>(bytes.data()), static_cast<uInt>(sealed));
  for (std::size_t i = 0; i < 4; ++i) bytes[sealed + i] = static_cast<char>(sum >> (24 - 8 * i) & 0xFFU);
  return bytes;
}

TEST(CardStateRecord, ComesBackAsItWas) {
  auto const bytes = encode_card_record(sample(5));
  ASSERT_EQ(bytes.size(), kCardRecordBytes);
  auto const reading = decode_card_record(bytes + "what follows is somebody else's");
  ASSERT_EQ(reading.finding, CardRecordFinding::kWhole);
  EXPECT_EQ(reading.record, sample(5));
}

TEST(CardStateRecord, NoticesEveryFlippedBit) {
  auto const whole = encode_card_record(sample(5));
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    auto bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    ASSERT_EQ(decode_card_record(bytes).finding, CardRecordFinding::kNone) << "bit " << bit;
  }
}

TEST(CardStateRecord, NoticesEveryMissingEnd) {
  auto const whole = encode_card_record(sample(5));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_EQ(decode_card_record(std::string_view{whole}.substr(0, size)).finding, CardRecordFinding::kNone)
        << size;
  }
}

TEST(CardStateRecord, TellsAnotherVersionFromDamage) {
  auto const newer = with_version(encode_card_record(sample(5)), 2);
  EXPECT_EQ(decode_card_record(newer).finding, CardRecordFinding::kUnknownVersion);
  auto damaged = newer;
  damaged[40] = '\x7F';
  EXPECT_EQ(decode_card_record(damaged).finding, CardRecordFinding::kNone);
}

TEST(CardStateFile, TakesTheNewerRecordWhereverItIs) {
  auto const older = encode_card_record(sample(8));
  auto const newer = encode_card_record(sample(9));
  EXPECT_EQ(read_card_state(file_of(older, newer)).record.sequence, 9U);
  EXPECT_EQ(read_card_state(file_of(newer, older)).record.sequence, 9U);
}

TEST(CardStateFile, TakesTheWholeRecordOfTwo) {
  auto const whole = encode_card_record(sample(8));
  auto const torn = encode_card_record(sample(9)).substr(0, 100);
  EXPECT_EQ(read_card_state(file_of(whole, torn)).record.sequence, 8U);
  EXPECT_EQ(read_card_state(file_of(torn, whole)).record.sequence, 8U);
  EXPECT_EQ(read_card_state(whole).record.sequence, 8U);
}

TEST(CardStateFile, HasNothingWhenNeitherRecordIsWhole) {
  auto const torn = encode_card_record(sample(9)).substr(0, 100);
  EXPECT_EQ(read_card_state(file_of(torn, torn)).finding, CardRecordFinding::kNone);
  EXPECT_EQ(read_card_state({}).finding, CardRecordFinding::kNone);
  EXPECT_EQ(read_card_state(std::string(2 * kCardRecordStride, '\xFF')).finding, CardRecordFinding::kNone);
}

TEST(CardStateFile, RefusesAnUnknownVersionEvenBesideOneItKnows) {
  auto const known = encode_card_record(sample(8));
  auto const newer = with_version(encode_card_record(sample(9)), 2);
  EXPECT_EQ(read_card_state(file_of(known, newer)).finding, CardRecordFinding::kUnknownVersion);
  EXPECT_EQ(read_card_state(file_of(newer, known)).finding, CardRecordFinding::kUnknownVersion);
}

}  // namespace
}  // namespace kazasu::adapters
