// What is wrong with a scenario file, and where.
#pragma once

#include <string>

namespace kazasu::scenarios {

// Both count from 1, columns in characters. Line 0: the file as a whole.
struct Position {
  int line = 0;
  int column = 0;
  auto operator<=>(Position const&) const = default;
};

struct Mistake {
  std::string file;
  Position at;
  std::string message;  // what was expected, and the nearest right word where there is one
};

// "file:line:column: message", as editors and compilers write it.
inline std::string text_of(Mistake const& mistake) {
  auto result = mistake.file + ":";
  if (mistake.at.line > 0) {
    result += std::to_string(mistake.at.line) + ":" + std::to_string(mistake.at.column) + ":";
  }
  return result + " " + mistake.message;
}

}  // namespace kazasu::scenarios
