#include "harness/claims_files.h"

#include <array>
#include <system_error>
#include <utility>

#include "harness/exit_code.h"

namespace kazasu::harness {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(fs::path const& path, std::string const& why) {
  throw CommandError(ExitCode::kOutput, path.string() + ": " + why);
}

fs::path beside(fs::path path) {
  if (!path.has_filename()) path = path.parent_path();  // "claims/"
  return path += ".part";
}

}  // namespace

void read_claim_file(fs::path const& path, std::function<void(std::string_view)> const& give) {
  auto const expected = std::string{"expected a receipt file ("} + kReceiptFileName + ")";
  if (fs::is_directory(path)) {
    throw CommandError(ExitCode::kClaimFile, path.string() + ": a folder; " + expected);
  }
  auto file = std::ifstream{path, std::ios::binary};
  auto buffer = std::array<char, 65536>{};
  auto first = true;
  while (file) {
    file.read(buffer.data(), buffer.size());
    auto const bytes = std::string_view{buffer.data(), static_cast<std::size_t>(file.gcount())};
    if (std::exchange(first, false) && (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))) {
      throw CommandError(ExitCode::kClaimFile,
                         path.string() + ": a ZIP archive; " + expected + "; unpack it first");
    }
    if (!bytes.empty()) give(bytes);
  }
  if (!file.eof()) {
    throw CommandError(ExitCode::kClaimFile, path.string() + ": cannot be read; " + expected);
  }
}

NewFile::NewFile(fs::path path) : path_(std::move(path)), part_(beside(path_)) {
  output_.open(part_, std::ios::binary | std::ios::trunc);
  if (!output_) fail(path_, "cannot be written; choose another path");
}

NewFile::~NewFile() {
  auto ignored = std::error_code{};
  if (!finished_) fs::remove(part_, ignored);
}

void NewFile::append(std::string_view bytes) {
  output_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void NewFile::finish() {
  output_.close();
  auto error = std::error_code{};
  if (output_) fs::rename(part_, path_, error);
  if (!output_ || error) fail(path_, "cannot be written; is the disk full?");
  finished_ = true;
}

NewFolder::NewFolder(fs::path path) : path_(std::move(path)), part_(beside(path_)) {
  auto error = std::error_code{};
  if (fs::exists(path_, error) && (!fs::is_directory(path_, error) || !fs::is_empty(path_, error))) {
    finished_ = true;
    fail(path_, "is there and not empty; choose another folder, or remove it");
  }
  if (fs::exists(part_, error)) {
    finished_ = true;
    fail(part_, "is there, perhaps left by a run that was interrupted; remove it");
  }
  fs::create_directories(part_, error);
  if (error) fail(path_, "cannot be made: " + error.message());
}

NewFolder::~NewFolder() {
  auto ignored = std::error_code{};
  if (!finished_) fs::remove_all(part_, ignored);
}

void NewFolder::write(std::string const& folder, std::string const& file, std::string_view content) {
  auto const name = part_ / folder;
  auto error = std::error_code{};
  fs::create_directory(name, error);
  auto output = std::ofstream{name / file, std::ios::binary};
  output.write(content.data(), static_cast<std::streamsize>(content.size()));
  output.close();
  if (!output) fail(name / file, "cannot be written; is the disk full?");
}

void NewFolder::finish() {
  auto error = std::error_code{};
  auto const target = path_.has_filename() ? path_ : path_.parent_path();
  fs::rename(part_, target, error);
  if (error) fail(path_, "cannot be made: " + error.message());
  finished_ = true;
}

}  // namespace kazasu::harness
