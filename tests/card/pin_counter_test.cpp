#include "emulators/card/pin_counter.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "emulators/card/card_commands.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::card {
namespace {

using enum StatusWord;

// Keeps everything, remembers the order, and fails from a given store on.
struct NotedMemory final : CardMemory {
  struct Store {
    PinId pin;
    PinState state;
  };
  std::optional<PinState> load(PinId pin) const override {
    auto const found = kept.find(pin);
    return found == kept.end() ? std::nullopt : std::optional{found->second};
  }
  void store(PinId pin, PinState const& state) override {
    if (stores.size() >= fails_from) throw std::runtime_error("the memory is worn out");
    stores.push_back({pin, state});
    kept[pin] = state;
  }
  std::map<PinId, PinState> kept;
  std::vector<Store> stores;
  std::size_t fails_from = 1000;
};

PinSettings settings(NotedMemory& memory) {
  return {.pin = "1234", .tries = 3, .memory = &memory, .id = PinId::kAuthentication};
}

TEST(PinCounter, StoresTheTryBeforeItKnowsWhetherThePinIsRight) {
  for (auto const* attempt : {"1234", "9999"}) {
    auto memory = NotedMemory{};
    auto counter = PinCounter{settings(memory)};
    counter.verify(attempt);
    ASSERT_FALSE(memory.stores.empty());
    EXPECT_EQ(memory.stores[0].state.tries_left, 2) << attempt;
  }
}

TEST(PinCounter, StoresAllTriesAfterASuccessAlone) {
  auto memory = NotedMemory{};
  auto counter = PinCounter{settings(memory)};
  EXPECT_EQ(counter.verify("9999"), tries_left_status(2));
  ASSERT_EQ(memory.stores.size(), 1U);
  EXPECT_EQ(counter.verify("1234"), kSuccess);
  ASSERT_EQ(memory.stores.size(), 3U);
  EXPECT_EQ(memory.stores[1].state.tries_left, 1);
  EXPECT_EQ(memory.stores[2].state.tries_left, 3);
}

TEST(PinCounter, ABlockedPinIsNeitherComparedNorStored) {
  auto memory = NotedMemory{};
  auto start = settings(memory);
  start.left = 0;
  auto counter = PinCounter{start};
  EXPECT_EQ(counter.verify("1234"), kReferenceDataUnusable);
  EXPECT_TRUE(memory.stores.empty());
}

TEST(PinCounter, FindsWhatAnotherOneLeftBehind) {
  auto memory = NotedMemory{};
  {
    auto counter = PinCounter{settings(memory)};
    counter.verify("1234");
    counter.change("5678");
    counter.verify("1234");
  }
  auto counter = PinCounter{settings(memory)};
  EXPECT_EQ(counter.tries_left(), 2);
  EXPECT_EQ(counter.verify("1234"), tries_left_status(1));
  EXPECT_EQ(counter.verify("5678"), kSuccess);
}

TEST(PinCounter, AMemoryThatFailsBeforeTheComparisonCostsNothing) {
  auto memory = NotedMemory{};
  auto counter = PinCounter{settings(memory)};
  memory.fails_from = 0;
  EXPECT_EQ(counter.verify("1234"), kMemoryFailure);
  EXPECT_EQ(counter.verify("9999"), kMemoryFailure);
  EXPECT_EQ(counter.change("5678"), kMemoryFailure);
  EXPECT_EQ(counter.tries_left(), 3);
  memory.fails_from = 1000;
  EXPECT_EQ(counter.verify("1234"), kSuccess);
}

TEST(PinCounter, AMemoryThatFailsAfterASuccessGivesNothingBack) {
  auto memory = NotedMemory{};
  auto counter = PinCounter{settings(memory)};
  memory.fails_from = 1;
  EXPECT_EQ(counter.verify("1234"), kMemoryFailure);
  EXPECT_EQ(counter.tries_left(), 2);
  EXPECT_EQ(memory.kept.at(PinId::kAuthentication).tries_left, 2);
}

TEST(PinCounter, TakesNoMoreTriesFromAMemoryThanThePinCanHave) {
  auto memory = NotedMemory{};
  memory.kept[PinId::kAuthentication] = {.tries_left = 15, .length = 4, .pin = {'1', '2', '3', '4'}};
  EXPECT_EQ(PinCounter{settings(memory)}.tries_left(), 3);
  memory.kept[PinId::kAuthentication] = {.tries_left = 3, .length = 0};
  EXPECT_EQ(PinCounter{settings(memory)}.tries_left(), 0);
}

// A card whose memory the test keeps beyond it.
struct LentMemory final : CardMemory {
  explicit LentMemory(NotedMemory& to) : memory(to) {}
  std::optional<PinState> load(PinId pin) const override { return memory.load(pin); }
  void store(PinId pin, PinState const& state) override { memory.store(pin, state); }
  NotedMemory& memory;
};

Card card_with(NotedMemory& memory, identity::PersonSource const& people) {
  auto parts = test_parts();
  parts.people = &people;
  parts.person = 5;
  return Card{std::move(parts), std::make_unique<LentMemory>(memory)};
}

struct PinFile {
  char const* application;
  char const* wrong_pin;  // VERIFY with a wrong one, by short identifier
  char const* query;
  int tries;
};
constexpr auto kJpki = "00A4040C0AD392F000260100000001";
constexpr auto kText = "00A4040C0AD3921000310001010408";
constexpr auto kVisual = "00A4040C0AD3921000310001010402";
constexpr auto kCommon = "00A4040C0AD3921000310001010100";
constexpr auto kPinFiles = std::array{
    PinFile{kJpki, "002000980439393939", "00200098", 3},
    PinFile{kJpki, "0020009B065A5A5A5A5A5A", "0020009B", 5},
    PinFile{kText, "002000910439393939", "00200091", 3},
    PinFile{kText, "002000940C393939393939393939393939", "00200094", 10},
    PinFile{kText, "002000950E3939393939393939393939393939", "00200095", 10},
    PinFile{kVisual, "0020009106393939393939", "00200091", 10},
    PinFile{kVisual, "002000920E3939393939393939393939393939", "00200092", 10},
    PinFile{kVisual, "002000930C393939393939393939393939", "00200093", 10},
    PinFile{kCommon, "0020009C0439393939", "0020009C", 3},
};

TEST(CardWithMemory, KeepsTheTriesOfEveryPinForTheNextCard) {
  auto const people = TestPeople{};
  auto memory = NotedMemory{};
  {
    auto card = card_with(memory, people);
    for (auto const& file : kPinFiles) {
      transmit(card, from_hex(file.application));
      transmit(card, from_hex(file.wrong_pin));
    }
  }
  EXPECT_EQ(memory.kept.size(), kPinFiles.size());
  auto card = card_with(memory, people);
  for (auto const& file : kPinFiles) {
    transmit(card, from_hex(file.application));
    auto expected = std::string{};
    append_status(expected, tries_left_status(file.tries - 1));
    EXPECT_EQ(to_hex(transmit(card, from_hex(file.query))), to_hex(expected)) << file.query;
  }
}

TEST(CardWithMemory, AnswersAMemoryFailureAndVerifiesNothing) {
  auto const people = TestPeople{};
  auto memory = NotedMemory{};
  auto card = card_with(memory, people);
  transmit(card, from_hex(kJpki));
  memory.fails_from = 1;  // the decrement is kept, the success is not
  EXPECT_EQ(to_hex(transmit(card, from_hex("002000980431323334"))), "6581");
  EXPECT_EQ(to_hex(transmit(card, from_hex("802A00970130"
                                           "00"))),
            "6982");
  EXPECT_EQ(to_hex(transmit(card, from_hex("00200098"))), "63C2");
}

TEST(CardWithMemory, AChangeThatCannotBeKeptLeavesTheOldPin) {
  auto const people = TestPeople{};
  auto memory = NotedMemory{};
  auto card = card_with(memory, people);
  transmit(card, from_hex(kJpki));
  ASSERT_EQ(to_hex(transmit(card, from_hex("002000980431323334"))), "9000");
  memory.fails_from = memory.stores.size();
  EXPECT_EQ(to_hex(transmit(card, from_hex("002401980435363738"))), "6581");
  memory.fails_from = 1000;
  EXPECT_EQ(to_hex(transmit(card, from_hex("002000980431323334"))), "9000");
}

TEST(CardParts, SayHowManyTriesAreLeftAtFirst) {
  auto parts = test_parts();
  parts.tries_left = std::uint8_t{0};
  parts.signing->tries_left = std::uint8_t{1};
  auto card = Card{std::move(parts)};
  transmit(card, from_hex(kJpki));
  EXPECT_EQ(to_hex(transmit(card, from_hex("00200098"))), "63C0");
  EXPECT_EQ(to_hex(transmit(card, from_hex("002000980431323334"))), "6984");
  EXPECT_EQ(to_hex(transmit(card, from_hex("0020009B"))), "63C1");
  EXPECT_EQ(to_hex(transmit(card, from_hex("0020009B06414243313233"))), "9000");
  EXPECT_EQ(to_hex(transmit(card, from_hex("0020009B"))), "63C5");
}

// Issues on demand, as the maker of a million cards does.
struct CountingIssuer final : PartsIssuer {
  void issue(CardParts& parts) const override {
    ++issued;
    if (fails) throw std::runtime_error("no keys today");
    auto made = test_parts();
    parts.certificate = made.certificate;
    parts.issuer_certificate = made.issuer_certificate;
    parts.signer = made.signer;
    parts.signing->certificate = made.signing->certificate;
    parts.signing->issuer_certificate = made.signing->issuer_certificate;
    parts.signing->signer = made.signing->signer;
  }
  mutable int issued = 0;
  bool fails = false;
};

CardParts late_parts(PartsIssuer const& issuer) {
  return {.pin = std::string{kTestPin},
          .signing = SigningParts{.pin = std::string{kTestSigningPin}},
          .later = &issuer};
}

TEST(CardIssuedLate, GetsItsCertificatesOnceACommandNeedsOne) {
  auto const issuer = CountingIssuer{};
  auto card = Card{late_parts(issuer)};
  auto copy = card;
  transmit(card, from_hex(kJpki));
  EXPECT_EQ(transmit(card, from_hex("00B0860000")).size(), 162U);
  EXPECT_EQ(to_hex(transmit(card, from_hex("00B0880000"))), "8F8F009000");
  EXPECT_EQ(to_hex(transmit(card, from_hex("002000980431323334"))), "9000");
  EXPECT_EQ(issuer.issued, 0);
  EXPECT_EQ(transmit(card, from_hex("00B08A0000")).size(), 258U);
  EXPECT_EQ(transmit(card, from_hex("802A00970130"
                                    "00"))
                .size(),
            258U);
  transmit(copy, from_hex(kJpki));
  EXPECT_EQ(transmit(copy, from_hex("00B08B0000")).size(), 258U);
  EXPECT_EQ(issuer.issued, 1);
}

TEST(CardIssuedLate, TriesAgainAfterAnIssuerThatThrew) {
  auto issuer = CountingIssuer{};
  issuer.fails = true;
  auto card = Card{late_parts(issuer)};
  transmit(card, from_hex(kJpki));
  EXPECT_THROW(transmit(card, from_hex("00B08A0000")), std::runtime_error);
  issuer.fails = false;
  EXPECT_EQ(transmit(card, from_hex("00B08A0000")).size(), 258U);
}

}  // namespace
}  // namespace kazasu::card
