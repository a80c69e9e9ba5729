#include "emulators/reader/reader_commands.h"

#include "emulators/card/apdu.h"

namespace kazasu::reader {

namespace {

using namespace std::string_view_literals;

constexpr auto kReaderClass = 0xFF;
constexpr auto kGetData = 0xCA;
constexpr auto kNotSupported = "\x6A\x81"sv;

std::string wrong_length(std::size_t length) {
  return {'\x6C', static_cast<char>(length)};
}

}  // namespace

std::optional<std::string> answer_of_reader(std::string_view command, std::string_view uid) {
  if (command.empty() || static_cast<unsigned char>(command.front()) != kReaderClass) return std::nullopt;
  auto const decoded = card::decode_command(command);
  if (!decoded || decoded->ins != kGetData || decoded->p1 != 0 || decoded->p2 != 0 || uid.empty()) {
    return std::string{kNotSupported};
  }
  if (decoded->le < uid.size()) return wrong_length(uid.size());
  return card::encode_response({.data = std::string{uid}, .status = card::StatusWord::kSuccess});
}

}  // namespace kazasu::reader
