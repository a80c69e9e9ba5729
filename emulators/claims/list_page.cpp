#include "emulators/claims/list_page.h"

namespace kazasu::claims {

void ListPage::begin_cell() {
  if (in_row_) page_.push_back(',');
  in_row_ = true;
}

ListPage& ListPage::text(std::string_view utf8) {
  return kept(encode_(utf8));
}

// No second byte of two is a quote, so that bytes can be looked at one by one.
ListPage& ListPage::kept(std::string_view shift_jis) {
  begin_cell();
  page_.push_back('"');
  for (auto const byte : shift_jis) {
    if (byte == '"') page_.push_back('"');
    page_.push_back(byte);
  }
  page_.push_back('"');
  return *this;
}

ListPage& ListPage::number(std::uint64_t value) {
  begin_cell();
  page_.append(std::to_string(value));
  return *this;
}

ListPage& ListPage::empty(std::size_t cells) {
  for (std::size_t i = 0; i < cells; ++i) kept({});
  return *this;
}

void ListPage::end_row() {
  page_.append("\r\n");
  in_row_ = false;
}

void ListPage::row_of(std::span<std::string_view const> texts) {
  for (auto const one : texts) text(one);
  end_row();
}

}  // namespace kazasu::claims
