#include "tests/tidy/source_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace kazasu::tidy {

namespace {

// Folders at any depth that hold no source of ours.
bool is_foreign_folder(std::filesystem::path const& folder) {
  auto const name = folder.filename().string();
  if (name == ".ci") return false;
  return name.starts_with('.') || name == "node_modules" || name == "kazasu-out" || name == "build" ||
         name.starts_with("build-");
}

bool is_text(std::filesystem::path const& file) {
  constexpr auto kExtensions = std::array{".h",  ".cpp", ".cmake", ".md",  ".txt",  ".yaml", ".json",
                                          ".ts", ".js",  ".mjs",   ".css", ".html", ""};
  return std::find(kExtensions.begin(), kExtensions.end(), file.extension().string()) != kExtensions.end();
}

void blank(std::string& code, std::size_t first, std::size_t last) {
  std::replace_if(
      code.begin() + static_cast<std::ptrdiff_t>(first), code.begin() + static_cast<std::ptrdiff_t>(last),
      [](char c) { return c != '\n'; }, ' ');
}

// End of the literal whose opening quote stands at `start`.
std::size_t end_of_literal(std::string_view text, std::size_t start) {
  if (text[start] == '"' && start > 0 && text[start - 1] == 'R') {
    auto const open = text.find('(', start);
    auto closing = std::string{')'};
    closing.append(text.substr(start + 1, open - start - 1)).push_back('"');
    auto const end = text.find(closing, open);
    return end == std::string_view::npos ? text.size() : end + closing.size();
  }
  for (auto i = start + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[start] || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

bool is_digit_separator(std::string_view text, std::size_t quote) {
  return quote > 0 && std::isxdigit(static_cast<unsigned char>(text[quote - 1])) != 0 &&
         quote + 1 < text.size() && std::isxdigit(static_cast<unsigned char>(text[quote + 1])) != 0;
}

std::string without_comments_and_literals(std::string const& text) {
  auto code = text;
  for (std::size_t i = 0; i + 1 < text.size();) {
    auto const two = std::string_view{text}.substr(i, 2);
    if (two == "//") {
      auto const end = std::min(text.find('\n', i), text.size());
      blank(code, i, end);
      i = end;
    } else if (two == "/*") {
      auto const end = std::min(text.find("*/", i), text.size() - 2) + 2;
      blank(code, i, end);
      i = end;
    } else if (text[i] == '"' || (text[i] == '\'' && !is_digit_separator(text, i))) {
      auto const end = std::min(end_of_literal(text, i), text.size());
      blank(code, std::min(i + 1, end), end);
      i = end;
    } else {
      ++i;
    }
  }
  return code;
}

}  // namespace

SourceFile make_file(std::string path, std::string text) {
  auto code = without_comments_and_literals(text);
  return {std::move(path), std::move(text), std::move(code)};
}

std::vector<SourceFile> load_tree(std::filesystem::path const& root) {
  auto files = std::vector<SourceFile>{};
  for (auto entry = std::filesystem::recursive_directory_iterator{root}; entry != end(entry); ++entry) {
    if (entry->is_directory()) {
      if (is_foreign_folder(entry->path())) entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && is_text(entry->path()) && entry->path().filename() != ".git") {
      auto stream = std::ifstream{entry->path(), std::ios::binary};
      auto text = std::string{std::istreambuf_iterator<char>{stream}, {}};
      files.push_back(make_file(entry->path().lexically_relative(root).generic_string(), std::move(text)));
    }
  }
  std::sort(files.begin(), files.end(), [](auto const& a, auto const& b) { return a.path < b.path; });
  return files;
}

std::size_t line_of(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::string at_line(SourceFile const& file, std::size_t line, std::string_view message) {
  return file.path + ':' + std::to_string(line) + ": " + std::string{message};
}

}  // namespace kazasu::tidy
