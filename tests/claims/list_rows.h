// Lists of the payers as rows of cells.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "emulators/adapters/files/shift_jis.h"

namespace kazasu::claims {

struct Row {
  std::vector<std::string> cells;
};
// The page in UTF-8; no cell of these has a comma or a quote within.
inline std::vector<Row> rows_of(std::string const& page) {
  auto codes = adapters::ShiftJisText{};
  auto rows = std::vector<Row>{};
  auto lines = std::stringstream{codes.decode(page)};
  for (auto line = std::string{}; std::getline(lines, line);) {
    EXPECT_TRUE(line.ends_with('\r'));
    line.pop_back();
    auto row = Row{};
    auto cells = std::stringstream{line};
    for (auto cell = std::string{}; std::getline(cells, cell, ',');) {
      if (cell.starts_with('"')) cell = cell.substr(1, cell.size() - 2);
      row.cells.push_back(cell);
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace kazasu::claims
