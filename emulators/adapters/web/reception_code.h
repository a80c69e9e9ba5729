// The 二次元コード of an institution's URL (OQSCD034: its image).
#pragma once

#include <string>
#include <string_view>

namespace kazasu::adapters {

// Error correction M, four modules of white around, as ISO/IEC 18004 asks for. Throw std::runtime_error for
// a text that no code holds (more than about 2,300 bytes).
std::string reception_code_svg(std::string_view url);
std::string reception_code_png(std::string_view url);
// One page of A4. `created`: ISO 8601, so that equal codes give equal bytes.
std::string reception_code_pdf(std::string_view url, std::string const& created);

}  // namespace kazasu::adapters
