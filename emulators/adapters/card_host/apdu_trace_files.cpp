#include "emulators/adapters/card_host/apdu_trace_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "emulators/reader/apdu_pcapng.h"
#include "emulators/reader/apdu_text.h"

namespace kazasu::adapters {

namespace {

using namespace std::chrono_literals;

constexpr auto kLongestDelay = 500ms;
constexpr std::size_t kWriteSoon = 256U << 10U;   // bytes that wake the writer at once
constexpr std::size_t kMostWaiting = 16U << 20U;  // bytes that may wait for the disk
constexpr auto kKinds = std::size_t{2};
enum Kind : std::size_t { kText, kPcapng };

std::filesystem::path earlier(std::filesystem::path const& path) {
  auto name = path.stem().string() + ".1" + path.extension().string();
  return path.parent_path() / name;
}

[[noreturn]] void fail(std::filesystem::path const& path, std::string const& what, int error) {
  throw std::runtime_error(path.string() + ": " + what + ": " + std::generic_category().message(error));
}

// A file that is written from its beginning. Failures throw std::runtime_error.
class OpenFile {
 public:
  explicit OpenFile(std::filesystem::path path) : path_(std::move(path)) { begin(); }
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;

  void begin_anew() {
    ::close(std::exchange(descriptor_, -1));
    begin();
  }

  void append(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(path_, "the trace cannot be written", errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

 private:
  void begin() {
    auto error = std::error_code{};
    std::filesystem::rename(path_, earlier(path_), error);
    if (error && error != std::errc::no_such_file_or_directory) {
      fail(path_, "the earlier trace cannot be kept as " + earlier(path_).string(), error.value());
    }
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor_ < 0) fail(path_, "the trace cannot be created", errno);
  }

  std::filesystem::path path_;
  int descriptor_ = -1;
};

// What waits to be written: the rest of the file that is open, then whole files.
struct Queue {
  std::vector<std::string> files = {{}};
  std::uint64_t bytes_in_file = 0;
};

std::filesystem::path pcapng_beside(std::filesystem::path path) {
  auto pcapng = path;
  pcapng.replace_extension(".pcapng");
  if (path.filename().empty() || pcapng == path) {
    throw std::runtime_error(
        "'" + path.string() +
        "' is no name for a trace's text file: expected a name such as apdus.txt, beside "
        "which the same in .pcapng is written");
  }
  return pcapng;
}

}  // namespace

struct ApduTraceFiles::State {
  explicit State(ApduTraceOptions const& options)
      : limit(options.bytes_per_file),
        pcapng(pcapng_beside(options.text)),
        files{OpenFile{options.text}, OpenFile{pcapng}} {
    append(kPcapng, reader::ApduPcapng::beginning());
  }

  void append(Kind kind, std::string const& bytes) {
    queues[kind].files.back() += bytes;
    queues[kind].bytes_in_file += bytes.size();
    waiting += bytes.size();
  }

  void begin_anew(Kind kind) {
    queues[kind].files.emplace_back();
    queues[kind].bytes_in_file = 0;
  }

  bool is_full(Kind kind) const { return queues[kind].bytes_in_file >= limit; }

  // Precondition: `mutex` is held.
  void add(reader::ApduRecord const& record, std::string const& line) {
    if (is_full(kText)) begin_anew(kText);
    if (is_full(kPcapng)) {
      begin_anew(kPcapng);
      packets = {};
      append(kPcapng, reader::ApduPcapng::beginning());
    }
    append(kText, line);
    append(kPcapng, packets.blocks(record));
    ++records_waiting;
  }

  void write_out() {
    auto const writing = std::lock_guard{write_mutex};
    auto lock = std::unique_lock{mutex};
    auto taken = std::array<std::vector<std::string>, kKinds>{};
    for (auto const kind : {kText, kPcapng}) {
      taken[kind] = std::exchange(queues[kind].files, std::vector<std::string>(1));
    }
    waiting = 0;
    auto const records = std::exchange(records_waiting, 0);
    if (error) return;
    lock.unlock();
    try {
      for (auto const kind : {kText, kPcapng}) write_files(files[kind], taken[kind]);
    } catch (std::runtime_error const& failure) {
      lock.lock();
      error = failure.what();
      lost += records;
    }
  }

  static void write_files(OpenFile& file, std::vector<std::string> const& parts) {
    file.append(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
      file.begin_anew();
      file.append(parts[i]);
    }
  }

  void run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
      {
        auto lock = std::unique_lock{mutex};
        wake.wait_for(lock, stop, kLongestDelay, [this] { return waiting >= kWriteSoon; });
      }
      write_out();
    }
  }

  std::uint64_t limit;
  std::filesystem::path pcapng;
  std::mutex write_mutex;  // of the files; taken before `mutex`
  std::array<OpenFile, kKinds> files;
  std::mutex mutex;  // of what follows
  std::condition_variable_any wake;
  std::array<Queue, kKinds> queues;
  reader::ApduPcapng packets;
  std::size_t waiting = 0;
  std::uint64_t records_waiting = 0;
  std::uint64_t lost = 0;
  std::optional<std::string> error;
  std::jthread writer;  // last, so that it ends first
};

ApduTraceFiles::ApduTraceFiles(ApduTraceOptions options) : state_(std::make_unique<State>(options)) {
  state_->writer = std::jthread{[state = state_.get()](std::stop_token const& stop) { state->run(stop); }};
}

ApduTraceFiles::~ApduTraceFiles() {
  state_->writer = {};
  state_->write_out();
}

void ApduTraceFiles::record(reader::ApduRecord const& record) {
  auto const line = reader::text_line(record) + "\n";
  auto const lock = std::lock_guard{state_->mutex};
  if (state_->error || state_->waiting > kMostWaiting) {
    ++state_->lost;
    return;
  }
  state_->add(record, line);
  if (state_->waiting >= kWriteSoon) state_->wake.notify_one();
}

void ApduTraceFiles::flush() {
  state_->write_out();
}

std::optional<std::string> ApduTraceFiles::trouble() const {
  auto const lock = std::lock_guard{state_->mutex};
  return state_->error;
}

std::uint64_t ApduTraceFiles::lost() const {
  auto const lock = std::lock_guard{state_->mutex};
  return state_->lost;
}

}  // namespace kazasu::adapters
