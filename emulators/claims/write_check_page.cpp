// Writes the generated page of the checks: write_check_page <file>.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "emulators/claims/check_page.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: write_check_page <file>\n", stderr);
    return EXIT_FAILURE;
  }
  auto output = std::ofstream{arguments[1], std::ios::binary};
  output << kazasu::claims::check_page_text();
  output.flush();
  if (!output) std::fprintf(stderr, "cannot write %s\n", arguments[1]);
  return output.good() ? EXIT_SUCCESS : EXIT_FAILURE;
}
