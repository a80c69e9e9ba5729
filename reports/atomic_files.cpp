#include "reports/atomic_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace kazasu::reports {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(fs::path const& path, int code) {
  auto const advice = code == ENOSPC || code == EDQUOT || code == EFBIG ? "free some space or " : "";
  throw std::system_error{
      code, std::generic_category(),
      "cannot write " + path.string() + " (" + advice + "name another folder for the output)"};
}

// An open file that is closed however its user leaves.
class Descriptor {
 public:
  Descriptor(fs::path const& path, int flags) : handle_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~Descriptor() {
    if (handle_ >= 0) ::close(handle_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;

  bool is_open() const { return handle_ >= 0; }
  bool write(std::string_view content) const {
    while (!content.empty()) {
      auto const written = ::write(handle_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  bool flush() const { return ::fsync(handle_) == 0; }

 private:
  int handle_;
};

// Temporary files that vanish unless each was renamed to its place.
class Staging {
 public:
  explicit Staging(fs::path folder) : folder_(std::move(folder)) {}
  ~Staging() {
    auto ignored = std::error_code{};
    for (auto const& path : pending_) fs::remove(path, ignored);
  }
  Staging(Staging const&) = delete;
  Staging& operator=(Staging const&) = delete;

  void add(OutputFile const& file) {
    auto const temporary = path_of(file);
    auto const descriptor = Descriptor{temporary, O_WRONLY | O_CREAT | O_TRUNC};
    if (!descriptor.is_open()) fail(folder_ / file.name, errno);
    pending_.push_back(temporary);
    if (!descriptor.write(file.content) || !descriptor.flush()) fail(folder_ / file.name, errno);
  }
  void place(OutputFile const& file) {
    auto error = std::error_code{};
    fs::rename(path_of(file), folder_ / file.name, error);
    if (error) fail(folder_ / file.name, error.value());
    pending_.erase(pending_.begin());
  }

 private:
  fs::path path_of(OutputFile const& file) const {
    return folder_ / ("." + file.name + "." + std::to_string(::getpid()) + ".tmp");
  }

  fs::path folder_;
  std::vector<fs::path> pending_;
};

}  // namespace

void write_atomically(fs::path const& folder, std::vector<OutputFile> const& files) {
  auto error = std::error_code{};
  fs::create_directories(folder, error);
  if (error) fail(folder, error.value());
  auto staging = Staging{folder};
  for (auto const& file : files) staging.add(file);
  for (auto const& file : files) staging.place(file);
  // The renames themselves last only once the folder is on the disk; some file systems cannot flush one.
  auto const directory = Descriptor{folder, O_RDONLY | O_DIRECTORY};
  if (directory.is_open()) static_cast<void>(directory.flush());
}

}  // namespace kazasu::reports
