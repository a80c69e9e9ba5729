// The files of page/ as they were when the program was built.
#pragma once

#include <string_view>

namespace kazasu::adapters {

std::string_view claims_page();
std::string_view claims_style();
std::string_view claims_script();
std::string_view claims_line_script();
std::string_view claims_texts_script();

}  // namespace kazasu::adapters
