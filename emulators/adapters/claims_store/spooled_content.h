// A file as it comes in: in memory while it is small, and then in a file without a name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/claims_store/sha256.h"
#include "emulators/adapters/files/descriptor.h"
#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

struct SpoolSettings {
  std::filesystem::path folder;               // made, mode 0700, when it is needed
  std::uint64_t most = 100U * 1024U * 1024U;  // bytes of a file; ours
  std::uint64_t most_in_memory = std::uint64_t{1} << 20U;
};

// Who receives a file appends to it; then it is read, from any thread, and not appended to any more. Nothing
// of it is left when it is destroyed or when the process ends.
class SpooledContent final : public claims::SentContent {
 public:
  explicit SpooledContent(SpoolSettings settings) : settings_(std::move(settings)) {}

  // False, and nothing is taken of `bytes`, when the file would become larger than it may be. Throws
  // StoreError when the folder has no room for it or cannot be written.
  bool append(std::string_view bytes);
  // Of all bytes so far, in lower-case hexadecimal.
  std::string sha256() const { return hash_.hexadecimal(); }

  std::uint64_t size() const override { return size_; }
  // Throws StoreError when its file cannot be read.
  void read(std::function<void(std::string_view)> const& give) const override;
  bool in_memory() const { return !file_; }

 private:
  void move_to_file();
  void write(std::uint64_t at, std::string_view bytes);

  SpoolSettings settings_;
  Sha256 hash_;
  std::uint64_t size_ = 0;
  std::string bytes_;  // all of them, or none when there is a file
  Descriptor file_;
};

}  // namespace kazasu::adapters
