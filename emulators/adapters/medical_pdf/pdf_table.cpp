#include "emulators/adapters/medical_pdf/pdf_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kazasu::adapters {

namespace {

constexpr auto kLine = 9.6;    // points between two lines of a cell
constexpr auto kSize = 7.5;    // of letters
constexpr auto kPad = 3.0;     // within a cell
constexpr auto kTitle = 10.0;  // of letters
constexpr auto kTitleLine = 16.0;

std::size_t lines_of(std::vector<PdfCell> const& cells) {
  auto most = std::size_t{1};
  for (auto const& cell : cells) most = std::max(most, cell.size());
  return most;
}

double height_of(std::vector<PdfCell> const& cells) {
  return kLine * static_cast<double>(lines_of(cells)) + 2 * kPad;
}

}  // namespace

PdfTable::PdfTable(PdfSheet& sheet, std::string title, std::vector<PdfColumn> columns)
    : sheet_(sheet), title_(std::move(title)), columns_(std::move(columns)) {
  // Never a title alone at the foot of a page: a head and two rows of two lines have to fit.
  sheet_.make_room(kTitleLine + kLine + 2 * kPad + 2 * (2 * kLine + 2 * kPad));
  sheet_.move_down(4);
  write_head();
}

double PdfTable::right() const {
  return std::accumulate(columns_.begin(), columns_.end(), kPageMargin,
                         [](double sum, PdfColumn const& column) { return sum + column.width; });
}

void PdfTable::write_head() {
  sheet_.text(title_, {.left = kPageMargin, .width = right() - kPageMargin, .size = kTitle});
  sheet_.move_down(kTitleLine);
  auto titles = std::vector<PdfCell>{};
  for (auto const& column : columns_) titles.push_back({column.title});
  sheet_.shade(kPageMargin, right(), height_of(titles));
  sheet_.rule(kPageMargin, right());
  write_cells(titles);
}

void PdfTable::write_cells(std::vector<PdfCell> const& cells) {
  auto left = kPageMargin;
  for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
    auto const& column = columns_[i];
    auto const cell = PdfSheet::Cell{
        .left = left + kPad, .width = column.width - 2 * kPad, .size = kSize, .to_right = column.to_right};
    for (std::size_t line = 0; line < cells[i].size(); ++line) {
      sheet_.text(cells[i][line], cell, kPad + kLine * static_cast<double>(line));
    }
    left += column.width;
  }
  sheet_.move_down(height_of(cells));
  sheet_.rule(kPageMargin, right());
}

void PdfTable::row(std::vector<PdfCell> const& cells) {
  if (sheet_.make_room(height_of(cells))) write_head();
  write_cells(cells);
}

void PdfTable::end() {
  sheet_.move_down(8);
}

}  // namespace kazasu::adapters
