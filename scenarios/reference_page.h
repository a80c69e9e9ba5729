// The scenario language for people.
#pragma once

#include <string>

namespace kazasu::scenarios {

// docs/scenario-reference.md (Markdown), generated from the table of the language.
std::string reference_page_text();

}  // namespace kazasu::scenarios
