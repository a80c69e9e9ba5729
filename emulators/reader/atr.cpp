#include "emulators/reader/atr.h"

#include <string_view>

#include "emulators/card/card_data.h"
#include "sim/random.h"

namespace kazasu::reader {

namespace {

using namespace std::string_view_literals;

constexpr auto kDirectConvention = '\x3B';
constexpr auto kApplicationData = "\x00\x00\x41\xE0"sv;
constexpr auto kProtocolInformation = "\xB3\x81\xA1"sv;
constexpr auto kMaximumBufferLength = '\x00';
// T0: TD1 follows, eight historical bytes; TD1: TD2 follows, T=0; TD2: T=1.
constexpr auto kInterfaceBytes = "\x88\x80\x01"sv;

}  // namespace

std::string contact_atr() {
  return std::string{kDirectConvention}.append(card::contact_atr_without_ts());
}

std::string contactless_atr() {
  auto atr = std::string{kInterfaceBytes};
  atr.append(kApplicationData).append(kProtocolInformation) += kMaximumBufferLength;
  auto check = '\0';
  for (auto const byte : atr) check = static_cast<char>(check ^ byte);
  return (kDirectConvention + atr) += check;
}

std::string pupi(identity::PersonIndex person) {
  auto random = sim::RandomStream{0, "card PUPI", person};
  auto const drawn = random.next();
  auto bytes = std::string{};
  for (auto shift = 0U; shift < 32; shift += 8) bytes += static_cast<char>(drawn >> shift & 0xFFU);
  return bytes;
}

}  // namespace kazasu::reader
