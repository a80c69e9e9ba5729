// pcscd's configuration for the virtual reader.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace kazasu::adapters {

inline constexpr auto kReaderName = std::string_view{"kazasu"};
inline constexpr auto kReaderLibrary = std::string_view{"libifdkazasu.so"};
inline constexpr auto kReaderConfigurationFile = std::string_view{"kazasu.conf"};

struct ReaderConfiguration {
  std::filesystem::path library;  // of the virtual reader, absolute
  std::filesystem::path socket;   // of the card host, absolute
  std::size_t slots = 1;          // 1 to 16
};

// The text of a file for the folder that pcscd reads (`pcscd -c DIR`, by default its own /etc/reader.conf.d).
// Throws std::invalid_argument, naming the path and what to do, for a path that is not absolute or has
// characters that pcscd's parser does not know, for a socket of more than 107 bytes, and for a number of
// slots that pcscd has no room for.
std::string reader_configuration(ReaderConfiguration const& configuration);

// The library beside the executable, as in the build folder, or else in ../lib/kazasu/ from there, as when it
// is installed. Throws std::runtime_error when it is in neither.
std::filesystem::path find_reader_library(std::filesystem::path const& executable);

}  // namespace kazasu::adapters
