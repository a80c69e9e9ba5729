// `kazasu serve`: the eligibility system's emulator on loopback.
#include <cstdio>
#include <memory>

#include "harness/commands.h"
#include "harness/machine.h"
#include "harness/open_pki.h"
#include "harness/population.h"
#include "harness/served_system.h"

namespace kazasu::harness {

namespace {

ServedPkis open_pkis(ServeOptions const& options) {
  auto const start = calendar_start(options.calendar_start);
  auto pkis = ServedPkis{.operation = open_test_pki(options.data, start, start), .connection_test = {}};
  if (options.connection_test_reception_port || options.connection_test_eligibility_port) {
    auto const data = data_folder_of(options.data, eligibility::Environment::kConnectionTest);
    pkis.connection_test = open_test_pki(data, start, start);
  }
  return pkis;
}

}  // namespace

ExitCode serve(ServeOptions const& options) {
  raise_open_files_limit();
  auto const pkis = open_pkis(options);
  auto system = std::unique_ptr<ServedSystem>{};
  try {
    system = std::make_unique<ServedSystem>(options, pkis);
  } catch (CommandError const&) {
    throw;
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kPort, error.what());
  }
  // One line, because `kazasu run` reads it from the process that it starts.
  std::printf("%s\n", system->ready_line().c_str());
  std::fflush(stdout);
  system->run();
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
