// A list of the payers as it is handed out: CSV in Shift_JIS, texts in quotes, lines that end with 0D 0A.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "emulators/claims/text_encoder.h"

namespace kazasu::claims {

class ListPage {
 public:
  // `encode` must outlive it.
  explicit ListPage(TextEncoder const& encode) : encode_(encode) {}

  // Cells of the row under way. Quotes within a text are doubled.
  ListPage& text(std::string_view utf8);
  ListPage& kept(std::string_view shift_jis);  // as the file has it
  ListPage& number(std::uint64_t value);
  ListPage& empty(std::size_t cells = 1);
  void end_row();

  void row_of(std::span<std::string_view const> texts);

  // What has been written. Call once.
  std::string take() { return std::move(page_); }

 private:
  void begin_cell();

  TextEncoder const& encode_;
  std::string page_;
  bool in_row_ = false;
};

}  // namespace kazasu::claims
