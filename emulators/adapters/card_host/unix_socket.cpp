#include "emulators/adapters/card_host/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

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
  if (text.size() >= sizeof address.sun_path) {
    fail(path, "its path has " + std::to_string(text.size()) + " bytes, at most " +
                   std::to_string(sizeof address.sun_path - 1) + " can be; use a folder with a shorter name");
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

FileDescriptor new_socket(std::filesystem::path const& path) {
  auto socket = FileDescriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!socket) fail(path, reason());
  return socket;
}

bool connects(FileDescriptor const& socket, sockaddr_un const& address) {
  return ::connect(socket.number(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) ::close(number_);
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor listen_on(std::filesystem::path const& path) {
  auto const address = address_of(path);
  if (std::filesystem::exists(path)) {
    if (connects(new_socket(path), address)) fail(path, "another card host is running there");
    if (!std::filesystem::is_socket(path)) fail(path, "there is a file of another kind");
    std::filesystem::remove(path);
  }
  auto socket = new_socket(path);
  auto const mask = ::umask(0077);
  auto const bound =
      ::bind(socket.number(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
  ::umask(mask);
  if (!bound || ::listen(socket.number(), kBacklog) != 0) fail(path, reason());
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
