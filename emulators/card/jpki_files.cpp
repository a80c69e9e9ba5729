#include "emulators/card/jpki_files.h"

#include <array>

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kMaker = "KAZASU TEST                     "sv;  // manufacturerID, 32
constexpr auto kRest =
    "0000000000000000"                  // serial number, 16
    "\x00\x00\x04\x0D"                  // flags
    "\x00\x00\x00\x01\x00\x00\x00\x00"  // most sessions, sessions
    "\x00\x00\x00\x01\x00\x00\x00\x00"  // most read-write sessions, read-write sessions
    "\x00\x00\x00\x10\x00\x00\x00\x06"  // longest and shortest PIN
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // public memory, total and free: not told
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // private memory, total and free: not told
    "0301"                              // hardware and firmware version
    "9999999999999999"sv;               // utcTime

using TokenInfo = std::array<char, 160>;

// Precondition: 32 and 16 characters.
constexpr TokenInfo token(std::string_view label, std::string_view model) {
  auto bytes = TokenInfo{};
  auto at = std::size_t{0};
  for (auto const part : {label, kMaker, model, kRest}) {
    for (auto const c : part) bytes.at(at++) = c;
  }
  return bytes;
}

constexpr auto kCardToken = token("JPKIAPICCTOKEN2                 ", "TEST            ");
constexpr auto kPhoneToken = token("JPKIAPGPSETOKEN                 ", "TEST            ");
constexpr auto kNextToken = token("JPKIAPICCTOKEN2                 ", "TEST NEXT       ");
static_assert(kCardToken.back() == '9' && kPhoneToken.back() == '9' && kNextToken.back() == '9');

constexpr std::string_view text_of(TokenInfo const& token) {
  return {token.data(), token.size()};
}

}  // namespace

std::string_view token_info(CardKind kind) {
  switch (kind) {
    case CardKind::kSmartphone:
      return text_of(kPhoneToken);
    case CardKind::kNextGeneration:
      return text_of(kNextToken);
    case CardKind::kCard:
    case CardKind::kFaceAuthentication:
      return text_of(kCardToken);
  }
  return text_of(kCardToken);
}

}  // namespace kazasu::card
