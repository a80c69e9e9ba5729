// The language of a report.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kazasu::reports {

enum class Language : std::uint8_t { kEnglish, kJapanese };

constexpr std::string_view code_of(Language language) {
  return language == Language::kJapanese ? "ja" : "en";
}

// "en" and "ja", as `--lang` takes them; nothing for any other code.
constexpr std::optional<Language> language_of(std::string_view code) {
  if (code == "en") return Language::kEnglish;
  if (code == "ja") return Language::kJapanese;
  return std::nullopt;
}

}  // namespace kazasu::reports
