#include "emulators/card/jpki_files.h"

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kTokenInfoContent =
    "JPKIAPICCTOKEN2                 "  // label, 32
    "KAZASU TEST                     "  // manufacturerID, 32
    "TEST            "                  // model, 16
    "0000000000000000"                  // serial number, 16
    "\x00\x00\x04\x0D"                  // flags
    "\x00\x00\x00\x01\x00\x00\x00\x00"  // most sessions, sessions
    "\x00\x00\x00\x01\x00\x00\x00\x00"  // most read-write sessions, read-write sessions
    "\x00\x00\x00\x10\x00\x00\x00\x06"  // longest and shortest PIN
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // public memory, total and free: not told
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // private memory, total and free: not told
    "0301"                              // hardware and firmware version
    "9999999999999999"sv;               // utcTime
static_assert(kTokenInfoContent.size() == 160);

}  // namespace

std::string_view token_info() {
  return kTokenInfoContent;
}

}  // namespace kazasu::card
