#include "emulators/adapters/card_host/line_socket.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace kazasu::adapters {

std::optional<Descriptor> connect_to(std::filesystem::path const& path) {
  auto address = sockaddr_un{};
  auto const& text = path.native();
  if (text.size() >= sizeof address.sun_path) {
    throw std::runtime_error("the socket " + text + " cannot be: its path has " +
                             std::to_string(text.size()) + " bytes, at most " +
                             std::to_string(sizeof address.sun_path - 1) + " can have one");
  }
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, text.data(), text.size());
  auto socket = Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  auto const* const general = reinterpret_cast<sockaddr const*>(&address);
  if (!socket || ::connect(socket.number(), general, sizeof address) != 0) return std::nullopt;
  return socket;
}

std::optional<std::string> LineReader::next() {
  auto chunk = std::array<char, 4096>{};
  for (;;) {
    if (auto const end = pending_.find('\n'); end != std::string::npos) {
      auto line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    if (pending_.size() > longest_) return std::nullopt;
    auto const got = ::recv(socket_.number(), chunk.data(), chunk.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    pending_.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace kazasu::adapters
