#include "tests/e2e/private_pcscd.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "emulators/adapters/ifd/reader_configuration.h"
#include "tests/e2e/private_namespace.h"

namespace kazasu::e2e {

namespace {

using namespace std::chrono_literals;

constexpr auto kRuntime = "/run/pcscd";
constexpr auto kSocket = std::string_view{"pcscd.comm"};
constexpr auto kStart = 30s;

void write_configuration(PcscdOptions const& options, std::filesystem::path const& folder) {
  std::filesystem::create_directory(folder);
  auto file = std::ofstream{folder / adapters::kReaderConfigurationFile};
  if (!options.configuration.empty()) {
    file << options.configuration;
    return;
  }
  file << adapters::reader_configuration({.library = std::filesystem::absolute(KAZASU_READER_LIBRARY),
                                          .socket = options.socket,
                                          .slots = options.slots});
}

// Whether the events that have come say that the socket got its final mode, which pcscd sets once it listens.
bool says_ready(int watch) {
  alignas(inotify_event) auto buffer = std::array<char, 4096>{};
  auto const size = ::read(watch, buffer.data(), buffer.size());
  auto ready = false;
  for (auto at = ssize_t{0}; at < size;) {
    auto event = inotify_event{};
    std::memcpy(&event, buffer.data() + at, sizeof(event));
    auto const name = std::string_view{buffer.data() + at + sizeof(event)};
    if (event.len > 0 && name == kSocket) ready = true;
    at += static_cast<ssize_t>(sizeof(event) + event.len);
  }
  return ready;
}

}  // namespace

PrivatePcscd::PrivatePcscd(PcscdOptions const& options) : log_(options.folder / "pcscd.log") {
  enter_private_namespace();
  auto const configuration = options.folder / "reader.conf.d";
  write_configuration(options, configuration);
  auto const watch = adapters::Descriptor{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
  ::inotify_add_watch(watch.number(), kRuntime, IN_ATTRIB);
  process_ = std::make_unique<ChildProcess>(
      Program{.arguments = {"pcscd", "-f", "-c", configuration.string()}, .output = log_});
  wait_until_ready(watch.number());
}

PrivatePcscd::~PrivatePcscd() = default;

void PrivatePcscd::wait_until_ready(int watch) {
  auto const due = std::chrono::steady_clock::now() + kStart;
  while (std::chrono::steady_clock::now() < due) {
    auto waiting = std::array<pollfd, 2>{pollfd{watch, POLLIN, 0}, pollfd{process_->number(), POLLIN, 0}};
    ::poll(waiting.data(), waiting.size(), 1000);
    if (waiting[1].revents != 0) break;
    if (waiting[0].revents != 0 && says_ready(watch)) return;
  }
  throw std::runtime_error("pcscd did not get ready; its log:\n" + log());
}

}  // namespace kazasu::e2e
