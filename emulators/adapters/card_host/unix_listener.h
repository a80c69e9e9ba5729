// A stream socket in the file system that only its owner may reach.
#pragma once

#include <cstdint>
#include <filesystem>

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::adapters {

class UnixListener {
 public:
  // Listens at `path`, mode 0600 from the first moment. The socket that an ended process left behind is
  // replaced. Throws std::runtime_error, naming the path and what to do, when it is longer than a socket's
  // path may be (107 bytes), when somebody listens there, when something else than a socket is there, and
  // when its folder is missing or not writable.
  explicit UnixListener(std::filesystem::path path);
  // Removes the socket, unless another has taken its place.
  ~UnixListener();
  UnixListener(UnixListener const&) = delete;
  UnixListener& operator=(UnixListener const&) = delete;

  // Non-blocking: ready to read when somebody wants in.
  int number() const { return socket_.number(); }
  // The next connection, blocking and closed on exec; none when nobody waits.
  Descriptor accept();
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Descriptor socket_;
  std::uint64_t file_ = 0;  // its number in the file system
};

}  // namespace kazasu::adapters
