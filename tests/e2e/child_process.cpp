#include "tests/e2e/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "tests/identity/temporary_folder.h"

namespace kazasu::e2e {

namespace {

using namespace std::chrono_literals;

constexpr auto kLongestRun = 60s;

std::vector<std::string> environment_with(std::map<std::string, std::string> const& changes) {
  auto result = std::vector<std::string>{};
  for (auto* entry = environ; *entry != nullptr; ++entry) {
    auto const text = std::string{*entry};
    if (!changes.contains(text.substr(0, text.find('=')))) result.push_back(text);
  }
  for (auto const& [name, value] : changes) {
    if (!value.empty()) result.push_back(name + "=" + value);
  }
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  auto result = std::vector<char*>{};
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// Of a program's name: PATH of a user often lacks the folders of system programs, pcscd's among them.
std::string found(std::string const& name) {
  if (name.find('/') != std::string::npos) return name;
  for (auto const* folder : {"/usr/sbin/", "/sbin/"}) {
    if (std::filesystem::exists(folder + name)) return folder + name;
  }
  return name;
}

}  // namespace

ChildProcess::ChildProcess(Program const& program) {
  auto arguments = program.arguments;
  auto environment = environment_with(program.environment);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, 1, program.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::posix_spawn_file_actions_adddup2(&files, 1, 2);
  auto const error = ::posix_spawnp(&id_, found(arguments.front()).c_str(), &files, nullptr,
                                    pointers(arguments).data(), pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&files);
  if (error != 0) {
    throw std::runtime_error("cannot start " + arguments.front() + ": " +
                             std::system_category().message(error) +
                             "; tools/install-packages --check installs what the tests need");
  }
  handle_ = adapters::Descriptor{static_cast<int>(::syscall(SYS_pidfd_open, id_, 0))};
}

ChildProcess::~ChildProcess() {
  if (exit_code_) return;
  signal(SIGTERM);
  if (wait(10s)) return;
  signal(SIGKILL);
  wait(10s);
}

void ChildProcess::signal(int number) const {
  if (!exit_code_) ::kill(id_, number);
}

std::optional<int> ChildProcess::wait(std::chrono::milliseconds time) {
  if (exit_code_) return exit_code_;
  auto ended = pollfd{.fd = handle_.number(), .events = POLLIN, .revents = 0};
  if (::poll(&ended, 1, static_cast<int>(time.count())) <= 0) return std::nullopt;
  auto status = 0;
  ::waitpid(id_, &status, 0);
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

Finished run(std::vector<std::string> arguments, std::map<std::string, std::string> environment) {
  auto const folder = identity::TemporaryFolder{};
  auto const output = folder.path() / "output";
  auto child =
      ChildProcess{{.arguments = arguments, .output = output, .environment = std::move(environment)}};
  auto const exit_code = child.wait(kLongestRun);
  if (!exit_code) {
    throw std::runtime_error(arguments.front() + " did not end; its output:\n" + read_text(output));
  }
  return {.exit_code = *exit_code, .output = read_text(output)};
}

std::string read_text(std::filesystem::path const& path) {
  auto file = std::ifstream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace kazasu::e2e
