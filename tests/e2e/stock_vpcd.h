// vpcd as Debian ships it, for a pcscd of the tests' own, where nobody else can reach it.
#pragma once

#include <filesystem>
#include <string>

namespace kazasu::e2e {

// Where vpcd's slot 0 listens.
inline constexpr auto kVpcdDevice = "/dev/null:0x8C7B";
inline constexpr auto kVpcdReader = "Virtual PCD 00 00";

// Copies the driver into `folder`, because the private namespace hides the place where it is installed.
// Throws std::runtime_error when it is not installed.
std::filesystem::path copy_of_vpcd(std::filesystem::path const& folder);

// pcscd's configuration; `device` says where vpcd listens, or "HOST:PORT" that it connects to.
std::string vpcd_configuration(std::filesystem::path const& driver, std::string const& device);

// A network of this thread's own, and of the threads and programs that it starts from now on, with nothing
// but loopback: vpcd listens on all addresses. Call it in the private namespace. Throws std::runtime_error
// when the machine does not allow it.
void enter_private_network();

}  // namespace kazasu::e2e
