// The right word that a wrong one was probably meant to be.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kazasu::sim {

// The candidate with the fewest insertions, deletions, substitutions and swaps of neighbours; the first one
// where several are equally near. Empty when none is near: more than a third of the letters differ (at least
// one letter may).
std::string_view nearest_word(std::string_view word, std::span<std::string_view const> candidates);

// " — did you mean 'x'?" when a word is near, otherwise " — expected a, b or c".
std::string hint(std::string_view word, std::span<std::string_view const> candidates);

// "a, b or c".
std::string one_of(std::span<std::string_view const> words);

}  // namespace kazasu::sim
