#include "emulators/adapters/exchange/encryption_rules.h"

#include <algorithm>
#include <stdexcept>

namespace kazasu::adapters {

namespace {

std::string_view trimmed(std::string_view line) {
  constexpr auto kBlank = std::string_view{" \t\r"};
  auto const first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

bool EncryptionRules::encrypts(std::string_view prefix) const {
  auto longest = std::size_t{0};
  auto result = false;
  for (auto const& rule : rules) {
    if (!prefix.starts_with(rule.prefix) || rule.prefix.size() < longest) continue;
    longest = rule.prefix.size();
    result = rule.encrypted;
  }
  return result;
}

bool EncryptionRules::zips(std::string_view prefix) const {
  return encrypts(prefix) ||
         std::ranges::any_of(plain_zip, [&](std::string const& named) { return prefix.starts_with(named); });
}

std::vector<EncryptionRules::Rule> parse_encryption_rules(std::string_view text) {
  auto rules = std::vector<EncryptionRules::Rule>{};
  for (auto number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    auto const equals = line.find('=');
    auto const value =
        equals == std::string_view::npos ? std::string_view{} : trimmed(line.substr(equals + 1));
    if (equals == 0 || (value != "e" && value != "n")) {
      throw std::invalid_argument("line " + std::to_string(number) + ": expected prefix=e or prefix=n");
    }
    rules.push_back({.prefix = std::string{trimmed(line.substr(0, equals))}, .encrypted = value == "e"});
  }
  return rules;
}

}  // namespace kazasu::adapters
