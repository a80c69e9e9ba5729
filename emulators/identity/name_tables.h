// Common Japanese family and given names, with their readings in half-width kana. Written for this project;
// any likeness of a combination to a living person is chance.
#pragma once

#include <span>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::identity {

struct NamePart {
  std::string_view kanji;
  std::string_view kana;
};

std::span<NamePart const> family_names();
// Names change with the times: those born before 1970 draw from another table than those born later.
std::span<NamePart const> given_names(Sex sex, int birth_year);

}  // namespace kazasu::identity
