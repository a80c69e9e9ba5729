// Small private files that are written in place and survive what happens to their writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

enum class Durability : std::uint8_t {
  kProcess,  // survives the end of the process at any instant
  kPower,    // survives the end of the power as well: each write waits for the disk
};

// Everything here throws std::runtime_error with the operation, the path and the system's reason.

// A folder for one process at a time, made with mode 0700 when it is not there. The system lets go of it when
// the process ends, however it ends. A folder that another `holder` ("a card host") has is an error as well.
class FolderLock {
 public:
  explicit FolderLock(std::filesystem::path const& folder, Durability durability, std::string_view holder);
  ~FolderLock();
  FolderLock(FolderLock const&) = delete;
  FolderLock& operator=(FolderLock const&) = delete;

 private:
  int file_;
};

// At most `limit` bytes; nothing when there is no such file.
std::optional<std::string> read_if_there(std::filesystem::path const& file, std::size_t limit);

// The file appears with all its bytes or not at all, mode 0600; folders above it are made with mode 0700.
void write_new_file(std::filesystem::path const& file, std::string_view bytes, Durability durability);

// Over what is there already. Interrupted, it leaves any part of `bytes` written.
void overwrite(std::filesystem::path const& file, std::size_t offset, std::string_view bytes,
               Durability durability);

}  // namespace kazasu::adapters
