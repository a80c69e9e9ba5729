#include "emulators/adapters/card/card_profiles_file.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/card/card_profile_fields.h"
#include "emulators/adapters/card/card_profiles_text.h"
#include "emulators/adapters/files/utf8.h"
#include "sim/nearest_word.h"

namespace kazasu::adapters {

namespace {

using card::CardProfile;

constexpr auto kBuiltInName = std::string_view{"built-in profiles"};
constexpr auto kRootKey = std::string_view{"profiles"};
constexpr auto kBaseKey = std::string_view{"base"};
constexpr auto kTitleKey = std::string_view{"title"};
constexpr std::size_t kLongestName = 32;
constexpr std::size_t kLargestFile = std::size_t{1} << 20U;

// As a file has it, before its base is known.
struct Draft {
  YAML::Mark at;
  std::string base{};  // empty: none
  YAML::Mark base_at{};
  std::vector<std::pair<CardProfileField const*, std::string>> changes{};
};

bool is_name(std::string_view name) {
  auto const fits = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return fits && !name.empty() && name.size() <= kLongestName;
}

std::string found(YAML::Node const& node) {
  if (node.IsScalar()) return "'" + node.Scalar() + "'";
  if (node.IsSequence()) return "a list";
  return node.IsMap() ? "keys with values" : "nothing";
}

class Reader {
 public:
  Reader(std::string_view name, std::vector<CardProfile> known) : name_(name), profiles_(std::move(known)) {}

  std::vector<CardProfile> read(std::string const& text) {
    if (text.size() > kLargestFile) {
      report(YAML::Mark::null_mark(), "the file is larger than 1 MiB; these are no card profiles");
    } else if (!is_utf8(text)) {
      report(YAML::Mark::null_mark(), "the text is not UTF-8, or has control characters in it");
    } else {
      parse(text);
    }
    if (mistakes_.empty()) complete_all();
    if (!mistakes_.empty()) throw std::runtime_error(all_mistakes());
    return std::move(profiles_);
  }

 private:
  void report(YAML::Mark const& at, std::string const& message) { mistakes_.emplace_back(at.line, message); }

  std::string all_mistakes() {
    std::stable_sort(mistakes_.begin(), mistakes_.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    auto text = std::string{};
    for (auto const& [line, message] : mistakes_) {
      if (!text.empty()) text += "\n";
      text += name_ + ":";
      if (line >= 0) text += std::to_string(line + 1) + ":";  // the library counts from 0
      text += " " + message;
    }
    return text;
  }

  void parse(std::string const& text) {
    try {
      auto const documents = YAML::LoadAll(text);
      if (documents.size() == 1) {
        read_root(documents.front());
      } else {
        report(YAML::Mark::null_mark(), "expected one document that begins with 'profiles:', found " +
                                            std::to_string(documents.size()));
      }
    } catch (YAML::Exception const& error) {
      report(error.mark, "this is not YAML: " + error.msg);
    }
  }

  // Calls `use` with every key of a mapping that is a plain text and given once.
  template <class Use>
  void each_key(YAML::Node const& mapping, Use const& use) {
    auto lines = std::map<std::string, int, std::less<>>{};
    for (auto const& entry : mapping) {
      auto const& key = entry.first;
      if (!key.IsScalar()) {
        report(key.Mark(), "expected a key, found " + found(key));
      } else if (auto const [before, fresh] = lines.emplace(key.Scalar(), key.Mark().line); !fresh) {
        report(key.Mark(),
               "'" + key.Scalar() + "' is given twice, first in line " + std::to_string(before->second + 1));
      } else {
        use(key, entry.second);
      }
    }
  }

  void read_root(YAML::Node const& root) {
    if (!root.IsMap()) {
      report(root.Mark(), "expected 'profiles:' and profiles below it, found " + found(root));
      return;
    }
    auto given = false;
    each_key(root, [&](YAML::Node const& key, YAML::Node const& value) {
      if (key.Scalar() != kRootKey) {
        auto const words = std::vector{kRootKey};
        report(key.Mark(), "unknown key '" + key.Scalar() + "'" + sim::hint(key.Scalar(), words));
      } else if (given = true; !value.IsMap()) {
        report(key.Mark(), "expected profiles below 'profiles:', found " + found(value));
      } else {
        each_key(value, [&](YAML::Node const& name, YAML::Node const& body) { read_profile(name, body); });
      }
    });
    if (!given && mistakes_.empty()) report(root.Mark(), "expected 'profiles:'");
  }

  void read_profile(YAML::Node const& name, YAML::Node const& body) {
    auto const known = std::any_of(profiles_.begin(), profiles_.end(),
                                   [&](auto const& profile) { return profile.name == name.Scalar(); });
    if (!is_name(name.Scalar())) {
      report(name.Mark(), "profile '" + name.Scalar() + "': expected a name of 1 to 32 of a-z, 0-9 and _");
    } else if (known) {
      report(name.Mark(), "profile '" + name.Scalar() + "' is built in; give yours another name");
    } else if (!body.IsMap()) {
      report(name.Mark(),
             name.Scalar() + ": expected the keys of a profile, such as 'title:', found " + found(body));
    } else {
      order_.push_back(name.Scalar());
      read_body(name, body);
    }
  }

  void read_body(YAML::Node const& name, YAML::Node const& body) {
    auto draft = Draft{.at = name.Mark()};
    auto titled = false;
    each_key(body, [&](YAML::Node const& key, YAML::Node const& value) {
      titled = titled || key.Scalar() == kTitleKey;
      if (!value.IsScalar()) {
        report(key.Mark(), name.Scalar() + "." + key.Scalar() + ": expected a value, found " + found(value));
      } else if (key.Scalar() == kBaseKey) {
        draft.base = value.Scalar();
        draft.base_at = value.Mark();
      } else {
        read_change(name.Scalar(), key, value, draft);
      }
    });
    if (!titled) report(name.Mark(), name.Scalar() + ": missing key 'title' — expected a line for people");
    drafts_.emplace(name.Scalar(), std::move(draft));
  }

  void read_change(std::string const& profile, YAML::Node const& key, YAML::Node const& value, Draft& draft) {
    auto const fields = card_profile_fields();
    auto const field = std::find_if(fields.begin(), fields.end(),
                                    [&](auto const& known) { return known.key == key.Scalar(); });
    if (field == fields.end()) {
      auto names = std::vector{kBaseKey};
      for (auto const& known : fields) names.push_back(known.key);
      report(key.Mark(), profile + ": unknown key '" + key.Scalar() + "'" + sim::hint(key.Scalar(), names));
      return;
    }
    auto scratch = CardProfile{};
    auto const wrong = field->set(scratch, value.Scalar());
    if (wrong.empty()) {
      draft.changes.emplace_back(&*field, value.Scalar());
    } else {
      auto const also = wrong.starts_with("expected") ? ", found '" + value.Scalar() + "'" : std::string{};
      report(value.Mark(), profile + "." + key.Scalar() + ": " + wrong + also);
    }
  }

  void complete_all() {
    auto const known = profiles_;
    for (auto const& name : order_) {
      auto visited = std::set<std::string>{};
      if (auto profile = complete(name, known, visited)) profiles_.push_back(std::move(*profile));
    }
  }

  // A profile on its base; nothing when there is a mistake, which is reported then.
  std::optional<CardProfile> complete(std::string const& name, std::vector<CardProfile> const& known,
                                      std::set<std::string>& visited) {
    auto const built_in =
        std::find_if(known.begin(), known.end(), [&](auto const& profile) { return profile.name == name; });
    if (built_in != known.end()) return *built_in;
    auto const& draft = drafts_.at(name);
    visited.insert(name);
    auto profile = std::optional{CardProfile{}};
    if (!draft.base.empty()) profile = complete_base(draft, name, known, visited);
    if (!profile) return std::nullopt;
    for (auto const& [field, text] : draft.changes) field->set(*profile, text);
    profile->name = name;
    if (auto const contradiction = contradiction_in(*profile); !contradiction.empty()) {
      if (visited.size() == 1) report(draft.at, name + ": " + contradiction);
      return std::nullopt;
    }
    return profile;
  }

  std::optional<CardProfile> complete_base(Draft const& draft, std::string const& name,
                                           std::vector<CardProfile> const& known,
                                           std::set<std::string>& visited) {
    auto names = std::vector<std::string_view>{};
    for (auto const& profile : known) names.push_back(profile.name);
    for (auto const& [other, unused] : drafts_) names.push_back(other);
    if (visited.contains(draft.base)) {
      report(draft.base_at, name + ".base: '" + draft.base + "' builds on '" + name + "' itself");
      return std::nullopt;
    }
    if (std::find(names.begin(), names.end(), draft.base) == names.end()) {
      report(draft.base_at,
             name + ".base: unknown profile '" + draft.base + "'" + sim::hint(draft.base, names));
      return std::nullopt;
    }
    return complete(draft.base, known, visited);
  }

  std::string name_;
  std::vector<CardProfile> profiles_;
  std::vector<std::pair<int, std::string>> mistakes_;  // the line, from 0; negative: the file as a whole
  std::vector<std::string> order_;
  std::map<std::string, Draft, std::less<>> drafts_;
};

}  // namespace

std::vector<CardProfile> read_card_profiles(std::string const& text, std::string_view name,
                                            std::vector<CardProfile> known) {
  return Reader{name, std::move(known)}.read(text);
}

std::vector<CardProfile> built_in_card_profiles() {
  return read_card_profiles(std::string{card_profiles_text()}, kBuiltInName, {});
}

std::vector<CardProfile> load_card_profiles(std::filesystem::path const& file) {
  auto error = std::error_code{};
  if (!std::filesystem::is_regular_file(file, error)) {
    throw std::runtime_error(file.string() + ": there is no such file of card profiles");
  }
  auto input = std::ifstream{file, std::ios::binary};
  auto const text = std::string{std::istreambuf_iterator<char>{input}, {}};
  if (!input.good() && !input.eof()) {
    throw std::runtime_error(file.string() + ": the file cannot be read; check its permissions");
  }
  return read_card_profiles(text, file.string(), built_in_card_profiles());
}

}  // namespace kazasu::adapters
