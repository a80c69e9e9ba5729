// No output may show a PIN or a personal number, whatever is sent to a whole card that has them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/card/card_holder.h"
#include "emulators/reader/apdu_mask.h"
#include "emulators/reader/apdu_pcapng.h"
#include "emulators/reader/apdu_text.h"
#include "tests/card/card_fixture.h"
#include "tests/reader/recorded.h"

namespace kazasu::reader {
namespace {

using card::from_hex;
using card::to_hex;

struct CanaryPeople final : identity::PersonSource {
  std::uint64_t people() const override { return 1; }
  identity::Person person(identity::PersonIndex) const override {
    auto person = card::TestPeople{}.person(407'218'365);
    person.pin = "7391";
    return person;
  }
  std::optional<identity::PersonIndex> by_certificate_serial(std::uint32_t) const override { return 0; }
};

struct Secrets {
  std::string pin = "7391";
  std::string signing_pin = "QZ7X9K2M";
  std::string personal_number;
  std::string number_b;
  std::string birth_pin;
  std::string new_signing_pin = "WV8Y3J5N";

  std::vector<std::string> all() const {
    return {pin, signing_pin, personal_number, number_b, birth_pin, new_signing_pin};
  }
};

card::Card canary_card(identity::PersonSource const& people, Secrets const& secrets) {
  auto parts = card::test_parts();
  parts.pin = secrets.pin;
  parts.signing->pin = secrets.signing_pin;
  parts.people = &people;
  return card::Card{std::move(parts)};
}

// All that is ever written of a record: a sink of its own for each form.
struct Outputs final : ApduSink {
  Outputs() : pcapng(ApduPcapng::beginning()) {}
  void record(ApduRecord const& record) override {
    text += text_line(record) + "\n" + summary(record) + "\n";
    pcapng += packets.blocks(record);
    ++records;
  }
  ApduPcapng packets;
  std::string text;
  std::string pcapng;
  int records = 0;
};

std::string apdu(std::string_view header, std::string_view data) {
  return from_hex(header) + static_cast<char>(data.size()) + std::string{data};
}

struct Sender {
  // True for 9000.
  bool operator()(std::string const& command) {
    auto const record = played(card, command);
    sink.record(record);
    return record.answer == from_hex("9000");
  }
  card::Card& card;
  ApduSink& sink;
};

// Every secret at one file, with the right one after each, so that no PIN is blocked.
void try_all_pins(Sender send, int sfi, Secrets const& secrets) {
  auto header = from_hex("00200080");
  header[3] = static_cast<char>(0x80 | sfi);
  auto const secrets_to_try = secrets.all();
  auto const verify = [&](std::string const& secret) {
    return send(header + static_cast<char>(secret.size()) + secret);
  };
  for (auto const& secret : secrets_to_try) {
    if (!verify(secret)) static_cast<void>(std::any_of(secrets_to_try.begin(), secrets_to_try.end(), verify));
  }
}

// What a terminal does that uses everything, and reads every file in every way.
void use_everything(Sender send, Secrets const& secrets) {
  constexpr auto kAids = std::array{card::kJpkiAid,   card::kTextAid,     card::kVisualAid,
                                    card::kCommonAid, card::kResidentAid, card::kCardManagerAid};
  for (auto const aid : kAids) {
    send(apdu("00A4040C", aid));
    for (auto sfi = 0; sfi <= 30; ++sfi) try_all_pins(send, sfi, secrets);
    send(apdu("0024019B", secrets.new_signing_pin));
    send(apdu("0024019B", secrets.signing_pin));
    send(apdu("00240191", secrets.pin));
    send(apdu("8032009C", secrets.pin));
    for (auto file = 0; file <= 0x1E; ++file) {
      send(from_hex("00A4020C02") + '\0' + static_cast<char>(file));
      for (auto const* const read :
           {"00B0000000", "00B00000000000", "00B0000500", "00B2010400", "00B2020400"}) {
        send(from_hex(read));
      }
      auto by_short_id = from_hex("00B0800000");
      by_short_id[2] = static_cast<char>(0x80 | file);
      send(by_short_id);
    }
  }
}

// Every instruction with every secret as its data, in several classes and forms.
void misuse_everything(Sender send, Secrets const& secrets) {
  for (auto const& secret : secrets.all()) {
    send(secret);
    for (auto const cla : {0x00, 0x80, 0x0C, 0x84, 0xFF, 0x31}) {
      for (auto ins = 0; ins <= 0xFF; ++ins) {
        auto header = std::string{static_cast<char>(cla), static_cast<char>(ins), '\0', '\x80'};
        send(header + static_cast<char>(secret.size()) + secret);
        send(header + static_cast<char>(secret.size()) + secret + '\0');
        send(header + std::string{"\0\0", 2} + static_cast<char>(secret.size()) + secret);
        send(header + secret);
        header[2] = '\x04';
        send(header + static_cast<char>(secret.size()) + secret);
      }
    }
  }
}

void expect_nowhere(std::string const& secret, Outputs const& outputs) {
  auto hex = to_hex(secret);
  EXPECT_EQ(outputs.text.find(secret), std::string::npos);
  EXPECT_EQ(outputs.text.find(hex), std::string::npos);
  EXPECT_EQ(outputs.pcapng.find(secret), std::string::npos);
  EXPECT_EQ(outputs.pcapng.find(hex), std::string::npos);
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  EXPECT_EQ(outputs.text.find(hex), std::string::npos);
}

class Canary : public testing::Test {
 protected:
  Canary() {
    auto const holder = card::card_holder(people_.person(0));
    secrets_.personal_number = holder.personal_number;
    secrets_.number_b = holder.number_b;
    secrets_.birth_pin = holder.birth_pin;
    sink_.record({.event = ReaderEvent::kPowerOn, .command = {}, .answer = {}});
  }
  void TearDown() override {
    for (auto const& secret : secrets_.all()) expect_nowhere(secret, outputs_);
  }

  CanaryPeople people_;
  Secrets secrets_;
  Outputs outputs_;
  MaskingSink sink_{outputs_};
};

TEST_F(Canary, NothingIsSeenWhenEverythingIsUsed) {
  auto card = canary_card(people_, secrets_);
  use_everything({card, sink_}, secrets_);
  EXPECT_GT(outputs_.records, 2'000);
  // The number did pass, and what need not be hidden is there.
  card.power_off();
  card::transmit(card, apdu("00A4040C", card::kTextAid));
  card::transmit(card, apdu("00200091", secrets_.pin));
  EXPECT_NE(card::transmit(card, from_hex("00B0810000")).find(secrets_.personal_number), std::string::npos);
  EXPECT_NE(outputs_.text.find(to_hex(card::TestPeople{}.person(0).address)), std::string::npos);
}

TEST_F(Canary, NothingIsSeenWhenSecretsAreSentAnywhere) {
  auto card = canary_card(people_, secrets_);
  misuse_everything({card, sink_}, secrets_);
  card::transmit(card, apdu("00A4040C", card::kTextAid));
  misuse_everything({card, sink_}, secrets_);
  EXPECT_GT(outputs_.records, 70'000);
}

TEST_F(Canary, NothingIsSeenUnderFaults) {
  // Wrong, cut and flipped answers in the middle of everything.
  struct FaultySink final : ApduSink {
    explicit FaultySink(ApduSink& masked) : next(masked) {}
    void record(ApduRecord const& given) override {
      auto changed = given;
      if (random.chance(200'000)) {
        changed.end = ExchangeEnd::kDistorted;
        changed.answer.resize(random.below(changed.answer.size() + 1));
      } else if (random.chance(100'000)) {
        changed.end = ExchangeEnd::kDistorted;
        changed.answer = from_hex("6F00");
      } else if (random.chance(50'000)) {
        changed.end = ExchangeEnd::kMute;
        changed.answer.clear();
      }
      next.record(changed);
    }
    ApduSink& next;
    sim::RandomStream random{11, "canary", 0};
  };
  for (auto round = 0; round < 5; ++round) {
    auto card = canary_card(people_, secrets_);
    auto faulty = FaultySink{sink_};
    faulty.random = sim::RandomStream{11, "canary", static_cast<std::uint64_t>(round)};
    use_everything({card, faulty}, secrets_);
  }
  EXPECT_GT(outputs_.records, 10'000);
}

}  // namespace
}  // namespace kazasu::reader
