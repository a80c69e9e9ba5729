#include "emulators/card/card_commands.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kazasu::card {

namespace {

// Appends response data and returns the status word.
using Handler = StatusWord (*)(Card&, CommandApdu const&, std::string&);

struct Instruction {
  std::uint8_t ins;
  std::uint8_t cla;
  Handler run;
  StatusWord under_secure_messaging;  // CLA 08 and 0C without a secure session
};

constexpr std::uint8_t kInterindustry = 0x00;
constexpr std::uint8_t kProprietary = 0x80;
constexpr std::uint8_t kSecure = 0x08;
constexpr std::uint8_t kSecureHeader = 0x0C;
constexpr std::uint8_t kLastCommandIndicator = 0xFC;
constexpr std::uint8_t kLastShortFileId = 30;
constexpr auto kLastSignatureInput = static_cast<std::uint8_t>(SignatureInput::kMessagePss);
constexpr std::uint32_t kUsualAnswer = 256;
constexpr std::uint32_t kLongestChallenge = 256;

// P2 of VERIFY and COMPUTE DIGITAL SIGNATURE: 80 is the current file, 80 | SFI that one.
std::optional<ShortFileId> referenced_file(std::uint8_t p2) {
  auto const sfi = static_cast<ShortFileId>(p2 & 0x1FU);
  if ((p2 & 0xE0U) != 0x80U || sfi > kLastShortFileId) return std::nullopt;
  return sfi;
}

// SELECT by name. P2 = 00 asks for control information; what a real card returns is not published, so that
// both forms answer with the status alone.
StatusWord select_by_name(Card& card, CommandApdu const& command) {
  if (command.p2 != 0x0C && command.p2 != 0x00) return StatusWord::kWrongParameters;
  if (command.data.empty() || command.data.size() > 16) return StatusWord::kWrongLength;
  return card.select_application(command.data);
}

StatusWord select_under_current(Card& card, CommandApdu const& command) {
  if (command.p2 != 0x0C) return StatusWord::kWrongParameters;
  if (command.data.size() != 2) return StatusWord::kWrongLength;
  auto const high = static_cast<std::uint8_t>(command.data[0]);
  auto const low = static_cast<std::uint8_t>(command.data[1]);
  return card.select_file(static_cast<FileId>(high << 8U | low));
}

// P1 = 00 without data asks for the master file, which this card does not have: an application that is
// current stays so. With data there is nothing to be found, 3F00 included.
StatusWord select_master_file(Card& card, CommandApdu const& command) {
  if (!command.data.empty()) return StatusWord::kFileNotFound;
  auto const any = card.application() != ApplicationId::kCardManager;
  return any ? StatusWord::kSuccess : StatusWord::kWrongParameters;
}

StatusWord select(Card& card, CommandApdu const& command, std::string&) {
  switch (command.p1) {
    case 0x00:
      return select_master_file(card, command);
    case 0x02:
      return select_under_current(card, command);
    case 0x04:
      return select_by_name(card, command);
    default:
      return StatusWord::kWrongParameters;
  }
}

StatusWord read_binary(Card& card, CommandApdu const& command, std::string& response) {
  if (!command.data.empty() || command.le == 0) return StatusWord::kWrongLength;
  auto range =
      BinaryRange{.offset = static_cast<std::uint32_t>(command.p1) << 8U | command.p2, .length = command.le};
  auto file = kCurrentFile;
  if ((command.p1 & 0x80U) != 0) {
    file = static_cast<ShortFileId>(command.p1 & 0x1FU);
    if ((command.p1 & 0x60U) != 0 || file == 0 || file > kLastShortFileId)
      return StatusWord::kWrongParameters;
    range.offset = command.p2;
  }
  auto const answer = card.read_binary(range, file);
  response.append(answer.data).append(answer.filler, '\xFF');
  return answer.status;
}

// P2: the file's short identifier over 100, that P1 is the number of a record.
StatusWord read_record(Card& card, CommandApdu const& command, std::string& response) {
  auto const file = static_cast<ShortFileId>(command.p2 >> 3U);
  if (command.p1 == 0 || (command.p2 & 0x07U) != 0x04U || file > kLastShortFileId) {
    return StatusWord::kWrongParameters;
  }
  if (!command.data.empty() || command.le == 0) return StatusWord::kWrongLength;
  auto const answer = card.read_record(command.p1, file);
  if (answer.data.size() > command.le) return StatusWord::kWrongLength;
  response.append(answer.data);
  return answer.status;
}

StatusWord verify(Card& card, CommandApdu const& command, std::string&) {
  auto const file = referenced_file(command.p2);
  if (command.p1 != 0 || !file) return StatusWord::kWrongParameters;
  if (command.data.empty()) return card.query_tries(*file);
  return card.verify(command.data, *file);
}

// P1 = 01: the PIN is verified already, the data is the new one alone.
StatusWord change_reference_data(Card& card, CommandApdu const& command, std::string&) {
  auto const file = referenced_file(command.p2);
  if (command.p1 != 0x01 || !file) return StatusWord::kWrongParameters;
  return card.change_pin(command.data, PinChange::kReferenceData, *file);
}

StatusWord change_key(Card& card, CommandApdu const& command, std::string&) {
  auto const file = referenced_file(command.p2);
  if (command.p1 != 0 || !file) return StatusWord::kWrongParameters;
  return card.change_pin(command.data, PinChange::kKey, *file);
}

StatusWord hand_over(SignAnswer const& answer, std::string& response) {
  response.append(answer.signature);
  return answer.status;
}

// P1 and P2 of zero: the key without a PIN, of the applications that have one.
StatusWord compute_signature(Card& card, CommandApdu const& command, std::string& response) {
  auto const file = referenced_file(command.p2);
  if (command.p1 == 0 && command.p2 == 0) {
    auto const room = command.le >= card.signature_bytes();
    return room ? hand_over(card.sign_without_pin(command.data), response) : StatusWord::kWrongLength;
  }
  if (command.p1 > kLastSignatureInput || !file) return StatusWord::kWrongParameters;
  if (command.le < card.signature_bytes()) return StatusWord::kWrongLength;
  return hand_over(card.sign(command.data, *file, SignatureInput{command.p1}), response);
}

StatusWord internal_authenticate(Card& card, CommandApdu const& command, std::string& response) {
  auto const file = referenced_file(command.p2);
  if (command.p1 != 0 || !file) return StatusWord::kWrongParameters;
  if (command.le < card.signature_bytes()) return StatusWord::kWrongLength;
  return hand_over(card.authenticate(command.data, *file), response);
}

// An object longer than Le is not cut: 6700, and a longer Le gets all of it.
StatusWord get_data(Card& card, CommandApdu const& command, std::string& response) {
  if (!command.data.empty() || command.le == 0) return StatusWord::kWrongLength;
  auto const answer = card.get_data(static_cast<std::uint16_t>(command.p1 << 8U | command.p2));
  if (answer.data.size() > command.le) return StatusWord::kWrongLength;
  response.append(answer.data);
  return answer.status;
}

StatusWord get_challenge(Card& card, CommandApdu const& command, std::string& response) {
  if (command.p1 != 0 || command.p2 != 0) return StatusWord::kWrongParameters;
  if (!command.data.empty() || command.le == 0) return StatusWord::kWrongLength;
  if (command.le > kLongestChallenge) return StatusWord::kConditionsNotSatisfied;
  response.append(card.challenge(command.le));
  return StatusWord::kSuccess;
}

StatusWord set_session_key(Card& card, CommandApdu const& command, std::string&) {
  if (command.p1 != 0 || command.p2 != 0) return StatusWord::kWrongParameters;
  return card.open_session(command.data);
}

StatusWord set_public_key(Card& card, CommandApdu const& command, std::string&) {
  if (command.p1 != 0x00 || command.p2 != 0xC1) return StatusWord::kWrongParameters;
  return card.present_terminal(command.data);
}

// Telephones answer the bare header with data; a card knows the instruction and no form of it.
StatusWord last_command(Card& card, CommandApdu const& command, std::string& response) {
  auto const last = card.last_command();
  if (!last || !command.data.empty()) return StatusWord::kWrongLength;
  if (command.p1 != 0 || command.p2 != 0) return StatusWord::kWrongParameters;
  response += static_cast<char>(last->instruction);
  append_status(response, last->status);
  return StatusWord::kSuccess;
}

constexpr auto kInstructions = std::array{
    Instruction{0xA4, kInterindustry, select, StatusWord::kSecureMessagingUnsupported},
    Instruction{0xB0, kInterindustry, read_binary, StatusWord::kNoSecureSession},
    Instruction{0xB2, kInterindustry, read_record, StatusWord::kNoSecureSession},
    Instruction{0x20, kInterindustry, verify, StatusWord::kNoSecureSession},
    Instruction{0x24, kInterindustry, change_reference_data, StatusWord::kNoSecureSession},
    Instruction{0x2A, kProprietary, compute_signature, StatusWord::kSecureMessagingUnsupported},
    Instruction{0x32, kProprietary, change_key, StatusWord::kNoSecureSession},
    Instruction{0x88, kInterindustry, internal_authenticate, StatusWord::kSecureMessagingUnsupported},
    Instruction{0xCA, kInterindustry, get_data, StatusWord::kSecureMessagingUnsupported},
    Instruction{0x84, kInterindustry, get_challenge, StatusWord::kSecureMessagingUnsupported},
    Instruction{0xAE, kProprietary, set_session_key, StatusWord::kSecureMessagingUnsupported},
    Instruction{0xA2, kProprietary, set_public_key, StatusWord::kSecureMessagingUnsupported},
    Instruction{kLastCommandIndicator, kProprietary, last_command, StatusWord::kSecureMessagingUnsupported},
};

// SELECT of a file, READ BINARY and VERIFY are what a session encrypts.
constexpr bool can_be_secured(std::uint8_t ins) {
  return ins == 0xA4 || ins == 0xB0 || ins == 0x20;
}

// A command that the session cannot take apart ends it; one that the application refuses does not.
StatusWord run_secured(Card& card, CommandApdu const& command, Instruction const& instruction,
                       std::string& response) {
  auto* const session = card.session();
  if (session == nullptr) return instruction.under_secure_messaging;
  if (!can_be_secured(command.ins)) return StatusWord::kSecureMessagingUnsupported;
  auto const plain = session->unwrap(command);
  if (command.cla == kSecureHeader || !plain) {
    card.end_session();
    auto const unchecked = command.cla == kSecureHeader;  // a checksum is asked for, of which there is no key
    return unchecked ? StatusWord::kSecureObjectsMissing : StatusWord::kSecureObjectsIncorrect;
  }
  auto request = plain->command;
  request.data = plain->data;
  auto answer = std::string{};
  auto const status = instruction.run(card, request, answer);
  if (answer.empty() || card.session() == nullptr) return status;
  auto const wrapped = session->wrap(answer);
  if (wrapped.size() > command.le) return StatusWord::kWrongLength;
  response.append(wrapped);
  return status;
}

StatusWord dispatch(Card& card, CommandApdu const& command, std::string& response) {
  auto const secure = command.cla == kSecure || command.cla == kSecureHeader;
  if (!secure && command.cla != kInterindustry && command.cla != kProprietary) {
    return StatusWord::kUnsupportedClass;
  }
  auto const instruction = std::find_if(kInstructions.begin(), kInstructions.end(),
                                        [&](auto const& known) { return known.ins == command.ins; });
  if (instruction == kInstructions.end()) return StatusWord::kUnknownInstruction;
  if (secure) return run_secured(card, command, *instruction, response);
  if (command.cla != instruction->cla) return StatusWord::kUnsupportedClass;
  return instruction->run(card, command, response);
}

}  // namespace

std::string transmit(Card& card, std::string_view command) {
  auto response = std::string{};
  auto const decoded = decode_command(command);
  auto status = StatusWord::kWrongLength;
  if (decoded) {
    if (decoded->le > 0) response.reserve(std::min<std::size_t>(decoded->le, kUsualAnswer) + 2);
    status = dispatch(card, *decoded, response);
    if (decoded->ins != kLastCommandIndicator) card.note_command({decoded->ins, status});
  }
  append_status(response, status);
  return response;
}

}  // namespace kazasu::card
