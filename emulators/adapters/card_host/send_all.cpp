#include "emulators/adapters/card_host/send_all.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstddef>

namespace kazasu::adapters {

bool send_all(Descriptor const& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace kazasu::adapters
