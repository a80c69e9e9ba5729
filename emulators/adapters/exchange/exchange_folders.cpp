#include "emulators/adapters/exchange/exchange_folders.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "emulators/adapters/exchange/exchange_name.h"

namespace kazasu::adapters {

namespace {

namespace fs = std::filesystem;

constexpr auto kResultEndings = std::array<char const*, 3>{".xml", ".pdf", ".zip"};

[[noreturn]] void fail(char const* what, fs::path const& path, int code) {
  throw std::runtime_error("cannot " + std::string{what} + " " + path.string() + ": " +
                           std::generic_category().message(code));
}

std::int64_t nanoseconds(timespec const& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileStamp stamp_of(struct stat const& status) {
  return {.inode = status.st_ino,
          .size = static_cast<std::uint64_t>(status.st_size),
          .modified_ns = nanoseconds(status.st_mtim),
          .changed_ns = nanoseconds(status.st_ctim)};
}

std::optional<FileStamp> look_at(fs::path const& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
  return stamp_of(status);
}

std::vector<std::string> names_in(fs::path const& folder) {
  auto const closing = [](DIR* open) { ::closedir(open); };
  auto const directory = std::unique_ptr<DIR, decltype(closing)>{::opendir(folder.c_str()), closing};
  if (!directory) fail("read the folder", folder, errno);
  auto names = std::vector<std::string>{};
  while (auto const* const entry = ::readdir(directory.get())) {
    if (entry->d_type != DT_DIR) names.emplace_back(entry->d_name);
  }
  return names;
}

void flush_folder(fs::path const& folder) {
  auto const handle = Descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  // Shared folders of some systems cannot be flushed; the files themselves are.
  if (handle) static_cast<void>(::fsync(handle.number()));
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

ExchangeFolders::ExchangeFolders(fs::path root, std::chrono::milliseconds settle)
    : root_(std::move(root)),
      req_(root_ / "req"),
      res_(root_ / "res"),
      face_(root_ / "face"),
      trash_(root_ / "trash"),
      settle_(settle),
      events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      next_scan_(std::chrono::steady_clock::now()) {
  auto error = std::error_code{};
  for (auto const& made : {req_, res_, face_, trash_}) {
    fs::create_directories(made, error);
    if (error) fail("make the folder", made, error.value());
  }
  lock_.emplace(root_, Durability::kProcess, "an exchange terminal");
  for (auto const& name : names_in(req_)) {
    if (auto const stamp = look_at(req_ / name)) from_start_.emplace(name, *stamp);
  }
  // Without the system's word on files the folder is looked at as a whole, which is slower and as good.
  if (events_) ::inotify_add_watch(events_.number(), req_.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO);
}

void ExchangeFolders::read_events() {
  alignas(inotify_event) auto buffer = std::array<char, 16 * 1024>{};
  while (events_) {
    auto const got = ::read(events_.number(), buffer.data(), buffer.size());
    if (got <= 0) return;
    for (auto at = std::size_t{0}; at < static_cast<std::size_t>(got);) {
      auto event = inotify_event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      auto const is_file = (event.mask & IN_ISDIR) == 0;
      if (is_file && event.len > 0) closed_.emplace(buffer.data() + at + sizeof event);
      at += sizeof event + event.len;
    }
  }
}

void ExchangeFolders::scan(std::vector<std::string>& complete) {
  ++scans_;
  auto now_seen = std::map<std::string, FileStamp>{};
  for (auto const& name : names_in(req_)) {
    auto const stamp = is_unfinished_name(name) ? std::nullopt : look_at(req_ / name);
    if (!stamp) continue;
    auto const before = seen_.find(name);
    auto const given = given_out_.find(name);
    auto const unchanged = before != seen_.end() && before->second == *stamp;
    if (unchanged && (given == given_out_.end() || given->second != *stamp)) complete.push_back(name);
    now_seen.emplace(name, *stamp);
  }
  std::erase_if(given_out_, [&](auto const& given) { return !now_seen.contains(given.first); });
  seen_ = std::move(now_seen);
}

std::vector<std::string> ExchangeFolders::complete_requests(Time now) {
  auto complete = std::vector<std::string>{};
  read_events();
  for (auto const& name : std::exchange(closed_, {})) {
    if (!is_unfinished_name(name)) complete.push_back(name);
  }
  if (now >= next_scan_) {
    scan(complete);
    next_scan_ = now + settle_;
  }
  // What is gone already was somebody's temporary name; what was given out in this state is in hand.
  std::erase_if(complete, [&](std::string const& name) {
    auto const stamp = look_at(req_ / name);
    if (!stamp) return true;
    auto const [place, fresh] = given_out_.emplace(name, *stamp);
    return !fresh && std::exchange(place->second, *stamp) == *stamp;
  });
  return complete;
}

ReadFile ExchangeFolders::read_request(std::string const& name, std::size_t limit) const {
  auto const path = req_ / name;
  // A pipe without a writer would block.
  auto const file = Descriptor{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  if (!file && errno == ENOENT) return {};
  if (!file && (errno == ELOOP || errno == ENXIO)) return {.fault = ReadFault::kNotRegular};
  if (!file) return {.fault = ReadFault::kDenied};
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return {.fault = ReadFault::kDenied};
  if (!S_ISREG(status.st_mode)) return {.fault = ReadFault::kNotRegular};
  auto read = ReadFile{.fault = ReadFault::kNone, .stamp = stamp_of(status)};
  if (read.stamp.size > limit) return {.fault = ReadFault::kTooLong, .stamp = read.stamp};
  read.bytes.resize(read.stamp.size);
  auto filled = std::size_t{0};
  while (filled < read.bytes.size()) {
    auto const got = ::read(file.number(), read.bytes.data() + filled, read.bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {.fault = ReadFault::kDenied};
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  if (::fstat(file.number(), &status) != 0) return {.fault = ReadFault::kDenied};
  if (filled != read.bytes.size() || stamp_of(status) != read.stamp) read.fault = ReadFault::kStillWritten;
  return read;
}

void ExchangeFolders::put(Place place, std::string const& name, std::string_view bytes) const {
  auto const target = folder(place) / name;
  auto const temporary = folder(place) / ("." + name + ".tmp");
  {
    auto const file =
        Descriptor{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644)};
    if (!file) fail("write", target, errno);
    if (!write_all(file.number(), bytes) || ::fsync(file.number()) != 0) {
      auto const reason = errno;
      ::unlink(temporary.c_str());
      fail("write", target, reason);
    }
  }
  if (::rename(temporary.c_str(), target.c_str()) != 0) fail("write", target, errno);
  flush_folder(folder(place));
}

bool ExchangeFolders::has(Place place, std::string const& name) const {
  return look_at(folder(place) / name).has_value();
}

void ExchangeFolders::remove_request(std::string const& name, FileStamp const& stamp) const {
  auto const path = req_ / name;
  if (look_at(path) != std::optional{stamp}) return;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path, errno);
}

void ExchangeFolders::discard_request(std::string const& name, FileStamp const& stamp) const {
  auto const from = req_ / name;
  if (stamp != FileStamp{} && look_at(from) != std::optional{stamp}) return;
  for (auto copy = 1;; ++copy) {
    auto const to = trash_ / (copy == 1 ? name : name + "." + std::to_string(copy));
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
    if (errno == ENOENT) return;
    if (errno != EEXIST) fail("move to trash", from, errno);
  }
}

bool ExchangeFolders::is_answered(std::string const& request, std::string const& result_stem) const {
  auto const from_start = from_start_.find(request);
  auto const asked = look_at(req_ / request);
  if (from_start == from_start_.end() || asked != std::optional{from_start->second}) return false;
  for (auto const* const ending : kResultEndings) {
    auto const answered = look_at(res_ / (result_stem + ending));
    if (answered && answered->changed_ns >= asked->changed_ns) return true;
  }
  return false;
}

void ExchangeFolders::remove_answered(std::string const& request) const {
  ::unlink((req_ / request).c_str());
}

std::size_t ExchangeFolders::expire(std::chrono::minutes stay,
                                    std::chrono::system_clock::time_point now) const {
  auto count = std::size_t{0};
  auto const oldest = std::chrono::duration_cast<std::chrono::nanoseconds>((now - stay).time_since_epoch());
  for (auto const place : {Place::kResults, Place::kFaces}) {
    for (auto const& name : names_in(folder(place))) {
      auto const path = folder(place) / name;
      auto const stamp = is_result_name(name) ? look_at(path) : std::nullopt;
      if (!stamp || stamp->modified_ns >= oldest.count()) continue;
      count += ::unlink(path.c_str()) == 0 ? 1U : 0U;
    }
  }
  return count;
}

std::vector<std::string> ExchangeFolders::names_of_faces(std::string_view prefix) const {
  auto names = names_in(face_);
  std::erase_if(names, [&](std::string const& name) { return !name.starts_with(prefix); });
  return names;
}

void ExchangeFolders::remove_face(std::string const& name) const {
  ::unlink((face_ / name).c_str());
}

}  // namespace kazasu::adapters
