#include "emulators/identity/der.h"

namespace kazasu::identity {

std::string der(DerTag tag, std::string_view content) {
  auto const size = content.size();
  auto bytes = std::string{static_cast<char>(tag)};
  if (size > 0xFF) {
    bytes += "\x82";
    bytes += static_cast<char>(size >> 8U);
  } else if (size > 0x7F) {
    bytes += "\x81";
  }
  bytes += static_cast<char>(size & 0xFFU);
  return bytes += content;
}

}  // namespace kazasu::identity
