// Small settings that have to survive and have no store of their own: texts by name, for each environment.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/eligibility/environment.h"

namespace kazasu::eligibility {

struct Journal;

// A name is a path: what the setting is of, then whose it is ("station/12"). Both limits are ours.
class SettingsStore {
 public:
  static constexpr auto kMostSettings = std::size_t{1'000'000};
  static constexpr auto kLongest = std::size_t{8192};  // bytes of name and value together

  struct Key {
    Environment environment = Environment::kOperation;
    std::string name;
    auto operator<=>(Key const&) const = default;
  };

  // False, and nothing changed, beyond a limit.
  bool put(Key const& key, std::string value);
  // False when there is none.
  bool erase(Key const& key);
  std::optional<std::string> find(Key const& key) const;
  // Name and value of everything whose name begins with `prefix`, in order of the names.
  std::vector<std::pair<std::string, std::string>> below(Environment environment,
                                                         std::string_view prefix) const;
  std::size_t size() const { return values_.size(); }

  void report_to(Journal* journal) { journal_ = journal; }

 private:
  std::map<Key, std::string> values_;
  Journal* journal_ = nullptr;
};

}  // namespace kazasu::eligibility
