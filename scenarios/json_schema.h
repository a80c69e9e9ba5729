// The scenario language for editors.
#pragma once

#include <string>

namespace kazasu::scenarios {

// scenarios/scenario.schema.json (JSON Schema, draft 2020-12), generated from the table of the language. It
// knows keys, types, words and which keys go together; ranges with units and the order of steps are left to
// the loader.
std::string json_schema_text();

}  // namespace kazasu::scenarios
