#include "harness/read_text.h"

#include <fstream>
#include <iterator>

#include "harness/exit_code.h"

namespace kazasu::harness {

std::string read_text(std::filesystem::path const& path, std::string const& what) {
  auto file = std::ifstream{path, std::ios::binary};
  if (!file) throw CommandError(ExitCode::kUsage, what + " " + path.string() + " cannot be read");
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace kazasu::harness
