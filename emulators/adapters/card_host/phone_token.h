// The secret that phones share with a card host.
#pragma once

#include <filesystem>
#include <string>

namespace kazasu::adapters {

// The token in `folder`/phone.token, which is made on first use: 32 random bytes in hexadecimal, mode 0600.
// Throws std::runtime_error when it cannot be read or made, does not look like a token, or others than its
// owner may read it.
std::string phone_token(std::filesystem::path const& folder);

// `size` bytes from the system's generator.
std::string random_bytes(std::size_t size);

}  // namespace kazasu::adapters
