// The text of a file that the command line named.
#pragma once

#include <filesystem>
#include <string>

namespace kazasu::harness {

// `what` says in a message whose file it is, as "--ca". Throws CommandError(kUsage) when it cannot be read.
std::string read_text(std::filesystem::path const& path, std::string const& what);

}  // namespace kazasu::harness
