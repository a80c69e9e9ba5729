#include "emulators/eligibility/settings_store.h"

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

bool SettingsStore::put(Key const& key, std::string value) {
  if (key.name.size() + value.size() > kLongest) return false;
  auto const found = values_.find(key);
  if (found == values_.end() && values_.size() >= kMostSettings) return false;
  if (found != values_.end() && found->second == value) return true;
  if (journal_ != nullptr) journal_->note(SettingPut{key, value});
  values_.insert_or_assign(key, std::move(value));
  return true;
}

bool SettingsStore::erase(Key const& key) {
  if (values_.erase(key) == 0) return false;
  if (journal_ != nullptr) journal_->note(SettingErased{key});
  return true;
}

std::optional<std::string> SettingsStore::find(Key const& key) const {
  auto const found = values_.find(key);
  return found == values_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<std::pair<std::string, std::string>> SettingsStore::below(Environment environment,
                                                                      std::string_view prefix) const {
  auto found = std::vector<std::pair<std::string, std::string>>{};
  for (auto at = values_.lower_bound({environment, std::string{prefix}}); at != values_.end(); ++at) {
    if (at->first.environment != environment || !at->first.name.starts_with(prefix)) break;
    found.emplace_back(at->first.name, at->second);
  }
  return found;
}

}  // namespace kazasu::eligibility
