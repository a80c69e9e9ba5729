#include "emulators/adapters/ifd/reader_configuration.h"

#include <stdexcept>

#include "emulators/adapters/ifd/device_name.h"

namespace kazasu::adapters {

namespace {

// What a word without quotes may consist of (configfile.l of pcsc-lite 1.9.9); pcscd does not take the quotes
// off the others.
constexpr auto kWordCharacters =
    std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789=\\/-._@:"};

void require_readable(std::string_view what, std::filesystem::path const& path) {
  auto const text = path.string();
  if (!path.is_absolute()) {
    throw std::invalid_argument(std::string{what} + " has to be an absolute path: " + text);
  }
  if (text.find_first_not_of(kWordCharacters) != std::string::npos) {
    throw std::invalid_argument(std::string{what} +
                                " has a character that pcscd's configuration cannot have: " + text +
                                " (letters, digits and = \\ / - . _ @ : are possible); move it");
  }
}

}  // namespace

std::string reader_configuration(ReaderConfiguration const& configuration) {
  require_readable("the virtual reader's library", configuration.library);
  require_readable("the card host's socket", configuration.socket);
  auto const device = text_of({.slots = configuration.slots, .socket = configuration.socket.string()});
  if (!parse_device_name(device)) {
    throw std::invalid_argument(
        "pcscd has room for 1 to " + std::to_string(kMostSlots) +
        " slots, and the path of a socket has at most 107 bytes: " + std::to_string(configuration.slots) +
        " slots, " + configuration.socket.string());
  }
  return "# The virtual reader of kazasu: docs/protocols/reader.md.\n"
         "FRIENDLYNAME " +
         std::string{kReaderName} + "\n" + "DEVICENAME " + device + "\n" + "LIBPATH " +
         configuration.library.string() + "\n" + "CHANNELID 0\n";
}

std::filesystem::path find_reader_library(std::filesystem::path const& executable) {
  auto const folder = std::filesystem::absolute(executable).parent_path();
  auto const beside = folder / kReaderLibrary;
  auto const installed = (folder / ".." / "lib" / "kazasu" / kReaderLibrary).lexically_normal();
  for (auto const& place : {beside, installed}) {
    if (std::filesystem::exists(place)) return place;
  }
  throw std::runtime_error("the virtual reader's library is neither " + beside.string() + " nor " +
                           installed.string() + "; build the target ifdkazasu");
}

}  // namespace kazasu::adapters
