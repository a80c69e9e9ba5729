// The page docs/protocols/claims-checks.md, made of the rules themselves.
#pragma once

#include <string>

namespace kazasu::claims {

std::string check_page_text();

}  // namespace kazasu::claims
