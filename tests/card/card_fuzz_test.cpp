#include <gtest/gtest.h>

#include <array>

#include "emulators/card/card_commands.h"
#include "sim/random.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::card {
namespace {

// Valid commands, half of them then bent in one byte or cut, the other half plain noise.
std::string some_command(sim::RandomStream& random) {
  auto const seeds = std::array{"00A4040C0AD392F000260100000001",
                                "00A4020C020018",
                                "00A4020C02000A",
                                "00200080",
                                "002000980431323334",
                                "00B08A0000",
                                "00B0000000",
                                "802A0097015500",
                                "00A4040C0AD3921000310001010408",
                                "00A4040C0AD3921000310001010402",
                                "00A4040C0AD3921000310001010100",
                                "00A4040C0AD3921000310001010401",
                                "002000910431323334",
                                "00B0820000",
                                "00B2010C00",
                                "0024018006414243313233",
                                "8032009C0431323334",
                                "00880099015500",
                                "00CA00F200",
                                "0084000008",
                                "80AE00000001040102030400",
                                "80A200C10155",
                                "80FC0000",
                                "08B0000005960300000000",
                                "0820009413861101000102030405060708090A0B0C0D0E0F",
                                "00B00000000000"};
  auto bytes = std::string{};
  if (random.chance(500'000)) {
    auto const* const text = seeds[random.below(seeds.size())];
    bytes = from_hex(text);
    if (random.chance(500'000)) bytes[random.below(bytes.size())] = static_cast<char>(random.next() & 0xFFU);
    if (random.chance(100'000)) bytes.resize(random.below(bytes.size()));
  } else {
    bytes.resize(random.below(40));
    for (auto& byte : bytes) byte = static_cast<char>(random.next() & 0xFFU);
  }
  return bytes;
}

TEST(CardFuzz, AnswersEverythingWithAStatusWord) {
  auto const people = TestPeople{};
  auto card = whole_card(people);
  auto random = sim::RandomStream{1, "card fuzz", 0};
  auto successes = 0;
  for (auto i = 0; i < 150'000; ++i) {
    auto const command = some_command(random);
    auto const answer = decode_response(transmit(card, command));
    ASSERT_TRUE(answer) << to_hex(command);
    auto const first = static_cast<unsigned>(answer->status) >> 8U;
    ASSERT_TRUE(first == 0x90 || first == 0x63 || first == 0x66 || first == 0x67 ||
                (first >= 0x68 && first <= 0x6E))
        << to_hex(command) << " answered " << first;
    if (answer->status != StatusWord::kSuccess) {
      ASSERT_TRUE(answer->data.empty()) << to_hex(command);
    }
    successes += answer->status == StatusWord::kSuccess ? 1 : 0;
    if (random.chance(1'000)) card = whole_card(people);
  }
  EXPECT_GT(successes, 10'000);
}

}  // namespace
}  // namespace kazasu::card
