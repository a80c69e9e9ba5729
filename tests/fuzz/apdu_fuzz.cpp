// Any sequence of commands, at a whole card: every one is answered with a status word, and what is written of
// it can be read again.
#include <algorithm>
#include <string_view>

#include "emulators/card/card_commands.h"
#include "emulators/reader/apdu_mask.h"
#include "emulators/reader/apdu_pcapng.h"
#include "emulators/reader/apdu_text.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

// An input is a row of steps. Their first byte: 00 power off, 01 to FD the length of a command that follows,
// FE two bytes of length and a command, FF a command of the rest of the input.
constexpr std::uint8_t kPowerOff = 0x00;
constexpr std::uint8_t kLongCommand = 0xFE;
constexpr std::uint8_t kRest = 0xFF;

class Steps {
 public:
  explicit Steps(std::string_view input) : input_(input) {}

  bool done() const { return input_.empty(); }
  std::uint8_t next_step() { return static_cast<std::uint8_t>(take(1).front()); }
  std::string_view command_of(std::uint8_t step) {
    if (step == kRest) return take(input_.size());
    if (step != kLongCommand) return take(step);
    auto length = std::size_t{0};
    for (auto const byte : take(2)) length = length << 8U | static_cast<std::uint8_t>(byte);
    return take(length);
  }

 private:
  std::string_view take(std::size_t length) {
    auto const taken = input_.substr(0, length);
    input_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view input_;
};

// Writes each record as all traces have it.
struct Writing final : reader::ApduSink {
  void record(reader::ApduRecord const& record) override {
    auto const line = reader::text_line(record);
    require(line.find('\n') == std::string::npos, "an event is one line");
    require(packets.blocks(record).size() % 4 == 0, "blocks are aligned");
    require(record.masked_command.at + record.masked_command.count <= record.command.size(),
            "what is masked of a command lies in it");
    require(record.masked_answer.at + record.masked_answer.count <= record.answer.size(),
            "what is masked of an answer lies in it");
  }
  reader::ApduPcapng packets;
};

void check_answer(std::string const& answer) {
  auto const decoded = card::decode_response(answer);
  require(decoded.has_value(), "every answer has a status word");
  auto const first = static_cast<unsigned>(decoded->status) >> 8U;
  require(first == 0x90 || first == 0x63 || (first >= 0x65 && first <= 0x6E),
          "the status word is one of the card's");
  require(decoded->data.empty() || first == 0x90, "data come with 9000 alone");
  require(decoded->data.size() <= 65'536, "no answer is longer than the longest Le");
}

// Made anew for each input, so that a finding needs nothing of the inputs before; its contents are made once.
card::Card new_card(identity::PersonSource const& people) {
  static auto const kParts = card::test_parts();
  auto parts = kParts;
  parts.people = &people;
  parts.person = 5;
  return card::Card{std::move(parts)};
}

std::string step(std::string const& hex) {
  auto const command = card::from_hex(hex);
  return std::string{static_cast<char>(command.size())} + command;
}

}  // namespace

std::vector<std::string> seed_inputs() {
  auto const jpki = step("00A4040C0AD392F000260100000001");
  auto const text = step("00A4040C0AD3921000310001010408");
  auto const visual = step("00A4040C0AD3921000310001010402");
  auto const common = step("00A4040C0AD3921000310001010100");
  auto const resident = step("00A4040C05D392100031");
  auto const off = std::string{"\0", 1};
  return {
      jpki + step("00A4020C020018") + step("00200080") + step("002000800431323334") + step("00A4020C020017") +
          step("802A00800730050400040131 00"),
      jpki + step("00A4020C02000A") + step("00B0000004") + step("00B0000000") + step("00B0010000") + off +
          step("00B08A0000"),
      jpki + step("0020009B06414243313233") + step("0024019B06414243313234") + step("00B0810000") +
          step("802A019A03010203 00"),
      text + step("002000910431323334") + step("00B0810000") + step("00B0820000") + step("00B0830000") +
          step("0024019104 31323335") + step("802A000001 55 00"),
      visual + step("00200093 0C 313233343536373839303132") + step("00B0820000") + step("00B0850000"),
      common + step("00B2010C00") + step("00880099015500") + step("8032009C0431323334"),
      resident + step("0020009C0431323334") + step("00B2011400"),
      step("00CA00F200") + step("00CA7F21000000") + step("0084000008") + step("00840000000100"),
      step("FFCA000000") + step("0CB08A0000") + step("80AE0000") + step("00A40000") + step("3031"),
      std::string{"\xFE\x01\x07", 3} + card::from_hex("0020008000 0100") + std::string(256, '7') + off,
      jpki + "\xFF" + card::from_hex("802A0197 000200") + std::string(512, 'm') + card::from_hex("0000"),
  };
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace kazasu;
  auto const people = card::TestPeople{};
  auto card = fuzz::new_card(people);
  auto writing = fuzz::Writing{};
  auto masking = reader::MaskingSink{writing};
  auto steps = fuzz::Steps{std::string_view{reinterpret_cast<char const*>(data), size}};
  while (!steps.done()) {
    auto const step = steps.next_step();
    if (step == fuzz::kPowerOff) {
      card.power_off();
      masking.record({.event = reader::ReaderEvent::kPowerOff, .command = {}, .answer = {}});
      continue;
    }
    auto const command = steps.command_of(step);
    auto answer = card::transmit(card, command);
    fuzz::check_answer(answer);
    masking.record({.command = std::string{command}, .answer = std::move(answer)});
  }
  return 0;
}
