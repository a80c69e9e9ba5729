// Conversations of the listeners as lines of JSON, masked, for certification (docs/protocols/capture.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "emulators/adapters/faults/faulty_http.h"
#include "emulators/adapters/http/http_observer.h"

namespace kazasu::adapters {

// Which exchanges are kept: all, or those of one station or one person.
struct CaptureScope {
  std::optional<identity::StationIndex> station = {};
  std::optional<identity::PersonIndex> person = {};
};

struct CaptureLimits {
  std::uintmax_t file = std::uintmax_t{8} * 1024 * 1024;  // bytes of a listener's file before it is set aside
  unsigned kept = 4;                                      // files of a listener, the present one included
  std::size_t body = std::size_t{16} * 1024;              // of one masked body; longer ones are left out
};

// A file LISTENER.jsonl for each listener in `folder`, mode 0600; when it is full it becomes LISTENER.1.jsonl
// and so on, and the oldest goes.
class Capture {
 public:
  // Makes the folder. Throws std::runtime_error naming it when that fails.
  explicit Capture(std::filesystem::path folder, CaptureLimits limits = {});

  void start(CaptureScope const& scope) { scope_ = scope; }
  void stop() { scope_.reset(); }
  std::optional<CaptureScope> const& scope() const { return scope_; }
  CaptureLimits const& limits() const { return limits_; }
  // `line` without its end. A line that cannot be written is counted and lost.
  void write(std::string const& listener, std::string const& line);
  std::uint64_t written() const { return written_; }
  std::uint64_t lost() const { return lost_; }

 private:
  struct File {
    std::ofstream stream;
    std::uintmax_t size = 0;
  };
  std::filesystem::path path_of(std::string const& listener, unsigned age) const;
  bool open(std::string const& listener, File& file) const;
  void set_aside(std::string const& listener, File& file) const;

  std::filesystem::path folder_;
  CaptureLimits limits_;
  std::optional<CaptureScope> scope_;
  std::map<std::string, File> files_;
  std::uint64_t written_ = 0;
  std::uint64_t lost_ = 0;
};

// The eye on one listener. `capture` must outlive it.
class CaptureObserver final : public HttpObserver {
 public:
  CaptureObserver(Capture& capture, std::string listener, FaultSite site)
      : capture_(capture), listener_(std::move(listener)), site_(std::move(site)) {}
  bool wants() const override { return capture_.scope().has_value(); }
  void observe(HttpExchange const& exchange) override;

 private:
  Capture& capture_;
  std::string listener_;
  FaultSite site_;
};

}  // namespace kazasu::adapters
