#include <algorithm>
#include <regex>
#include <string_view>

#include "tests/tidy/rules.h"

namespace kazasu::tidy {

namespace {

// `folder` may include what begins with one of `allowed`. The first row that fits a path counts.
struct Direction {
  std::string_view folder;
  std::vector<std::string_view> allowed;
};
std::vector<Direction> const& directions() {
  static auto const kTable = std::vector<Direction>{
      {"sim/", {"sim/"}},
      {"emulators/identity/", {"sim/", "emulators/identity/"}},
      {"emulators/card/", {"sim/", "emulators/identity/", "emulators/card/"}},
      {"emulators/reader/", {"sim/", "emulators/identity/", "emulators/card/", "emulators/reader/"}},
      {"emulators/claims/", {"sim/", "emulators/identity/", "emulators/claims/"}},
      {"emulators/eligibility/", {"sim/", "emulators/identity/", "emulators/eligibility/"}},
      {"emulators/terminal/",
       {"sim/", "emulators/identity/", "emulators/card/", "emulators/eligibility/", "emulators/terminal/"}},
      {"emulators/adapters/", {"sim/", "emulators/"}},
      {"scenarios/",
       {"sim/", "emulators/identity/", "emulators/card/", "emulators/claims/", "emulators/eligibility/",
        "emulators/terminal/", "scenarios/"}},
      {"reports/", {"sim/", "reports/"}},
      {"harness/", {"sim/", "emulators/", "scenarios/", "reports/", "harness/"}},
      {"tests/", {"sim/", "emulators/", "scenarios/", "reports/", "harness/", "tests/"}},
  };
  return kTable;
}

// The engine's real-time half knows Asio, so only those who touch the world see it.
constexpr auto kRealtimeHeader = std::string_view{"sim/realtime.h"};
bool may_see_realtime(std::string_view path) {
  return path.starts_with("sim/realtime.") || path.starts_with("emulators/adapters/") ||
         path.starts_with("harness/") || path.starts_with("tests/");
}

// Where headers that are not of the standard library may be included. `reason` is for the reader of this
// table.
struct ThirdParty {
  std::string_view path;
  std::string_view header;
  std::string_view reason;
};
constexpr ThirdParty kThirdParty[] = {
    {"sim/realtime.h", "boost/asio", "awaiting Asio from a Task is a template, so it cannot hide in a .cpp"},
    {"sim/realtime.cpp", "boost/asio", "the one synchronizer that waits on I/O"},
    {"emulators/adapters/*.cpp", "",
     "adapters are where the world begins: Beast, OpenSSL, pugixml, SQLite, POSIX"},
    {"emulators/adapters/json/json_fields.h", "boost/json",
     "a small document lies in its reader's frame, so it cannot hide in a .cpp"},
    {"emulators/identity/*.cpp", "openssl/", "the test PKI issues real certificates"},
    {"emulators/identity/pem_files.cpp", "fcntl.h", "keys are created with their modes, atomically"},
    {"emulators/identity/pem_files.cpp", "sys/stat.h", "as above"},
    {"emulators/identity/pem_files.cpp", "unistd.h", "as above"},
    {"emulators/card/*.cpp", "openssl/", "the card signs with a real key"},
    {"scenarios/*.cpp", "yaml-cpp/", "the language is YAML; its values are plain"},
    {"reports/*.cpp", "boost/json", "run.json and the page's data"},
    {"reports/atomic_files.cpp", "fcntl.h", "results are flushed to the disk before they are renamed"},
    {"reports/atomic_files.cpp", "unistd.h", "as above"},
    {"cmake/boost_json.cpp", "boost/json/src.hpp", "the library's own source, compiled once"},
    {"reports/*.cpp", "zlib.h", "compressed HdrHistogram payloads"},
    {"harness/*.cpp", "", "composition: command line, signals, threads, library versions"},
    {"tests/*", "", "tests may look at everything"},
};

bool fits(std::string_view pattern, std::string_view path) {
  auto const star = pattern.find('*');
  if (star == std::string_view::npos) return path == pattern;
  return path.starts_with(pattern.substr(0, star)) && path.ends_with(pattern.substr(star + 1));
}

bool is_standard(std::string_view header) {
  return header.find_first_of("./") == std::string_view::npos;
}

std::string judge_third_party(std::string_view path, std::string const& header) {
  if (is_standard(header)) {
    auto const in_domain = path.starts_with("sim/") || path.starts_with("scenarios/") ||
                           (path.starts_with("emulators/") && !path.starts_with("emulators/adapters/"));
    if (header == "random" && !path.starts_with("tests/"))
      return "<random> differs between libraries: sim/random.h";
    if (header == "iostream" && in_domain)
      return "<iostream> in domain code: return values, the harness prints";
    return {};
  }
  for (auto const& row : kThirdParty) {
    if (fits(row.path, path) && header.starts_with(row.header)) return {};
  }
  return "<" + header +
         "> is not allowed here: hide it behind a port in a .cpp file (table in include_rules.cpp)";
}

std::string judge_own(std::string_view path, std::string const& header) {
  if (header == kRealtimeHeader && !may_see_realtime(path)) {
    return "only adapters and the harness may know real time: take an Engine or a port";
  }
  auto const row = std::find_if(directions().begin(), directions().end(),
                                [path](auto const& direction) { return path.starts_with(direction.folder); });
  if (row == directions().end()) return "a folder without a row in the include table";
  auto const allowed = std::any_of(row->allowed.begin(), row->allowed.end(),
                                   [&header](auto prefix) { return header.starts_with(prefix); });
  if (allowed) return {};
  return "\"" + header + "\" is against the direction of includes: " + std::string{row->folder} +
         " does not know it (table in include_rules.cpp)";
}

}  // namespace

Violations check_includes(SourceFile const& file) {
  if (!file.is_cpp()) return {};
  static auto const kInclude = std::regex{R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])re"};
  auto violations = Violations{};
  for (auto match = std::sregex_iterator{file.text.begin(), file.text.end(), kInclude};
       match != std::sregex_iterator{}; ++match) {
    auto const header = (*match)[2].str();
    auto const verdict =
        (*match)[1] == "<" ? judge_third_party(file.path, header) : judge_own(file.path, header);
    auto const line = line_of(file.text, static_cast<std::size_t>(match->position(2)));
    if (!verdict.empty()) violations.push_back(at_line(file, line, verdict));
  }
  return violations;
}

}  // namespace kazasu::tidy
