#include "emulators/identity/csv_table.h"

#include <utility>

namespace kazasu::identity {

std::vector<CsvLine> split_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto lines = std::vector<CsvLine>{};
  auto line = CsvLine{.number = 1};
  auto field = std::string{};
  auto quoted = false;
  auto newlines = std::size_t{0};
  auto const end_line = [&] {
    if (!line.fields.empty() || !field.empty()) {
      line.fields.push_back(std::exchange(field, {}));
      lines.push_back(std::exchange(line, {}));
    }
    line.number = newlines + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = text[i];
    if (c == '\n') ++newlines;
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += c;
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      line.fields.push_back(std::exchange(field, {}));
    } else if (c == '\n') {
      end_line();
    } else if (c != '\r') {
      field += c;
    }
  }
  end_line();
  return lines;
}

}  // namespace kazasu::identity
