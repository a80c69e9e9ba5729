#include "sim/nearest_word.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace kazasu::sim {

namespace {

// Optimal string alignment distance (Damerau-Levenshtein without edits inside a swap).
std::size_t distance(std::string_view a, std::string_view b) {
  auto before = std::vector<std::size_t>(b.size() + 1);
  auto previous = std::vector<std::size_t>(b.size() + 1);
  auto current = std::vector<std::size_t>(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substituted});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, std::span<std::string_view const> candidates) {
  constexpr auto kLongestWord = std::size_t{64};  // nobody meant one of ours by more than that
  if (word.empty() || word.size() > kLongestWord) return {};
  auto best = std::string_view{};
  auto least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (auto const candidate : candidates) {
    auto const edits = distance(word, candidate);
    if (edits < least && edits < candidate.size()) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string one_of(std::span<std::string_view const> words) {
  auto result = std::string{};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
    result += words[i];
  }
  return result;
}

std::string hint(std::string_view word, std::span<std::string_view const> candidates) {
  auto const nearest = nearest_word(word, candidates);
  if (!nearest.empty()) return " — did you mean '" + std::string{nearest} + "'?";
  return candidates.empty() ? std::string{} : " — expected " + one_of(candidates);
}

}  // namespace kazasu::sim
