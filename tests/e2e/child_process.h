// Programs that the tests start.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::e2e {

struct Program {
  std::vector<std::string>
      arguments;                 // the program first, looked for in PATH and the folders of system programs
  std::filesystem::path output;  // standard output and errors
  std::map<std::string, std::string> environment{};  // added to this process's; empty: taken out
};

// Ends with its owner, by force where needed.
class ChildProcess {
 public:
  // Throws std::runtime_error when the program cannot be started.
  explicit ChildProcess(Program const& program);
  ~ChildProcess();
  ChildProcess(ChildProcess const&) = delete;
  ChildProcess& operator=(ChildProcess const&) = delete;

  int id() const { return id_; }
  // Ready to read when the process has ended.
  int number() const { return handle_.number(); }
  void signal(int number) const;
  // Its exit code, 128 and more for a signal; nothing when it still runs after `time`.
  std::optional<int> wait(std::chrono::milliseconds time);

 private:
  int id_ = -1;
  adapters::Descriptor handle_;
  std::optional<int> exit_code_;
};

struct Finished {
  int exit_code = 0;
  std::string output;
};
// Runs to the end. Throws std::runtime_error when it takes more than a minute.
Finished run(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {});

std::string read_text(std::filesystem::path const& path);

}  // namespace kazasu::e2e
