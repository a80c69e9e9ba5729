// Command and response APDUs of ISO/IEC 7816-4: what travels between a terminal and a card.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::card {

// SW1 SW2. The names are ISO/IEC 7816-4's; which of them this card gives when is in docs/protocols/card.md.
enum class StatusWord : std::uint16_t {
  kSuccess = 0x9000,
  kVerificationFailed = 0x6300,  // of a terminal's certificate
  kNoTriesLeft = 0x63C0,         // 63Cx: x tries left, see tries_left_status()
  kMemoryFailure = 0x6581,
  kNotThisApplication = 0x66F1,  // a secure session where there are none; seen on real cards
  kWrongLength = 0x6700,
  kSecureMessagingUnsupported = 0x6882,
  kCommandIncompatible = 0x6981,  // with the kind of the file
  kSecurityNotSatisfied = 0x6982,
  kReferenceDataUnusable = 0x6984,  // a blocked PIN
  kConditionsNotSatisfied = 0x6985,
  kNoCurrentFile = 0x6986,
  kSecureObjectsMissing = 0x6987,
  kSecureObjectsIncorrect = 0x6988,
  kNoSecureSession = 0x69FC,  // seen on real cards; not in the standard
  kIncorrectData = 0x6A80,
  kFileNotFound = 0x6A82,
  kRecordNotFound = 0x6A83,
  kWrongParameters = 0x6A86,
  kReferencedDataNotFound = 0x6A88,
  kOffsetOutsideFile = 0x6B00,
  kUnknownInstruction = 0x6D00,
  kUnsupportedClass = 0x6E00,
};

// 63Cx. Precondition: 0 <= tries <= 15.
constexpr StatusWord tries_left_status(int tries) {
  return static_cast<StatusWord>(0x63C0 | (tries & 0x0F));
}
// The x of 63Cx; nothing for any other status.
constexpr std::optional<int> tries_left(StatusWord status) {
  auto const word = static_cast<unsigned>(status);
  if ((word & 0xFFF0U) != 0x63C0U) return std::nullopt;
  return static_cast<int>(word & 0x0FU);
}

// One command. `data` refers to the caller's bytes.
struct CommandApdu {
  std::uint8_t cla = 0;
  std::uint8_t ins = 0;
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  std::string_view data{};  // up to 65,535 bytes
  std::uint32_t le = 0;     // most bytes wanted back, 1 to 65,536; 0 = no Le field
};

struct ResponseApdu {
  std::string data;
  StatusWord status = StatusWord::kSuccess;
};

// Short and extended forms, cases 1 to 4 (ISO/IEC 7816-4, 5.1); nothing when the lengths do not add up.
std::optional<CommandApdu> decode_command(std::string_view bytes);
// The short form wherever it can hold the command.
std::string encode_command(CommandApdu const& command);

// Nothing when there are fewer than two bytes.
std::optional<ResponseApdu> decode_response(std::string_view bytes);
std::string encode_response(ResponseApdu const& response);
void append_status(std::string& bytes, StatusWord status);

}  // namespace kazasu::card
