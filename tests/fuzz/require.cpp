#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

void require(bool holds, char const* property) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", property);
  std::abort();
}

}  // namespace kazasu::fuzz
