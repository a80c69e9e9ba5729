#include <algorithm>
#include <regex>
#include <string_view>

#include "tests/tidy/rules.h"

namespace kazasu::tidy {

namespace {

enum class Where { kEverywhere, kDomain };  // the domain: sim, emulators without adapters, scenarios

struct BannedWord {
  std::string pattern;  // a regular expression over code, or over the whole text
  Where where;
  std::vector<std::string_view> exceptions;  // path prefixes
  std::string_view instead;
};

bool in_domain(std::string_view path) {
  return path.starts_with("sim/") || path.starts_with("scenarios/") ||
         (path.starts_with("emulators/") && !path.starts_with("emulators/adapters/"));
}

std::vector<BannedWord> const& banned_in_code() {
  static auto const kTable = std::vector<BannedWord>{
      {R"(\b(std::rand|srand|random_device|mt19937(_64)?|default_random_engine)\b)",
       Where::kEverywhere,
       {},
       "sim::RandomStream, keyed by seed, purpose and entity"},
      {R"(\bstd::\w+_distribution\b)", Where::kEverywhere, {}, "sim::Distribution or RandomStream::below"},
      {R"(\bstd::(random_)?shuffle\b)", Where::kEverywhere, {}, "a loop over RandomStream::below"},
      {R"(\b(steady_clock|high_resolution_clock)\b)",
       Where::kEverywhere,
       {"sim/realtime.",        // the synchronizer reads the wall clock for the engine
        "emulators/adapters/",  // sockets have deadlines on the wall
        "harness/",             // run control and the generator's own health
        "tests/"},
       "Engine::now(), or a sim::TimePoint as an argument"},
      {R"(\b(system_clock|gettimeofday|clock_gettime|localtime|gmtime|time\(nullptr\)))",
       Where::kEverywhere,
       {"emulators/adapters/",  // the shared calendar is anchored in wall time
        "harness/",             // when the run was started, for the report
        "tests/"},
       "sim::Calendar, or a sim::Instant as an argument"},
      {R"(\bstd::(log|log2|log10|log1p|exp|exp2|expm1|pow|sin|cos|tan|erf|erfc|tgamma|lgamma|cbrt)\()",
       Where::kDomain,
       {},
       "sim/portable_math.h: libm differs between machines"},
      {R"(\bstd::(cout|cerr|clog)\b)", Where::kDomain, {}, "a return value: the harness prints"},
      {R"(\busing namespace std;)", Where::kEverywhere, {}, "names with std:: (literals excepted)"},
      {R"(\bthread_local\b)", Where::kEverywhere, {}, "a member of what owns the thread"},
  };
  return kTable;
}

// The words are pieced together, so that this file does not ban itself.
std::vector<BannedWord> const& banned_in_text() {
  static auto const kTable = std::vector<BannedWord>{
      {"\\b(TO"
       "DO|FIX"
       "ME|XX"
       "X)\\b",
       Where::kEverywhere,
       {},
       "an issue, or the work itself"},
      {"(^|[\\s\"'(=:`])/(wo"
       "rk|ro"
       "ot)/",
       Where::kEverywhere,
       {},
       "a path relative to the root of the repository"},
  };
  return kTable;
}

void search(SourceFile const& file, std::string const& text, std::vector<BannedWord> const& table,
            Violations& violations) {
  for (auto const& word : table) {
    if (word.where == Where::kDomain && !in_domain(file.path)) continue;
    if (std::any_of(word.exceptions.begin(), word.exceptions.end(),
                    [&file](auto prefix) { return file.path.starts_with(prefix); })) {
      continue;
    }
    auto const pattern = std::regex{word.pattern};
    for (auto match = std::sregex_iterator{text.begin(), text.end(), pattern};
         match != std::sregex_iterator{}; ++match) {
      auto const line = line_of(text, static_cast<std::size_t>(match->position()));
      violations.push_back(
          at_line(file, line, match->str() + " is banned; use " + std::string{word.instead}));
    }
  }
}

}  // namespace

Violations check_words(SourceFile const& file) {
  auto violations = Violations{};
  search(file, file.text, banned_in_text(), violations);
  if (!file.is_cpp()) return violations;
  search(file, file.code, banned_in_code(), violations);
  auto const using_namespace = file.code.find("using namespace");
  if (file.is_header() && using_namespace != std::string::npos) {
    violations.push_back(at_line(file, line_of(file.code, using_namespace),
                                 "using namespace in a header reaches every includer; write the names out"));
  }
  return violations;
}

}  // namespace kazasu::tidy
