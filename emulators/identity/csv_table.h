// CSV text as lines of named fields (RFC 4180).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kazasu::identity {

struct CsvLine {
  std::size_t number = 0;  // of its first line in the text, from 1
  std::vector<std::string> fields;
};

// Quoted fields may hold commas, quotes ("") and line ends; both kinds of line end are taken, empty lines and
// a byte order mark are skipped. A quote that is never closed ends with the text.
std::vector<CsvLine> split_csv(std::string_view text);

}  // namespace kazasu::identity
