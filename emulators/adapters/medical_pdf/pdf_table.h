// A table on PDF sheets, whose head is repeated where it goes on to the next page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/medical_pdf/pdf_sheet.h"

namespace kazasu::adapters {

struct PdfColumn {
  std::string title;
  double width = 0;  // points
  bool to_right = false;
};
// Lines of a cell, one under the other.
using PdfCell = std::vector<std::string>;

class PdfTable {
 public:
  // Writes the title and the head; `sheet` must outlive the table.
  PdfTable(PdfSheet& sheet, std::string title, std::vector<PdfColumn> columns);
  // One cell for each column. A row is never torn apart.
  void row(std::vector<PdfCell> const& cells);
  void end();

 private:
  void write_head();
  void write_cells(std::vector<PdfCell> const& cells);
  double right() const;

  PdfSheet& sheet_;
  std::string title_;
  std::vector<PdfColumn> columns_;
};

}  // namespace kazasu::adapters
