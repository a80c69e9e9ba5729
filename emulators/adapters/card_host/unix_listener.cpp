#include "emulators/adapters/card_host/unix_listener.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace kazasu::adapters {

namespace {

constexpr auto kWaiting = 64;  // connections that the kernel keeps until they are accepted

[[noreturn]] void refuse(std::filesystem::path const& path, std::string const& reason) {
  throw std::runtime_error("cannot listen on the socket " + path.string() + ": " + reason);
}

std::string error_text(int error) {
  return std::system_category().message(error);
}

sockaddr_un address_of(std::filesystem::path const& path) {
  auto address = sockaddr_un{};
  auto const& text = path.native();
  if (text.empty() || text.size() >= sizeof(address.sun_path)) {
    refuse(path, "the path has " + std::to_string(text.size()) + " bytes, and a socket's path 1 to " +
                     std::to_string(sizeof(address.sun_path) - 1) + "; choose a shorter one");
  }
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

Descriptor new_socket(std::filesystem::path const& path) {
  auto made = Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!made) refuse(path, error_text(errno));
  return made;
}

sockaddr const* general(sockaddr_un const& address) {
  return reinterpret_cast<sockaddr const*>(&address);
}

// Held while the path is looked at and taken, so that of two hosts that start together one sees the other.
Descriptor lock_folder(std::filesystem::path const& path) {
  auto const folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  auto held = Descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!held || ::flock(held.number(), LOCK_EX) != 0) {
    refuse(path, "its folder cannot be opened (" + error_text(errno) + "); make it first");
  }
  return held;
}

// Whether somebody accepts connections at `address`: EAGAIN is a listener whose queue is full.
bool somebody_listens(std::filesystem::path const& path, sockaddr_un const& address) {
  auto const probe = new_socket(path);
  if (::connect(probe.number(), general(address), sizeof(address)) == 0) return true;
  if (errno == ECONNREFUSED || errno == ENOENT) return false;
  if (errno == EAGAIN) return true;
  refuse(path, "a socket is there and cannot be asked (" + error_text(errno) + ")");
}

void clear(std::filesystem::path const& path, sockaddr_un const& address) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) return;
  if (!S_ISSOCK(there.st_mode)) refuse(path, "a file that is no socket is there; choose another path");
  if (somebody_listens(path, address)) {
    refuse(path, "another process listens there; end it, or choose another path");
  }
  ::unlink(path.c_str());
}

}  // namespace

UnixListener::UnixListener(std::filesystem::path path) : path_(std::move(path)) {
  auto const address = address_of(path_);
  auto const held = lock_folder(path_);
  clear(path_, address);
  socket_ = new_socket(path_);
  // Before bind(), which gives the file the mode of the descriptor: nobody else gets in even for a moment.
  if (::fchmod(socket_.number(), S_IRUSR | S_IWUSR) != 0 ||
      ::bind(socket_.number(), general(address), sizeof(address)) != 0) {
    refuse(path_, error_text(errno));
  }
  if (::listen(socket_.number(), kWaiting) != 0) refuse(path_, error_text(errno));
  struct stat made {};
  if (::lstat(path_.c_str(), &made) == 0) file_ = made.st_ino;
}

UnixListener::~UnixListener() {
  struct stat there {};
  if (::lstat(path_.c_str(), &there) == 0 && there.st_ino == file_) ::unlink(path_.c_str());
}

Descriptor UnixListener::accept() {
  return Descriptor{::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC)};
}

}  // namespace kazasu::adapters
