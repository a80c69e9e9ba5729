#include "emulators/reader/apdu_names.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "emulators/card/applications.h"

namespace kazasu::reader {

namespace {

using card::CommandApdu;

constexpr auto kDigits = std::string_view{"0123456789ABCDEF"};

std::string hexadecimal(std::uint32_t number, unsigned digits) {
  auto text = std::string{};
  for (auto i = digits; i > 0; --i) text += kDigits[number >> 4U * (i - 1) & 0x0FU];
  return text;
}

std::string_view application_name(card::ApplicationId application) {
  switch (application) {
    case card::ApplicationId::kCardManager:
      return "card manager";
    case card::ApplicationId::kJpki:
      return "JPKI";
    case card::ApplicationId::kText:
      return "券面入力補助AP";
    case card::ApplicationId::kVisual:
      return "券面事項確認AP";
    case card::ApplicationId::kCommon:
      return "共通AP";
    case card::ApplicationId::kResident:
      return "住基AP";
  }
  return {};
}

std::string select_name(CommandApdu const& command) {
  if (command.p1 == 0x04) {
    auto const application = card::find_application(command.data);
    return std::string{"SELECT "}.append(application ? application_name(*application)
                                                     : "another application");
  }
  if (command.p1 == 0x02 && command.data.size() == 2) {
    return "SELECT EF " + reader::hexadecimal(command.data);
  }
  return "SELECT";
}

std::string of_file(std::string name, unsigned short_id) {
  return short_id == 0 ? name : name.append(" EF ").append(hexadecimal(short_id, 4));
}

std::string read_binary_name(CommandApdu const& command) {
  auto const by_short_id = (command.p1 & 0x80U) != 0;
  auto const offset = by_short_id ? command.p2 : static_cast<unsigned>(command.p1) << 8U | command.p2;
  auto name = of_file("READ BINARY", by_short_id ? command.p1 & 0x1FU : 0U);
  return offset == 0 ? name : name.append(" at ").append(std::to_string(offset));
}

struct NamedInstruction {
  std::uint8_t ins;
  std::string_view name;
  bool names_file = false;  // in P2
};
constexpr auto kInstructions = std::array{
    NamedInstruction{0x20, "VERIFY", true},
    NamedInstruction{0x24, "CHANGE REFERENCE DATA", true},
    NamedInstruction{0x2A, "COMPUTE DIGITAL SIGNATURE", true},
    NamedInstruction{0x32, "CHANGE KEY", true},
    NamedInstruction{0x84, "GET CHALLENGE"},
    NamedInstruction{0x88, "INTERNAL AUTHENTICATE", true},
    NamedInstruction{0xA2, "SET PUBLIC KEY"},
    NamedInstruction{0xC0, "GET RESPONSE"},
};

std::string name_of(CommandApdu const& command) {
  if (command.ins == 0xA4) return select_name(command);
  if (command.ins == 0xB0) return read_binary_name(command);
  if (command.ins == 0xB2) {
    return of_file("READ RECORD " + std::to_string(command.p1), command.p2 >> 3U);
  }
  if (command.ins == 0xCA) {
    auto const tag = static_cast<std::uint32_t>(command.p1) << 8U | command.p2;
    return "GET DATA " + hexadecimal(tag, 4);
  }
  auto const row = std::find_if(kInstructions.begin(), kInstructions.end(),
                                [&command](auto const& known) { return known.ins == command.ins; });
  if (row == kInstructions.end()) return "command " + hexadecimal(command.ins, 2);
  if (command.ins == 0x20 && command.data.empty()) return of_file("VERIFY without PIN", command.p2 & 0x1FU);
  return of_file(std::string{row->name}, row->names_file ? command.p2 & 0x1FU : 0U);
}

struct Meaning {
  std::uint16_t status;
  std::string_view words;
};
constexpr auto kMeanings = std::array{
    Meaning{0x9000, "success"},
    Meaning{0x6300, "wrong, tries without limit"},
    Meaning{0x6700, "wrong length"},
    Meaning{0x6882, "secure messaging not supported"},
    Meaning{0x6981, "command incompatible with the file"},
    Meaning{0x6982, "security status not satisfied"},
    Meaning{0x6983, "authentication method blocked"},
    Meaning{0x6984, "blocked"},
    Meaning{0x6985, "conditions of use not satisfied"},
    Meaning{0x6986, "no current file"},
    Meaning{0x69FC, "no secure session"},
    Meaning{0x6A80, "incorrect data"},
    Meaning{0x6A81, "function not supported"},
    Meaning{0x6A82, "file or application not found"},
    Meaning{0x6A83, "record not found"},
    Meaning{0x6A86, "incorrect P1 or P2"},
    Meaning{0x6A88, "referenced data not found"},
    Meaning{0x6B00, "offset outside the file"},
    Meaning{0x6D00, "unknown instruction"},
    Meaning{0x6E00, "class not supported"},
    Meaning{0x6F00, "no precise diagnosis"},
};

}  // namespace

std::string hexadecimal(std::string_view bytes) {
  auto text = std::string{};
  text.reserve(2 * bytes.size());
  for (auto const byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4U];
    text += kDigits[static_cast<unsigned char>(byte) & 0x0FU];
  }
  return text;
}

std::string command_name(std::string_view bytes) {
  if (bytes.size() < 4) return "no command";
  auto const decoded = card::decode_command(bytes);
  if (!decoded) return "command " + reader::hexadecimal(bytes.substr(1, 1)) + ", lengths do not add up";
  if (decoded->cla == 0xFF && decoded->ins == 0xCA && decoded->p1 == 0 && decoded->p2 == 0)
    return "GET UID of the reader";
  auto name = name_of(*decoded);
  if (decoded->cla == 0xFF) return name.append(" of the reader");
  return (decoded->cla & 0x0CU) != 0 ? name.append(", secure messaging") : name;
}

std::string status_meaning(card::StatusWord status) {
  auto const word = static_cast<unsigned>(status);
  auto const row = std::find_if(kMeanings.begin(), kMeanings.end(),
                                [word](auto const& known) { return known.status == word; });
  if (row != kMeanings.end()) return std::string{row->words};
  if (auto const tries = card::tries_left(status)) {
    return std::to_string(*tries).append(*tries == 1 ? " try left" : " tries left");
  }
  switch (word >> 8U) {
    case 0x61:
      return std::to_string(word & 0xFFU).append(" more bytes");
    case 0x62:
    case 0x63:
      return "warning";
    case 0x6C:
      return "wrong Le, right is " + std::to_string(word & 0xFFU);
    default:
      return word >> 12U == 0x6 ? "error" : "no status word";
  }
}

}  // namespace kazasu::reader
