// The texts of the tree as the house rules see them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kazasu::tidy {

struct SourceFile {
  std::string path;  // from the root, with '/'
  std::string text;
  std::string code;  // `text` with comments and literals blanked out; the same length and lines

  bool is_header() const { return path.ends_with(".h"); }
  bool is_cpp() const { return is_header() || path.ends_with(".cpp"); }
};

SourceFile make_file(std::string path, std::string text);

// Every text file that belongs to the project: no build folders, no fetched packages, nothing hidden but .ci.
std::vector<SourceFile> load_tree(std::filesystem::path const& root);

std::size_t line_of(std::string_view text, std::size_t offset);

// "path:line: message".
std::string at_line(SourceFile const& file, std::size_t line, std::string_view message);

}  // namespace kazasu::tidy
