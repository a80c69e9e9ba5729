// The 二次元コード of an institution's URL (OQSCD035: an image).
#pragma once

#include <string>
#include <string_view>

namespace kazasu::adapters {

// Error correction M, four modules of white around, as ISO/IEC 18004 asks for. Throw std::runtime_error for
// a text that no code holds (more than about 2,300 bytes).
std::string reception_code_svg(std::string_view url);
std::string reception_code_png(std::string_view url);

}  // namespace kazasu::adapters
