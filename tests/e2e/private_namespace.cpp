#include "tests/e2e/private_namespace.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace kazasu::e2e {

namespace {

constexpr auto kRuntime = "/run/pcscd";             // PCSCLITE_IPC_DIR
constexpr auto kDrivers = "/usr/lib/pcsc/drivers";  // of USB readers, which pcscd would open as well
constexpr auto kMark = "/run/pcscd/.kazasu";

[[noreturn]] void fail(std::string const& what) {
  throw std::runtime_error("a pcscd of the tests' own needs a private mount namespace, but " + what + ": " +
                           std::system_category().message(errno) +
                           ". Run as root, or allow unprivileged user namespaces "
                           "(sysctl kernel.unprivileged_userns_clone=1); in a container, let it mount "
                           "(--cap-add SYS_ADMIN, and a profile of seccomp and AppArmor that permits it).");
}

void write(char const* path, std::string const& text) {
  auto file = std::ofstream{path};
  file << text << std::flush;
  if (!file) fail(std::string{"cannot write "} + path);
}

void become_root_of_a_user_namespace() {
  auto const user = std::to_string(::geteuid());
  auto const group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) fail("this user may not make one");
  write("/proc/self/setgroups", "deny");
  write("/proc/self/uid_map", "0 " + user + " 1");
  write("/proc/self/gid_map", "0 " + group + " 1");
}

void cover(char const* folder) {
  if (::mount("none", folder, "tmpfs", 0, "mode=0755") != 0) fail(std::string{"cannot cover "} + folder);
}

}  // namespace

void enter_private_namespace() {
  if (std::filesystem::exists(kMark)) return;  // visible to those inside alone
  if (::geteuid() != 0) {
    become_root_of_a_user_namespace();
  } else if (::unshare(CLONE_NEWNS) != 0) {
    fail("unshare is not permitted");
  }
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) fail("mounts cannot be made private");
  if (!std::filesystem::is_directory(kRuntime)) {
    cover("/run");
    std::filesystem::create_directory(kRuntime);
  }
  cover(kRuntime);
  if (std::filesystem::is_directory(kDrivers)) cover(kDrivers);
  write(kMark, "");
}

}  // namespace kazasu::e2e
