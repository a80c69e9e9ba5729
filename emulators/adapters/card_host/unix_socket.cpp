#include "emulators/adapters/card_host/unix_socket.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace kazasu::adapters {

namespace {

constexpr auto kBacklog = 64;

[[noreturn]] void fail(std::filesystem::path const& path, std::string const& why) {
  throw std::runtime_error("the socket " + path.string() + " cannot be used: " + why);
}

std::string reason() {
  return std::generic_category().message(errno);
}

sockaddr_un address_of(std::filesystem::path const& path) {
  auto address = sockaddr_un{};
  address.sun_family = AF_UNIX;
  auto const& text = path.native();
  if (text.empty() || text.size() >= sizeof address.sun_path) {
    fail(path, "its path has " + std::to_string(text.size()) + " bytes, at most " +
                   std::to_string(sizeof address.sun_path - 1) + " can be; use a folder with a shorter name");
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

FileDescriptor new_socket(std::filesystem::path const& path, int flags = 0) {
  auto socket = FileDescriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0)};
  if (!socket) fail(path, reason());
  return socket;
}

bool connects(FileDescriptor const& socket, sockaddr_un const& address) {
  return ::connect(socket.number(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
}

// Held while the path is looked at and taken, so that of two hosts that start together one sees the other.
FileDescriptor lock_folder(std::filesystem::path const& path) {
  auto const folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  auto held = FileDescriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!held || ::flock(held.number(), LOCK_EX) != 0) {
    fail(path, "its folder cannot be opened (" + reason() + "); make it first");
  }
  return held;
}

// Removes a socket that nobody listens on.
void clear(std::filesystem::path const& path, sockaddr_un const& address) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) return;
  if (!S_ISSOCK(there.st_mode)) fail(path, "there is a file of another kind; choose another path");
  auto const probe = new_socket(path, SOCK_NONBLOCK);
  // EAGAIN: somebody who has not accepted those before us.
  if (connects(probe, address) || errno == EAGAIN) {
    fail(path, "another card host is running there; end it, or choose another path");
  }
  if (errno != ECONNREFUSED) fail(path, reason());
  ::unlink(path.c_str());
}

}  // namespace

FileDescriptor listen_on(std::filesystem::path const& path) {
  auto const address = address_of(path);
  auto const held = lock_folder(path);
  clear(path, address);
  auto socket = new_socket(path);
  // Before bind(), which gives the file the mode of the descriptor: nobody else gets in even for a moment.
  if (::fchmod(socket.number(), S_IRUSR | S_IWUSR) != 0 ||
      ::bind(socket.number(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 ||
      ::listen(socket.number(), kBacklog) != 0) {
    fail(path, reason());
  }
  return socket;
}

std::optional<FileDescriptor> connect_to(std::filesystem::path const& path) {
  auto const address = address_of(path);
  auto socket = new_socket(path);
  if (!connects(socket, address)) return std::nullopt;
  return socket;
}

bool send_all(FileDescriptor const& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
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
