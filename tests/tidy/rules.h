// The house rules, each a function from a file to its violations ("path:line: what, and what to do instead").
#pragma once

#include <string>
#include <vector>

#include "tests/tidy/source_file.h"

namespace kazasu::tidy {

using Violations = std::vector<std::string>;

// include_rules.cpp: who may include whom, and which headers of others where.
Violations check_includes(SourceFile const& file);

// word_rules.cpp: names that break determinism or style, left-over marks, paths of one machine.
Violations check_words(SourceFile const& file);

// shape_rules.cpp: lengths, #pragma once, titles, coroutine rules.
Violations check_length(SourceFile const& file);
Violations check_functions(SourceFile const& file);
Violations check_coroutines(SourceFile const& file);
Violations check_beginning(SourceFile const& file);

}  // namespace kazasu::tidy
