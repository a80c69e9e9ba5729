#include "tests/e2e/stock_vpcd.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::e2e {

namespace {

constexpr auto kUnpacked = KAZASU_VPCD_LIBRARY;

[[noreturn]] void fail(std::string const& what) {
  throw std::runtime_error("vpcd needs a network of the tests' own, but " + what + ": " +
                           std::system_category().message(errno));
}

}  // namespace

std::filesystem::path copy_of_vpcd(std::filesystem::path const& folder) {
  if (!std::filesystem::exists(kUnpacked)) {
    throw std::runtime_error(std::string{kUnpacked} +
                             " is not there; tools/install-packages --check brings it");
  }
  auto const copy = folder / "libifdvpcd.so";
  std::filesystem::copy_file(kUnpacked, copy);
  return copy;
}

std::string vpcd_configuration(std::filesystem::path const& driver, std::string const& device) {
  return "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME   " + device + "\nLIBPATH      " + driver.string() +
         "\nCHANNELID    0x8C7B\n";
}

void enter_private_network() {
  if (::unshare(CLONE_NEWNET) != 0) fail("unshare is not permitted");
  auto const socket = adapters::Descriptor{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  auto request = ifreq{};
  std::strncpy(request.ifr_name, "lo", sizeof(request.ifr_name) - 1);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  if (::ioctl(socket.number(), SIOCSIFFLAGS, &request) != 0) fail("loopback cannot be brought up");
}

}  // namespace kazasu::e2e
