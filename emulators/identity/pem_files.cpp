#include "emulators/identity/pem_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kazasu::identity {

namespace {

[[noreturn]] void throw_error(std::string_view operation, std::filesystem::path const& path, int error) {
  throw std::runtime_error("cannot " + std::string{operation} + " " + path.string() + ": " +
                           std::strerror(error));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

// Removes a folder that never got its final name.
class Scaffold {
 public:
  explicit Scaffold(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Scaffold(Scaffold const&) = delete;
  Scaffold& operator=(Scaffold const&) = delete;
  ~Scaffold() {
    auto ignored = std::error_code{};
    std::filesystem::remove_all(folder_, ignored);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace

std::string read_file(std::filesystem::path const& file) {
  auto stream = std::ifstream{file, std::ios::binary};
  auto text = std::ostringstream{};
  text << stream.rdbuf();
  if (!stream || !text) throw std::runtime_error("cannot read " + file.string());
  return text.str();
}

void write_new_secret_file(std::filesystem::path const& file, std::string_view text) {
  auto const descriptor = Descriptor{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (descriptor.number() < 0) throw_error("create", file, errno);
  while (!text.empty()) {
    auto const written = ::write(descriptor.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_error("write", file, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  // The name of the folder must not appear before the bytes are there, even when the machine stops.
  if (::fsync(descriptor.number()) != 0) throw_error("write", file, errno);
}

void create_file_at_once(std::filesystem::path const& file, std::string_view text) {
  auto pattern = file.string() + ".new-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw_error("create a folder like", pattern, errno);
  auto const scaffold = Scaffold{pattern};
  auto const draft = std::filesystem::path{pattern} / "file";
  write_new_secret_file(draft, text);
  if (::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST) throw_error("create", file, errno);
}

void create_folder_at_once(std::filesystem::path const& folder,
                           std::function<void(std::filesystem::path const&)> const& fill) {
  auto const place = std::filesystem::absolute(folder).lexically_normal();
  auto const parent = (place.has_filename() ? place : place.parent_path()).parent_path();
  std::filesystem::create_directories(parent);
  auto pattern = (place.has_filename() ? place : place.parent_path()).string() + ".new-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw_error("create a folder like", pattern, errno);  // mode 0700
  auto const scaffold = Scaffold{pattern};
  fill(pattern);
  if (std::rename(pattern.c_str(), place.c_str()) == 0) return;
  if (errno != EEXIST && errno != ENOTEMPTY) throw_error("create", place, errno);
}

}  // namespace kazasu::identity
