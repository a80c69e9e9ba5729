// A service that takes bodies below /upload in pieces and says what became of them.
#pragma once

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters::testing {

// Written by the server's thread; what is not atomic is read when that has ended, or between two exchanges.
struct UploadLog {
  std::string text;  // of all bodies, as far as it is kept
  std::string head;  // of the last that was opened
  std::size_t longest_piece = 0;
  bool keeps_text = true;
  std::atomic<int> opened = 0;
  std::atomic<int> handled = 0;
  std::atomic<int> destroyed = 0;
  std::atomic<std::uint64_t> bytes = 0;
};

class LoggedSink final : public BodySink {
 public:
  LoggedSink(UploadLog& log, std::uint64_t breaks_after) : log_(log), breaks_after_(breaks_after) {}
  ~LoggedSink() override { ++log_.destroyed; }
  LoggedSink(LoggedSink const&) = delete;
  LoggedSink& operator=(LoggedSink const&) = delete;

  void take(std::string_view bytes) override {
    if (received += bytes.size(); received > breaks_after_) throw std::runtime_error("no room for canary");
    log_.bytes += bytes.size();
    log_.longest_piece = std::max(log_.longest_piece, bytes.size());
    if (log_.keeps_text) log_.text += bytes;
  }

  std::uint64_t received = 0;

 private:
  UploadLog& log_;
  std::uint64_t breaks_after_;
};

struct UploadService final : HttpService {
  explicit UploadService(UploadLog& to) : log(to) {}

  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return target.starts_with("/upload") ? std::optional{limit} : std::nullopt;
  }
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant) override {
    if (head.target == "/throws") throw std::runtime_error("no sink for canary");
    if (!head.target.starts_with("/upload")) return nullptr;
    ++log.opened;
    log.head.clear();
    for (auto const field : {head.method, head.target, head.body, head.client_institution, head.authorization,
                             head.content_type, head.host, head.origin, head.digest}) {
      log.head.append(field).append("|");
    }
    return std::make_unique<LoggedSink>(log, breaks_after);
  }
  // "<target> <bytes of the body that is held> <bytes that went to the sink, or none>"
  HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) override {
    ++log.handled;
    auto text = std::string{request.target}.append(" ").append(std::to_string(request.body.size()));
    auto const* const sink = dynamic_cast<LoggedSink const*>(request.sink);
    if (sink != nullptr && sink->received != request.streamed) throw std::logic_error("bytes were lost");
    text.append(" ").append(sink == nullptr ? "none" : std::to_string(sink->received));
    return {.content_type = "text/plain", .body = text};
  }

  UploadLog& log;
  std::uint64_t limit = std::uint64_t{8} * 1024 * 1024;
  std::uint64_t breaks_after = ~std::uint64_t{0};
};

}  // namespace kazasu::adapters::testing
