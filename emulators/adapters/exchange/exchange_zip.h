// Messages in ZIP files, plain or with a password (AES-256), as the exchange folder has them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// One file of that name in an archive. An empty password: not encrypted. Throws std::runtime_error when the
// library fails, without the password.
std::string zip_one(std::string const& name, std::string_view content, std::string const& password);

// The one file of an archive, at most `limit` bytes; nothing for what is no such archive or does not open
// with the password.
std::optional<std::string> unzip_one(std::string_view archive, std::size_t limit,
                                     std::string const& password);

}  // namespace kazasu::adapters
