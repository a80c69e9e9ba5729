#include "emulators/adapters/claims_store/spooled_content.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "emulators/adapters/store/store_error.h"

namespace kazasu::adapters {

namespace {

constexpr auto kPiece = std::size_t{64} << 10U;

[[noreturn]] void fail(std::string const& operation, std::filesystem::path const& folder) {
  throw StoreError("cannot " + operation + " in " + folder.string() + ": " + std::strerror(errno));
}

// Named for an instant: not every file system makes files without a name.
Descriptor nameless_file(std::filesystem::path const& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    fail("make the folder for what comes in", folder);
  auto name = (folder / "incoming-XXXXXX").string();
  auto file = Descriptor{::mkostemp(name.data(), O_CLOEXEC)};
  if (!file || ::unlink(name.c_str()) != 0) fail("make a file", folder);
  return file;
}

}  // namespace

bool SpooledContent::append(std::string_view bytes) {
  if (bytes.size() > settings_.most - size_) return false;
  if (!file_ && size_ + bytes.size() > settings_.most_in_memory) move_to_file();
  if (file_) {
    write(size_, bytes);
  } else {
    bytes_.append(bytes);
  }
  size_ += bytes.size();
  hash_.add(bytes);
  return true;
}

void SpooledContent::move_to_file() {
  auto file = nameless_file(settings_.folder);
  auto const bytes = std::exchange(bytes_, {});
  file_ = std::move(file);
  write(0, bytes);
}

void SpooledContent::write(std::uint64_t at, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = ::pwrite(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("keep what comes in", settings_.folder);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
}

void SpooledContent::read(std::function<void(std::string_view)> const& give) const {
  if (!file_) {
    if (!bytes_.empty()) give(bytes_);
    return;
  }
  auto piece = std::string(kPiece, '\0');
  for (auto at = std::uint64_t{0}; at < size_;) {
    auto const wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size_ - at));
    auto const got = ::pread(file_.number(), piece.data(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;
    if (got <= 0) fail("read what came in", settings_.folder);
    give({piece.data(), static_cast<std::size_t>(got)});
    at += static_cast<std::uint64_t>(got);
  }
}

}  // namespace kazasu::adapters
