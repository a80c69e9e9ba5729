// The files of `kazasu claims`, read and written in pieces.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

namespace kazasu::harness {

inline constexpr auto kReceiptFileName = "RECEIPTH.UKE";

// Gives the file's bytes in pieces. Throws CommandError (kClaimFile) for what cannot be read, and for a ZIP
// archive, which is not unpacked.
void read_claim_file(std::filesystem::path const& path, std::function<void(std::string_view)> const& give);

// A file that appears under its name when it is whole, and not at all before. Nothing is forced to the disk.
// Throws CommandError (kOutput).
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path);
  ~NewFile();
  NewFile(NewFile const&) = delete;
  NewFile& operator=(NewFile const&) = delete;

  void append(std::string_view bytes);
  void finish();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream output_;
  bool finished_ = false;
};

// The same for a folder of many small files. The folder must not be there, or be empty.
class NewFolder {
 public:
  explicit NewFolder(std::filesystem::path path);
  ~NewFolder();
  NewFolder(NewFolder const&) = delete;
  NewFolder& operator=(NewFolder const&) = delete;

  // `folder` is one name below the folder.
  void write(std::string const& folder, std::string const& file, std::string_view content);
  void finish();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  bool finished_ = false;
};

}  // namespace kazasu::harness
