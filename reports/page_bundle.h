// The style and the script of the report page, bundled from page/ when the program is built.
#pragma once

#include <string_view>

namespace kazasu::reports {

std::string_view page_style();
std::string_view page_script();

}  // namespace kazasu::reports
