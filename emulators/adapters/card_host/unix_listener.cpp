#include "emulators/adapters/card_host/unix_listener.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "emulators/adapters/card_host/unix_socket.h"

namespace kazasu::adapters {

UnixListener::UnixListener(std::filesystem::path path) : path_(std::move(path)), socket_(listen_on(path_)) {
  ::fcntl(socket_.number(), F_SETFL, ::fcntl(socket_.number(), F_GETFL) | O_NONBLOCK);
  struct stat made {};
  if (::lstat(path_.c_str(), &made) == 0) file_ = made.st_ino;
}

UnixListener::~UnixListener() {
  struct stat there {};
  if (::lstat(path_.c_str(), &there) == 0 && there.st_ino == file_) ::unlink(path_.c_str());
}

FileDescriptor UnixListener::accept() {
  return FileDescriptor{::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC)};
}

}  // namespace kazasu::adapters
