#include "emulators/card/card_deck.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <stdexcept>
#include <thread>
#include <vector>

#include "emulators/card/card_commands.h"
#include "emulators/card/card_description.h"
#include "emulators/card/card_holder.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::card {
namespace {

constexpr auto kSelectJpki = "00A4040C0AD392F000260100000001";
constexpr auto kSelectText = "00A4040C0AD3921000310001010408";

std::vector<CardProfile> profiles() {
  auto all = std::vector<CardProfile>(5);
  all[0].title = "everything in order";
  all[1].name = "last_try";
  all[1].authentication_tries = std::uint8_t{1};
  all[1].signing_tries = std::uint8_t{0};
  all[2].name = "face";
  all[2].kind = CardKind::kFaceAuthentication;
  all[3].name = "smartphone";
  all[3].kind = CardKind::kSmartphone;
  all[4].name = "reissued";
  all[4].issue = 2;
  return all;
}

struct World {
  TestPeople people;
  TestIssuer issuer{test_credential()};
  CardDeck deck{{.people = people, .issuer = issuer, .calendar = {}}, profiles()};
};

std::string answer(Card card, char const* select, char const* command) {
  transmit(card, from_hex(select));
  return to_hex(transmit(card, from_hex(command)));
}

TEST(CardDeck, HandsOutTheSameCardAgain) {
  auto world = World{};
  auto& card = world.deck.card(7, "ordinary");
  EXPECT_EQ(answer(card, kSelectJpki, "002000980439393939"), "63C2");
  EXPECT_EQ(&world.deck.card(7, "ordinary"), &card);
  EXPECT_EQ(answer(world.deck.card(7, "ordinary"), kSelectJpki, "00200098"), "63C2");
  EXPECT_EQ(answer(world.deck.card(8, "ordinary"), kSelectJpki, "00200098"), "63C3");
  EXPECT_EQ(answer(world.deck.card(7, "smartphone"), kSelectJpki, "00200098"), "63C3");
  EXPECT_EQ(world.deck.cards(), 3U);
}

TEST(CardDeck, IssuesCertificatesOnlyToCardsThatAreAskedForThem) {
  auto world = World{};
  for (identity::PersonIndex person = 0; person < 10; ++person) {
    auto card = world.deck.card(person, "ordinary");
    transmit(card, from_hex(kSelectJpki));
    transmit(card, from_hex("00B0860000"));
    transmit(card, from_hex("002000980431323334"));
  }
  EXPECT_EQ(world.issuer.issued, 0);
  EXPECT_EQ(answer(world.deck.card(3, "ordinary"), kSelectJpki, "00B08A0004"), "308202549000");
  EXPECT_EQ(answer(world.deck.card(3, "ordinary"), kSelectJpki, "00B08B0004"), "308205119000");
  EXPECT_EQ(world.issuer.issued, 1);
}

TEST(CardDeck, GivesTheTriesThatTheProfileLeaves) {
  auto world = World{};
  EXPECT_EQ(answer(world.deck.card(7, "last_try"), kSelectJpki, "00200098"), "63C1");
  EXPECT_EQ(answer(world.deck.card(7, "last_try"), kSelectJpki, "002000980431323334"), "9000");
  EXPECT_EQ(answer(world.deck.card(7, "last_try"), kSelectJpki, "00200098"), "63C3");
}

// Has an authority for signing certificates as well.
struct SigningIssuer final : identity::CardIssuer {
  identity::CardCredential issue(identity::Person const&) const override { return test_credential(); }
  std::optional<identity::CardCredential> issue_signing(identity::Person const&) const override {
    ++signing;
    return test_credential(700);
  }
  mutable std::atomic<int> signing = 0;
};

// Test people with a PIN for signatures.
struct SigningPeople final : identity::PersonSource {
  std::uint64_t people() const override { return 1000; }
  identity::Person person(identity::PersonIndex index) const override {
    auto person = TestPeople{}.person(index);
    person.signing_pin = kTestSigningPin;
    return person;
  }
  std::optional<identity::PersonIndex> by_certificate_serial(std::uint32_t) const override { return {}; }
};

TEST(CardDeck, GivesASigningHalfToTheKindsOfCardsThatHaveOne) {
  auto const people = SigningPeople{};
  auto const issuer = SigningIssuer{};
  auto deck = CardDeck{{.people = people, .issuer = issuer, .calendar = {}}, profiles()};
  auto card = deck.card(7, "ordinary");
  EXPECT_EQ(answer(card, kSelectJpki, "00B0880000"), "8F8F009000");
  EXPECT_EQ(issuer.signing, 1) << "to find out whether there is one";
  EXPECT_EQ(answer(card, kSelectJpki, "00B0820004"), "308205119000");
  transmit(card, from_hex(kSelectJpki));
  transmit(card, from_hex("0020009B06414243313233"));
  EXPECT_EQ(to_hex(transmit(card, from_hex("00B0810004"))), "308202B89000");
  EXPECT_EQ(issuer.signing, 2);
  EXPECT_EQ(answer(card, kSelectJpki, "0020009B06414243313233"), "9000");
  EXPECT_EQ(answer(deck.card(7, "last_try"), kSelectJpki, "0020009B06414243313233"), "6984");
  EXPECT_EQ(answer(deck.card(7, "face"), kSelectJpki, "00B0880000"), "008F009000");
  EXPECT_EQ(answer(deck.card(7, "face"), kSelectJpki, "0020009B"), "63C0");
  EXPECT_EQ(card_pins(deck.maker("smartphone"), 7, nullptr), "1234\nsigning        ABC123\n");
}

TEST(CardDeck, MakesTheNextGenerationOnlyWhereItIsIssued) {
  auto const people = TestPeople{};
  auto const issuer = TestIssuer{test_credential()};
  auto const next = TestIssuer{test_credential(900)};
  auto next_profiles = std::vector<CardProfile>(1);
  next_profiles[0].name = "next";
  next_profiles[0].kind = CardKind::kNextGeneration;
  auto world = CardWorld{.people = people, .issuer = issuer, .calendar = {}};
  EXPECT_THROW((CardDeck{world, next_profiles}.card(7, "next")), std::invalid_argument);
  world.next_generation = &next;
  auto deck = CardDeck{world, next_profiles};
  EXPECT_EQ(answer(deck.card(7, "next"), kSelectJpki, "00B08A0004"), "308203809000");
}

TEST(CardDeck, AFaceAuthenticationCardHasNoPinAnywhere) {
  auto world = World{};
  auto const& card = world.deck.card(7, "face");
  EXPECT_EQ(answer(card, kSelectJpki, "00200098"), "63C0");
  EXPECT_EQ(answer(card, kSelectJpki, "002000980431323334"), "6984");
  EXPECT_EQ(answer(card, kSelectText, "00200091"), "63C0");
}

TEST(CardDeck, ASmartphoneHasTheJpkiApplicationAlone) {
  auto world = World{};
  auto card = world.deck.card(7, "smartphone");
  EXPECT_EQ(to_hex(transmit(card, from_hex(kSelectText))), "6A82");
  EXPECT_EQ(to_hex(transmit(card, from_hex(kSelectJpki))), "9000");
}

TEST(CardDeck, SaysWhatItDoesNotHave) {
  auto world = World{};
  auto complaint = [&](identity::PersonIndex person, char const* profile) {
    try {
      world.deck.card(person, profile);
    } catch (std::invalid_argument const& error) {
      return std::string{error.what()};
    }
    return std::string{};
  };
  EXPECT_EQ(complaint(0, "last_tri"), "there is no profile 'last_tri' — did you mean 'last_try'?");
  EXPECT_EQ(complaint(1000, "ordinary"), "there is no person 1000: the population has 1000, counted from 0");
  EXPECT_EQ(complaint(0, "reissued"), "this population has no cards that were issued again");
}

TEST(CardDeck, MayBeAskedFromSeveralThreads) {
  auto world = World{};
  auto threads = std::vector<std::jthread>{};
  for (auto i = 0; i < 4; ++i) {
    threads.emplace_back([&world] {
      for (identity::PersonIndex person = 0; person < 100; ++person) {
        auto card = world.deck.card(person, "ordinary");
        transmit(card, from_hex(kSelectJpki));
        transmit(card, from_hex("00B08A0004"));
      }
    });
  }
  threads.clear();
  EXPECT_EQ(world.deck.cards(), 100U);
  EXPECT_EQ(world.issuer.issued, 100);
}

// Memories that outlast the cards.
struct KeptMemories final : CardMemories {
  struct Memory final : CardMemory {
    explicit Memory(std::map<PinId, PinState>& to) : kept(to) {}
    std::optional<PinState> load(PinId pin) const override {
      auto const found = kept.find(pin);
      return found == kept.end() ? std::nullopt : std::optional{found->second};
    }
    void store(PinId pin, PinState const& state) override { kept[pin] = state; }
    std::map<PinId, PinState>& kept;
  };
  std::unique_ptr<CardMemory> memory_of(CardKey const& key) override {
    return std::make_unique<Memory>(
        cards[std::to_string(key.seed) + " " + std::to_string(key.person) + " " + std::string{key.profile}]);
  }
  std::map<std::string, std::map<PinId, PinState>> cards;
};

TEST(CardDeck, FindsTheStateOfItsCardsAgain) {
  auto const people = TestPeople{};
  auto const issuer = TestIssuer{};
  auto memories = KeptMemories{};
  auto const world = CardWorld{.people = people, .issuer = issuer, .calendar = {.seed = 9}};
  {
    auto deck = CardDeck{world, profiles(), &memories};
    EXPECT_EQ(answer(deck.card(7, "ordinary"), kSelectJpki, "002000980439393939"), "63C2");
  }
  EXPECT_EQ(memories.cards.begin()->first, "9 7 ordinary");
  auto deck = CardDeck{world, profiles(), &memories};
  EXPECT_EQ(answer(deck.card(7, "ordinary"), kSelectJpki, "00200098"), "63C2");
  EXPECT_EQ(answer(deck.card(7, "last_try"), kSelectJpki, "00200098"), "63C1");
}

TEST(DescribeCard, TellsTheStateOfTheCardAndNoSecret) {
  auto world = World{};
  answer(world.deck.card(7, "ordinary"), kSelectJpki, "002000980439393939");
  auto const text = describe_card(world.deck.maker("ordinary"), 7, world.deck.card(7, "ordinary"));
  EXPECT_EQ(text,
            "person         7 of seed 1\n"
            "profile        ordinary: everything in order\n"
            "kind           My Number card (個人番号カード)\n"
            "name           試験\u3000花子 ()\n"
            "born           1980-02-17\n"
            "certificate    serial 00000008, valid 1970-01-01 to 2030-02-17\n"
            "issue          1\n"
            "insurance      registered\n"
            "tries left     authentication 2 of 3, signing 0 of 5\n");
  EXPECT_EQ(text.find(kTestPin), std::string::npos);
  EXPECT_EQ(text.find(card_holder(world.people.person(7)).personal_number), std::string::npos);
}

TEST(DescribeCard, HasTheAuthenticationPinAloneOnTheFirstLine) {
  auto world = World{};
  auto const text = card_pins(world.deck.maker("ordinary"), 7, nullptr);
  EXPECT_EQ(text.substr(0, text.find('\n')), kTestPin);
  auto const holder = card_holder(world.people.person(7));
  EXPECT_NE(text.find("number A       " + holder.personal_number + "\n"), std::string::npos) << text;
  EXPECT_NE(text.find("number B       " + holder.number_b + "\n"), std::string::npos) << text;
  EXPECT_NE(text.find("birth date     550217\n"), std::string::npos) << text;
  EXPECT_EQ(card_pins(world.deck.maker("face"), 7, nullptr).substr(0, 5), "none\n");
  EXPECT_EQ(card_pins(world.deck.maker("smartphone"), 7, nullptr), "1234\nsigning        none\n");
}

TEST(DescribeCard, KnowsAPinThatWasChanged) {
  auto world = World{};
  auto memories = KeptMemories{};
  auto const memory = memories.memory_of({.seed = 1, .person = 7, .profile = "ordinary"});
  memory->store(PinId::kAuthentication, {.tries_left = 3, .length = 4, .pin = {'8', '7', '6', '5'}});
  EXPECT_EQ(card_pins(world.deck.maker("ordinary"), 7, memory.get()).substr(0, 5), "8765\n");
}

TEST(DescribeProfiles, PutsTitlesInAColumn) {
  auto all = profiles();
  all.resize(2);
  all[1].title = "one try is left";
  EXPECT_EQ(describe_profiles(all), "ordinary  everything in order\nlast_try  one try is left\n");
}

}  // namespace
}  // namespace kazasu::card
