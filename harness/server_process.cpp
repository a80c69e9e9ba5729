#include "harness/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

// What the child does between fork and exec: only calls that are safe there.
[[noreturn]] void become_server(int ready_pipe, std::vector<char*> const& arguments) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);  // Ctrl-C reaches the parent alone, which ends the child in its own time
  auto none = sigset_t{};
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(ready_pipe, STDOUT_FILENO);
  execv("/proc/self/exe", arguments.data());
  _exit(127);
}

std::string read_line(int descriptor) {
  auto line = std::string{};
  auto character = char{};
  while (true) {
    auto const got = read(descriptor, &character, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || character == '\n') return line;
    line.push_back(character);
  }
}

[[noreturn]] void throw_child_failure(pid_t child) {
  auto status = 0;
  waitpid(child, &status, 0);
  auto const code = WIFEXITED(status) ? static_cast<ExitCode>(WEXITSTATUS(status)) : ExitCode::kInternal;
  throw CommandError(code, "the emulators did not start; the message above says why");
}

}  // namespace

ServerProcess::ServerProcess(std::vector<std::string> arguments) {
  auto ends = std::array<int, 2>{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error(std::string{"cannot make a pipe for the emulators: "} + std::strerror(errno));
  }
  arguments.insert(arguments.begin(), {"kazasu", "serve"});
  auto pointers = std::vector<char*>{};
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) become_server(ends[1], pointers);
  close(ends[1]);
  if (pid_ < 0) {
    close(ends[0]);
    throw std::runtime_error(std::string{"cannot start the emulators: "} + std::strerror(errno));
  }
  auto const line = read_line(ends[0]);
  close(ends[0]);
  auto const fields = std::sscanf(line.c_str(), "ready reception=%hu eligibility=%hu admin=%hu",
                                  &ports_.reception, &ports_.eligibility, &ports_.admin);
  if (fields != 3) throw_child_failure(pid_);
  if (auto const at = line.find(" claims="); at != std::string::npos) {
    std::sscanf(line.c_str() + at, " claims=%hu", &ports_.claims);
  }
}

ServerProcess::~ServerProcess() {
  if (!running()) return;
  kill(pid_, SIGCONT);
  kill(pid_, SIGTERM);
  for (int tries = 0; tries < 100; ++tries) {
    if (waitpid(pid_, nullptr, WNOHANG) != 0) return;
    usleep(20'000);
  }
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool ServerProcess::running() const {
  return pid_ > 0 && kill(pid_, 0) == 0;
}

std::uint64_t ServerProcess::resident_kib() const {
  auto status = std::ifstream{"/proc/" + std::to_string(pid_) + "/status"};
  for (auto line = std::string{}; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
  }
  return 0;
}

}  // namespace kazasu::harness
