// A stream socket in the file system that only its owner may reach.
#pragma once

#include <cstdint>
#include <filesystem>

#include "emulators/adapters/file_descriptor.h"

namespace kazasu::adapters {

class UnixListener {
 public:
  // Throws as listen_on() does.
  explicit UnixListener(std::filesystem::path path);
  // Removes the socket, unless another has taken its place.
  ~UnixListener();
  UnixListener(UnixListener const&) = delete;
  UnixListener& operator=(UnixListener const&) = delete;

  // Non-blocking: ready to read when somebody wants in.
  int number() const { return socket_.number(); }
  // The next connection, blocking and closed on exec; none when nobody waits.
  FileDescriptor accept();
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
  FileDescriptor socket_;
  std::uint64_t file_ = 0;  // its number in the file system
};

}  // namespace kazasu::adapters
