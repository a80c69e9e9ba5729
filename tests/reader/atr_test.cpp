#include "emulators/reader/atr.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::reader {
namespace {

// The bytes of known cards: pcsc-tools' list, OpenSC's registration of the minidriver.
TEST(Atr, IsThatOfKnownCards) {
  EXPECT_EQ(card::to_hex(contact_atr()), "3BDA13FF8131FB468012392F31C173C601C03B");
  EXPECT_EQ(card::to_hex(contactless_atr()),
            "3B8880010000"
            "41E0B381A1003B");
}

// ISO/IEC 7816-3, 8.2.5: the exclusive or of T0 to TCK is zero.
TEST(Atr, HasItsCheckByte) {
  for (auto const atr : {contact_atr(), contactless_atr()}) {
    auto check = 0;
    for (auto const byte : atr.substr(1)) check ^= static_cast<unsigned char>(byte);
    EXPECT_EQ(check, 0);
  }
}

TEST(Atr, IsWhatTheCardManagerSays) {
  auto card = card::test_card();
  card::play(card, "00CA5F51 00 -> " + card::to_hex(contact_atr().substr(1)) + "9000\n");
}

TEST(Pupi, TellsPeopleApart) {
  auto seen = std::set<std::string>{};
  for (identity::PersonIndex person = 0; person < 1000; ++person) {
    EXPECT_EQ(pupi(person).size(), 4U);
    EXPECT_EQ(pupi(person), pupi(person));
    seen.insert(pupi(person));
  }
  EXPECT_EQ(seen.size(), 1000U);
}

}  // namespace
}  // namespace kazasu::reader
