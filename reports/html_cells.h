// Cells that the tables of the page share.
#pragma once

#include <algorithm>
#include <string>

#include "reports/html_parts.h"
#include "reports/html_writer.h"

namespace kazasu::reports {

inline std::string head_cell(std::string const& content) {
  return element("th", "scope=\"row\"", content);
}
inline std::string number_cell(std::string const& content) {
  return styled("td", "num", content);
}

// Every key that `keys_of` gives for a result, once, in the order of their first appearance.
template <typename KeysOf>
auto keys_of_all(Page const& page, KeysOf keys_of) {
  auto all = decltype(keys_of(page.results.front())){};
  for (auto const& result : page.results) {
    for (auto const& key : keys_of(result)) {
      if (std::ranges::find(all, key) == all.end()) all.push_back(key);
    }
  }
  return all;
}

// A cell with one line for each result: what `write` gives for the item that `find` found there.
template <typename Find, typename Write>
std::string cell_of(Page const& page, Find find, Write write) {
  return for_each_result(page, [&](RunResult const& result) {
    auto const* item = find(result);
    return item == nullptr ? std::string{"–"} : std::string{write(*item)};
  });
}

template <typename Keys, typename Row>
std::string rows_for(Page const& page, Keys const& keys, Row row) {
  auto rows = std::string{};
  for (auto const& key : keys) rows += row(page, key);
  return rows;
}

}  // namespace kazasu::reports
