// Files that are there whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kazasu::reports {

struct OutputFile {
  std::string name;  // within the folder
  std::string content;
};

// Writes every file under a temporary name beside its place, flushes them to the disk, and only then renames
// them, so that an earlier set survives until the new one is complete. Creates `folder` where it is missing.
// Throws std::system_error naming the path and what to do; no temporary file stays behind.
void write_atomically(std::filesystem::path const& folder, std::vector<OutputFile> const& files);

}  // namespace kazasu::reports
