#include "emulators/card/apdu.h"

namespace kazasu::card {

namespace {

constexpr std::size_t kHeader = 4;
constexpr std::uint32_t kShortMaximum = 256;
constexpr std::uint32_t kExtendedMaximum = 65'536;

std::uint8_t byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint8_t>(bytes[index]);
}

std::uint32_t word_at(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint32_t>(byte_at(bytes, index)) << 8U | byte_at(bytes, index + 1);
}

// An Le field of zeros asks for the most its form can say.
constexpr std::uint32_t le_of(std::uint32_t field, std::uint32_t maximum) {
  return field == 0 ? maximum : field;
}

bool decode_short_body(std::string_view body, CommandApdu& command) {
  auto const first = byte_at(body, 0);
  if (body.size() == 1) {
    command.le = le_of(first, kShortMaximum);
    return true;
  }
  if (first == 0) return false;
  if (body.size() == 1U + first) {
    command.data = body.substr(1, first);
    return true;
  }
  if (body.size() != 2U + first) return false;
  command.data = body.substr(1, first);
  command.le = le_of(byte_at(body, body.size() - 1), kShortMaximum);
  return true;
}

// Precondition: at least three bytes, the first one zero.
bool decode_extended_body(std::string_view body, CommandApdu& command) {
  auto const first = word_at(body, 1);
  if (body.size() == 3) {
    command.le = le_of(first, kExtendedMaximum);
    return true;
  }
  if (first == 0) return false;
  if (body.size() == 3U + first) {
    command.data = body.substr(3, first);
    return true;
  }
  if (body.size() != 5U + first) return false;
  command.data = body.substr(3, first);
  command.le = le_of(word_at(body, body.size() - 2), kExtendedMaximum);
  return true;
}

void append_byte(std::string& bytes, std::uint32_t value) {
  bytes.push_back(static_cast<char>(value & 0xFFU));
}

void append_word(std::string& bytes, std::uint32_t value) {
  append_byte(bytes, value >> 8U);
  append_byte(bytes, value);
}

}  // namespace

std::optional<CommandApdu> decode_command(std::string_view bytes) {
  if (bytes.size() < kHeader) return std::nullopt;
  auto command = CommandApdu{
      .cla = byte_at(bytes, 0), .ins = byte_at(bytes, 1), .p1 = byte_at(bytes, 2), .p2 = byte_at(bytes, 3)};
  auto const body = bytes.substr(kHeader);
  if (body.empty()) return command;
  auto const extended = body.size() >= 3 && body.front() == '\0';
  auto const understood = extended ? decode_extended_body(body, command) : decode_short_body(body, command);
  if (!understood) return std::nullopt;
  return command;
}

std::string encode_command(CommandApdu const& command) {
  auto const extended = command.data.size() > 255 || command.le > kShortMaximum;
  auto bytes = std::string{};
  bytes.reserve(kHeader + 5 + command.data.size());
  append_byte(bytes, command.cla);
  append_byte(bytes, command.ins);
  append_byte(bytes, command.p1);
  append_byte(bytes, command.p2);
  auto const length = static_cast<std::uint32_t>(command.data.size());
  if (extended) append_byte(bytes, 0);
  if (length > 0) {
    extended ? append_word(bytes, length) : append_byte(bytes, length);
    bytes.append(command.data);
  }
  if (command.le > 0) extended ? append_word(bytes, command.le) : append_byte(bytes, command.le);
  return bytes;
}

std::optional<ResponseApdu> decode_response(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  auto const length = bytes.size() - 2;
  return ResponseApdu{std::string{bytes.substr(0, length)}, static_cast<StatusWord>(word_at(bytes, length))};
}

void append_status(std::string& bytes, StatusWord status) {
  append_word(bytes, static_cast<std::uint32_t>(status));
}

std::string encode_response(ResponseApdu const& response) {
  auto bytes = response.data;
  append_status(bytes, response.status);
  return bytes;
}

}  // namespace kazasu::card
