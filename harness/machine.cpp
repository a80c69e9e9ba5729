#include "harness/machine.h"

#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>
#include <thread>

namespace kazasu::harness {

namespace {

// The value of the first line "key : value" of a /proc file; empty when there is none.
std::string proc_field(char const* path, std::string_view key) {
  auto file = std::ifstream{path};
  for (auto line = std::string{}; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    auto const colon = line.find(':');
    auto const start = line.find_first_not_of(" \t", colon + 1);
    return start == std::string::npos ? "" : line.substr(start);
  }
  return "";
}

}  // namespace

std::string machine_text() {
  auto names = utsname{};
  uname(&names);
  auto release = std::string{static_cast<char const*>(names.release)};
  auto model = proc_field("/proc/cpuinfo", "model name");
  if (model.empty()) model = static_cast<char const*>(names.machine);
  auto const memory_kib = std::strtoull(proc_field("/proc/meminfo", "MemTotal").c_str(), nullptr, 10);
  return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores, " +
         std::to_string(memory_kib / (1024 * 1024)) + " GiB, Linux " + release;
}

std::string compiler_text() {
#if defined(__clang__)
  return "Clang " + std::to_string(__clang_major__) + "." + std::to_string(__clang_minor__) + "." +
         std::to_string(__clang_patchlevel__);
#else
  return "GCC " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__) + "." +
         std::to_string(__GNUC_PATCHLEVEL__);
#endif
}

std::string wall_clock_text() {
  auto const now = std::time(nullptr);
  auto fields = std::tm{};
  gmtime_r(&now, &fields);
  auto text = std::array<char, 32>{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &fields);
  return text.data();
}

std::uint64_t raise_open_files_limit() {
  auto limit = rlimit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_max;
}

double cpu_seconds() {
  auto usage = rusage{};
  getrusage(RUSAGE_SELF, &usage);
  auto const seconds = [](timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t resident_kib() {
  return std::strtoull(proc_field("/proc/self/status", "VmRSS").c_str(), nullptr, 10);
}

}  // namespace kazasu::harness
