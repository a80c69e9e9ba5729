#include <algorithm>
#include <regex>
#include <string_view>

#include "tests/tidy/rules.h"

namespace kazasu::tidy {

namespace {

constexpr std::size_t kLinesPerFile = 400;
constexpr std::size_t kLinesPerFunction = 60;

bool is_program(std::string_view path) {
  constexpr std::string_view kEndings[] = {".h", ".cpp", ".cmake", ".ts", ".js", ".mjs", ".css"};
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [path](auto end) { return path.ends_with(end); });
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// True when `head`, the text before a brace since the last statement, introduces a function's body: it has a
// parameter list, is no control statement, and nothing is assigned outside parentheses.
bool introduces_function(std::string_view head) {
  static auto const kOther = std::regex{
      R"(^(if|for|while|switch|catch|else|do|return|co_return|namespace|class|struct|union|enum)\b)"};
  head = trimmed(head);
  if (head.find('(') == std::string_view::npos || std::regex_search(head.begin(), head.end(), kOther))
    return false;
  auto depth = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '(') ++depth;
    if (head[i] == ')') --depth;
    if (head[i] == '=' && depth == 0 && head.find("operator") == std::string_view::npos) return false;
  }
  return depth == 0;
}

// Position behind the parenthesis that closes the one at `open`.
std::size_t behind_parenthesis(std::string_view code, std::size_t open) {
  auto depth = 0;
  for (auto i = open; i < code.size(); ++i) {
    if (code[i] == '(') ++depth;
    if (code[i] == ')' && --depth == 0) return i + 1;
  }
  return code.size();
}

// An aggregate written in braces among the arguments of an awaited call is destroyed twice by GCC 12.2.
void find_braced_arguments(SourceFile const& file, Violations& violations) {
  static auto const kBraced = std::regex{R"(\bco_await\b[^;{}]*[(,]\s*\{)"};
  for (auto match = std::sregex_iterator{file.code.begin(), file.code.end(), kBraced};
       match != std::sregex_iterator{}; ++match) {
    violations.push_back(
        at_line(file, line_of(file.code, static_cast<std::size_t>(match->position())),
                "a braced argument of an awaited call; name it first (GCC 12.2 miscompiles)"));
  }
}

void find_two_awaits(SourceFile const& file, Violations& violations) {
  static auto const kAwait = std::regex{R"(\bco_await\b)"};
  auto begin = std::size_t{0};
  while (begin < file.code.size()) {
    auto const end = std::min(file.code.find_first_of(";{}", begin), file.code.size());
    auto const statement = file.code.substr(begin, end - begin);
    auto const awaits = std::distance(std::sregex_iterator{statement.begin(), statement.end(), kAwait}, {});
    if (awaits > 1) {
      violations.push_back(
          at_line(file, line_of(file.code, begin + statement.find("co_await")),
                  "two co_await in one statement; bind each result to a name (GCC 12.2 miscompiles)"));
    }
    begin = end + 1;
  }
}

}  // namespace

Violations check_length(SourceFile const& file) {
  auto const lines = static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n'));
  if (!is_program(file.path) || lines <= kLinesPerFile) return {};
  return {at_line(file, lines, "longer than 400 lines; it holds more than one concept")};
}

Violations check_functions(SourceFile const& file) {
  if (!file.is_cpp()) return {};
  auto violations = Violations{};
  auto head_begin = std::size_t{0};
  auto depth = 0;
  auto function_depth = -1;  // of the outermost function around; lambdas count with it
  auto function_line = std::size_t{0};
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    auto const c = file.code[i];
    if (c == '{') {
      auto const head = std::string_view{file.code}.substr(head_begin, i - head_begin);
      if (function_depth < 0 && introduces_function(head)) {
        function_depth = depth;
        function_line = line_of(file.code, i);
      }
      ++depth;
    } else if (c == '}') {
      --depth;
      if (depth == function_depth) {
        auto const lines = line_of(file.code, i) - function_line + 1;
        if (lines > kLinesPerFunction) {
          violations.push_back(
              at_line(file, function_line, "a function of " + std::to_string(lines) + " lines; 60 fit"));
        }
        function_depth = -1;
      }
    }
    if (c == '{' || c == '}' || c == ';') head_begin = i + 1;
  }
  return violations;
}

Violations check_coroutines(SourceFile const& file) {
  if (!file.is_cpp()) return {};
  static auto const kCapturing =
      std::regex{R"(\[[^\[\]\n]+\]\s*\([^()]*\)\s*(mutable\s*)?->\s*(\w+::)*Task\b)"};
  static auto const kCondition = std::regex{R"(\b(if|while|switch)\s*(constexpr\s*)?\()"};
  auto violations = Violations{};
  find_two_awaits(file, violations);
  find_braced_arguments(file, violations);
  for (auto match = std::sregex_iterator{file.code.begin(), file.code.end(), kCapturing};
       match != std::sregex_iterator{}; ++match) {
    violations.push_back(
        at_line(file, line_of(file.code, static_cast<std::size_t>(match->position())),
                "a capturing lambda is a coroutine; its captures die first: write a function"));
  }
  for (auto match = std::sregex_iterator{file.code.begin(), file.code.end(), kCondition};
       match != std::sregex_iterator{}; ++match) {
    auto const open = static_cast<std::size_t>(match->position() + match->length()) - 1;
    auto const condition = file.code.substr(open, behind_parenthesis(file.code, open) - open);
    if (condition.find("co_await") == std::string::npos) continue;
    violations.push_back(
        at_line(file, line_of(file.code, open),
                "co_await in a condition; bind its result to a name first (GCC 12.2 miscompiles)"));
  }
  return violations;
}

Violations check_beginning(SourceFile const& file) {
  if (file.is_header() && file.text.find("#pragma once\n") == std::string::npos) {
    return {at_line(file, 1, "a header without #pragma once")};
  }
  if (file.path.ends_with(".md") && !file.text.starts_with("# ")) {
    return {at_line(file, 1, "a document begins with its title: # Title")};
  }
  return {};
}

}  // namespace kazasu::tidy
