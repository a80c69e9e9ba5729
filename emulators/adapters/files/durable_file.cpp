#include "emulators/adapters/files/durable_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace kazasu::adapters {

namespace {

namespace fs = std::filesystem;

constexpr auto kLockName = "lock";
constexpr mode_t kPrivateFile = 0600;
constexpr mode_t kPrivateFolder = 0700;

[[noreturn]] void fail(char const* operation, fs::path const& path, int code) {
  throw std::runtime_error(std::string{"cannot "} + operation + " " + path.string() + ": " +
                           std::strerror(code));
}

// An open file that is closed however its user leaves.
class Descriptor {
 public:
  Descriptor(fs::path const& path, int flags)
      : handle_(::open(path.c_str(), flags | O_CLOEXEC, kPrivateFile)) {}
  ~Descriptor() {
    if (handle_ >= 0) ::close(handle_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;

  bool is_open() const { return handle_ >= 0; }
  int handle() const { return handle_; }
  int release() { return std::exchange(handle_, -1); }

 private:
  int handle_;
};

void write_all(Descriptor const& file, std::size_t offset, std::string_view bytes, fs::path const& path) {
  while (!bytes.empty()) {
    auto const written = ::pwrite(file.handle(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
}

void flush(Descriptor const& file, fs::path const& path, Durability durability) {
  if (durability == Durability::kPower && ::fdatasync(file.handle()) != 0) fail("write", path, errno);
}

// A new name lasts only once its folder is on the disk.
void flush_folder(fs::path const& folder, Durability durability) {
  if (durability != Durability::kPower) return;
  auto const handle = Descriptor{folder, O_RDONLY | O_DIRECTORY};
  if (!handle.is_open()) fail("open", folder, errno);
  if (::fsync(handle.handle()) != 0) fail("write", folder, errno);
}

void make_folders(fs::path const& folder, Durability durability) {
  if (folder.empty() || ::access(folder.c_str(), F_OK) == 0) return;
  auto const parent = folder.parent_path();
  make_folders(parent, durability);
  if (::mkdir(folder.c_str(), kPrivateFolder) != 0 && errno != EEXIST) fail("create", folder, errno);
  flush_folder(parent.empty() ? fs::path{"."} : parent, durability);
}

int lock(fs::path const& folder, std::string_view holder) {
  auto const path = folder / kLockName;
  auto file = Descriptor{path, O_RDWR | O_CREAT};
  if (!file.is_open()) fail("open", path, errno);
  if (::flock(file.handle(), LOCK_EX | LOCK_NB) == 0) return file.release();
  if (errno != EWOULDBLOCK) fail("lock", path, errno);
  throw std::runtime_error("the folder " + folder.string() + " belongs to " + std::string{holder} +
                           " that is running; end that one, or name another folder");
}

}  // namespace

FolderLock::FolderLock(fs::path const& folder, Durability durability, std::string_view holder) {
  make_folders(folder, durability);
  file_ = lock(folder, holder);
}

FolderLock::~FolderLock() {
  ::close(file_);
}

std::optional<std::string> read_if_there(fs::path const& path, std::size_t limit) {
  auto const file = Descriptor{path, O_RDONLY};
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  if (!file.is_open()) fail("open", path, errno);
  auto bytes = std::string(limit, '\0');
  auto filled = std::size_t{0};
  while (filled < limit) {
    auto const got = ::read(file.handle(), bytes.data() + filled, limit - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

void write_new_file(fs::path const& path, std::string_view bytes, Durability durability) {
  make_folders(path.parent_path(), durability);
  auto const beside = fs::path{path.string() + ".new"};
  {
    auto const file = Descriptor{beside, O_WRONLY | O_CREAT | O_TRUNC};
    if (!file.is_open()) fail("create", beside, errno);
    write_all(file, 0, bytes, beside);
    flush(file, beside, durability);
  }
  if (std::rename(beside.c_str(), path.c_str()) != 0) fail("create", path, errno);
  flush_folder(path.parent_path(), durability);
}

void overwrite(fs::path const& path, std::size_t offset, std::string_view bytes, Durability durability) {
  auto const file = Descriptor{path, O_WRONLY};
  if (!file.is_open()) fail("open", path, errno);
  write_all(file, offset, bytes, path);
  flush(file, path, durability);
}

}  // namespace kazasu::adapters
