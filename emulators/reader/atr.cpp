#include "emulators/reader/atr.h"

#include "emulators/card/card_data.h"
#include "sim/random.h"

namespace kazasu::reader {

namespace {

using namespace std::string_view_literals;

constexpr auto kContactlessAtr =
    "\x3B"              // TS
    "\x88\x80\x01"      // T0: TD1 and eight historical bytes; TD1: T=0 and TD2; TD2: T=1
    "\x00\x00\x41\xE0"  // application data
    "\xB3\x81\xA1"      // protocol information
    "\x00\x3B"sv;       // MBLI; TCK, the exclusive or of all but TS

}  // namespace

std::string_view contact_atr() {
  return card::contact_atr();
}

std::string_view contactless_atr() {
  return kContactlessAtr;
}

std::string pupi(identity::PersonIndex person) {
  auto random = sim::RandomStream{0, "card PUPI", person};
  auto const drawn = random.next();
  auto bytes = std::string{};
  for (auto shift = 0U; shift < 32; shift += 8) bytes += static_cast<char>(drawn >> shift & 0xFFU);
  return bytes;
}

}  // namespace kazasu::reader
