// Writes the generated pages of the scenario language: write_reference <root of the project>.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "scenarios/json_schema.h"
#include "scenarios/reference_page.h"

namespace {

bool write(std::filesystem::path const& path, std::string const& text) {
  auto output = std::ofstream{path, std::ios::binary};
  output << text;
  output.flush();
  if (!output) std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return output.good();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: write_reference <root of the project>\n", stderr);
    return EXIT_FAILURE;
  }
  auto const root = std::filesystem::path{arguments[1]};
  auto const page = write(root / "docs/scenario-reference.md", kazasu::scenarios::reference_page_text());
  auto const schema = write(root / "scenarios/scenario.schema.json", kazasu::scenarios::json_schema_text());
  return page && schema ? EXIT_SUCCESS : EXIT_FAILURE;
}
