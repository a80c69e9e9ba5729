// Small secret files: owner-only permissions, folders that appear whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace kazasu::identity {

// Throws std::runtime_error naming the file when it cannot be read.
std::string read_file(std::filesystem::path const& file);

// Creates `file` with mode 0600. Throws std::runtime_error when it exists already or cannot be written.
void write_new_secret_file(std::filesystem::path const& file, std::string_view text);

// The same in one step: others see the whole file or none. When somebody else created it meanwhile, theirs
// stays. Throws std::runtime_error when it cannot be written.
void create_file_at_once(std::filesystem::path const& file, std::string_view text);

// Creates `folder` (mode 0700) with whatever `fill` puts into the folder it is given, in one step: others see
// all of it or nothing. When somebody else created it meanwhile, theirs stays and ours is dropped. An empty
// folder of that name is replaced. Throws std::runtime_error when the place cannot be written to.
void create_folder_at_once(std::filesystem::path const& folder,
                           std::function<void(std::filesystem::path const&)> const& fill);

}  // namespace kazasu::identity
