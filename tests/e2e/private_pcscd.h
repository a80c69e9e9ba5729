// A pcscd of a test's own, in the private namespace, with one reader and no other.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/e2e/child_process.h"

namespace kazasu::e2e {

struct PcscdOptions {
  std::filesystem::path folder;  // an empty one, for configuration and log
  std::filesystem::path socket;  // of the card host
  std::size_t slots = 1;
  std::string configuration{};  // of another reader, in place of the virtual one's
};

// Started in the foreground and ready when constructed: its socket accepts clients. Stopped at the end.
class PrivatePcscd {
 public:
  // Throws std::runtime_error with pcscd's log when it does not get ready.
  explicit PrivatePcscd(PcscdOptions const& options);
  ~PrivatePcscd();

  int id() const { return process_->id(); }
  std::string log() const { return read_text(log_); }

 private:
  void wait_until_ready(int watch);

  std::filesystem::path log_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace kazasu::e2e
