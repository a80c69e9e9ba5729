#include "reports/write_report.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "reports/atomic_files.h"
#include "reports/run_json.h"
#include "tests/reports/sample_result.h"

namespace kazasu::reports {
namespace {

namespace fs = std::filesystem;

class WriteReport : public testing::Test {
 protected:
  WriteReport() {
    auto pattern = (fs::temp_directory_path() / "kazasu-report-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~WriteReport() override { fs::remove_all(folder_); }

  static std::string content_of(fs::path const& path) {
    auto file = std::ifstream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  static std::set<std::string> names_in(fs::path const& folder) {
    auto names = std::set<std::string>{};
    for (auto const& entry : fs::directory_iterator{folder}) names.insert(entry.path().filename().string());
    return names;
  }

  fs::path folder_;
};

// A disk that is full after `bytes` of a file: the limit works for every user, root included.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    auto limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(FullDisk const&) = delete;
  FullDisk& operator=(FullDisk const&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(WriteReport, WritesEveryFileAndNothingElse) {
  auto const result = tests::sample_result(ClockKind::kVirtual);
  write_outputs(result, folder_ / "new" / "run", Language::kJapanese);
  EXPECT_EQ(names_in(folder_ / "new" / "run"),
            (std::set<std::string>{"run.json", "summary.txt", "report.html", "histograms.hlog"}));
  EXPECT_EQ(content_of(folder_ / "new" / "run" / "run.json"), to_json(result));
}

TEST_F(WriteReport, AFullDiskLeavesTheEarlierReportAndNoRemains) {
  auto result = tests::sample_result(ClockKind::kVirtual);
  write_outputs(result, folder_, Language::kEnglish);
  auto const before = content_of(folder_ / "run.json");
  result.seed = 7;
  auto message = std::string{};
  try {
    auto const full = FullDisk{50'000};
    write_outputs(result, folder_, Language::kEnglish);
  } catch (std::system_error const& error) {
    message = error.what();
  }
  EXPECT_NE(message.find(folder_.string()), std::string::npos) << message;
  EXPECT_NE(message.find("free some space or name another folder"), std::string::npos) << message;
  EXPECT_EQ(content_of(folder_ / "run.json"), before);
  EXPECT_EQ(names_in(folder_).size(), 4U);
}

TEST_F(WriteReport, NamesAFolderThatCannotBe) {
  std::ofstream{folder_ / "file"} << "x";
  try {
    write_outputs(RunResult{}, folder_ / "file" / "out", Language::kEnglish);
    FAIL() << "a folder below a file";
  } catch (std::system_error const& error) {
    EXPECT_EQ(error.code().value(), ENOTDIR);
    EXPECT_NE(std::string{error.what()}.find("name another folder"), std::string::npos);
  }
}

TEST_F(WriteReport, RemovesItsTemporaryFilesWhenAPlaceIsTaken) {
  fs::create_directories(folder_ / "b" / "full");
  EXPECT_THROW(write_atomically(folder_, {{"b", "content"}, {"c", "content"}}), std::system_error);
  EXPECT_EQ(names_in(folder_), (std::set<std::string>{"b"}));
}

}  // namespace
}  // namespace kazasu::reports
