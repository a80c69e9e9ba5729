// Unix stream sockets with one owner, blocking, for the card host's threads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/file_descriptor.h"

namespace kazasu::adapters {

// A socket file that only this user may use, mode 0600 from the first moment, in place of one that nobody
// listens on any more. Throws std::runtime_error, naming the path and what to do, when it is longer than 107
// bytes, somebody listens there already, a file of another kind is there, or the file cannot be made.
FileDescriptor listen_on(std::filesystem::path const& path);

// Nothing when nobody listens there.
std::optional<FileDescriptor> connect_to(std::filesystem::path const& path);

// False when the other side is gone.
bool send_all(FileDescriptor const& socket, std::string_view bytes);

// Lines of a stream, without their ends.
class LineReader {
 public:
  // `longest`: a longer line is the end of the stream.
  LineReader(FileDescriptor const& socket, std::size_t longest) : socket_(socket), longest_(longest) {}
  // Nothing at the end of the stream.
  std::optional<std::string> next();

 private:
  FileDescriptor const& socket_;
  std::size_t longest_;
  std::string pending_;
};

}  // namespace kazasu::adapters
