// Lines of text over a Unix stream socket, blocking.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::adapters {

// Nothing when nobody listens there. Throws std::runtime_error when the path is longer than 107 bytes.
std::optional<Descriptor> connect_to(std::filesystem::path const& path);

// Lines without their ends.
class LineReader {
 public:
  // `longest`: a longer line is the end of the stream.
  LineReader(Descriptor const& socket, std::size_t longest) : socket_(socket), longest_(longest) {}
  // Nothing at the end of the stream.
  std::optional<std::string> next();

 private:
  Descriptor const& socket_;
  std::size_t longest_;
  std::string pending_;
};

}  // namespace kazasu::adapters
