// `kazasu reader install`.
#include <cstdio>
#include <stdexcept>
#include <string>

#include "emulators/adapters/ifd/reader_configuration.h"
#include "harness/card_commands.h"
#include "reports/atomic_files.h"

namespace kazasu::harness {

namespace {

std::string configuration(ReaderInstallOptions const& options) {
  try {
    return adapters::reader_configuration(
        {.library = adapters::find_reader_library(std::filesystem::canonical("/proc/self/exe")),
         .socket = reader_socket(options.data),
         .slots = options.slots});
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, error.what());
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
}

}  // namespace

ExitCode install_reader(ReaderInstallOptions const& options) {
  auto text = configuration(options);
  if (options.directory.empty()) {
    std::fputs(text.c_str(), stdout);
    return ExitCode::kOk;
  }
  auto const name = std::string{adapters::kReaderConfigurationFile};
  try {
    std::filesystem::create_directories(options.directory);
    reports::write_atomically(options.directory, {{name, std::move(text)}});
  } catch (std::exception const& error) {
    throw CommandError(ExitCode::kOutput, std::string{"the reader's configuration cannot be written: "} +
                                              error.what() + "; name another folder with --dir");
  }
  // pcscd changes its folder before it reads this.
  auto const folder = std::filesystem::absolute(options.directory).lexically_normal();
  std::printf("%s: %u slots, served by `kazasu card host --data %s --slots %u`; read by `pcscd -f -c %s`\n",
              (options.directory / name).string().c_str(), options.slots, options.data.string().c_str(),
              options.slots, folder.string().c_str());
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
