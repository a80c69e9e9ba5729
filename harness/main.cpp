// kazasu: parse, do, and say by exit code how it went.
#include <cstdio>
#include <exception>

#include "harness/commands.h"
#include "harness/exit_code.h"
#include "harness/options.h"

int main(int argc, char** argv) {
  using namespace kazasu::harness;
  try {
    auto const parsed = parse_command_line(argc, argv);
    if (parsed.done) return *parsed.done;
    auto const words = std::vector<std::string>(argv, argv + argc);
    return static_cast<int>(execute(parsed.command, words));
  } catch (CommandError const& error) {
    std::fprintf(stderr, "kazasu: %s\n", error.what());
    return static_cast<int>(error.code());
  } catch (std::exception const& error) {
    std::fprintf(stderr, "kazasu: internal error: %s\n", error.what());
    return static_cast<int>(ExitCode::kInternal);
  }
}
