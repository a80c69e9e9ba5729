// A command line as its user types it, run to its end.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace kazasu::harness {

struct Finished {
  int code = -1;       // -1 when a signal ended it
  std::string output;  // standard output and error, together
};

inline Finished run_in_shell(std::string const& command) {
  auto* const pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return {.code = -1, .output = "no shell"};
  auto finished = Finished{};
  auto part = std::array<char, 4096>{};
  while (auto const got = fread(part.data(), 1, part.size(), pipe)) finished.output.append(part.data(), got);
  auto const status = pclose(pipe);
  finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

}  // namespace kazasu::harness
