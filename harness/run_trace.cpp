#include "harness/run_trace.h"

#include <stdexcept>

#include "harness/exit_code.h"

namespace kazasu::harness {

RunTrace::RunTrace(std::filesystem::path const& text) try : files_({.text = text}) {
} catch (std::runtime_error const& error) {
  throw CommandError(ExitCode::kOutput, std::string{"--trace "} + error.what() + "; name another one");
}

std::optional<std::string> RunTrace::finish() {
  files_.flush();
  if (files_.lost() == 0) return std::nullopt;
  return std::to_string(files_.lost()) +
         " APDUs are not in it: " + files_.trouble().value_or("the disk could not follow");
}

}  // namespace kazasu::harness
