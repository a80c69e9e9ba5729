#include "emulators/adapters/card_host/apdu_trace_files.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "emulators/reader/apdu_pcapng.h"
#include "emulators/reader/apdu_text.h"
#include "tests/identity/temporary_folder.h"
#include "tests/reader/sample_records.h"

namespace kazasu::adapters {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string content(fs::path const& path) {
  auto text = std::ostringstream{};
  text << std::ifstream{path, std::ios::binary}.rdbuf();
  return text.str();
}

class TraceFiles : public testing::Test {
 protected:
  identity::TemporaryFolder folder_;

  fs::path in_folder(std::string const& name) const { return folder_.path() / name; }
  fs::path text_ = in_folder("apdus.txt");

  static std::string lines_of(std::vector<reader::ApduRecord> const& records) {
    auto text = std::string{};
    for (auto const& record : records) text += reader::text_line(record) + "\n";
    return text;
  }
  static std::string packets_of(std::vector<reader::ApduRecord> const& records) {
    auto packets = reader::ApduPcapng{};
    auto bytes = reader::ApduPcapng::beginning();
    for (auto const& record : records) bytes += packets.blocks(record);
    return bytes;
  }
};

TEST_F(TraceFiles, HoldEveryRecordInOrder) {
  auto const records = reader::sample_records();
  {
    auto files = ApduTraceFiles{{.text = text_}};
    for (auto const& record : records) files.record(record);
    EXPECT_FALSE(files.trouble());
    EXPECT_EQ(files.lost(), 0U);
  }
  EXPECT_EQ(content(text_), lines_of(records));
  EXPECT_EQ(content(in_folder("apdus.pcapng")), packets_of(records));
  EXPECT_EQ(fs::status(text_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(TraceFiles, AreWrittenWithoutBeingAsked) {
  auto files = ApduTraceFiles{{.text = text_}};
  auto const records = reader::sample_records();
  for (auto const& record : records) files.record(record);
  while (content(text_).size() < lines_of(records).size()) std::this_thread::sleep_for(5ms);
  while (content(in_folder("apdus.pcapng")).size() < packets_of(records).size()) {
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_EQ(content(text_), lines_of(records));
}

TEST_F(TraceFiles, KeepTheEarlierOnes) {
  for (auto run = 0; run < 3; ++run) {
    auto files = ApduTraceFiles{{.text = text_}};
    auto record = reader::exchange("00200098", "63C3");
    record.slot = static_cast<std::uint32_t>(run);
    files.record(record);
  }
  EXPECT_NE(content(text_).find("slot 2"), std::string::npos);
  EXPECT_NE(content(in_folder("apdus.1.txt")).find("slot 1"), std::string::npos);
  EXPECT_TRUE(fs::exists(in_folder("apdus.1.pcapng")));
  EXPECT_EQ(std::distance(fs::directory_iterator{in_folder("")}, {}), 4);
}

TEST_F(TraceFiles, BeginAnewAtTheirLimit) {
  auto const record = reader::exchange("00200098", "63C3");
  auto const line = reader::text_line(record).size() + 1;
  {
    auto files = ApduTraceFiles{{.text = text_, .bytes_per_file = 10 * line}};
    for (auto i = 0; i < 25; ++i) files.record(record);
    files.flush();
    EXPECT_EQ(content(text_).size(), 5 * line);
    for (auto i = 0; i < 6; ++i) files.record(record);
  }
  EXPECT_EQ(content(text_).size(), 1 * line);
  EXPECT_EQ(content(in_folder("apdus.1.txt")).size(), 10 * line);
  // Each file is a whole one, with its own beginning and its own interface.
  for (auto const* const name : {"apdus.pcapng", "apdus.1.pcapng"}) {
    auto const bytes = content(in_folder(name));
    EXPECT_TRUE(bytes.starts_with(reader::ApduPcapng::beginning()));
    EXPECT_NE(bytes.find("slot 0"), std::string::npos);
  }
}

TEST_F(TraceFiles, TakeRecordsFromSeveralThreads) {
  {
    auto files = ApduTraceFiles{{.text = text_}};
    auto threads = std::vector<std::jthread>{};
    for (auto slot = 0U; slot < 4; ++slot) {
      threads.emplace_back([&files, slot] {
        auto record = reader::exchange("00200098", "63C3");
        record.slot = slot;
        for (auto i = 0; i < 2'000; ++i) files.record(record);
      });
    }
  }
  auto const text = content(text_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 8'000);
}

TEST_F(TraceFiles, AKilledProcessLeavesWholeLinesAndPackets) {
  auto const child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto files = ApduTraceFiles{{.text = text_}};
    for (;;) files.record(reader::exchange("00B08A0004", "308205009000"));
  }
  while (!fs::exists(text_) || fs::file_size(text_) < 100'000) std::this_thread::sleep_for(1ms);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  // A file ends where a write ended, at most in the middle of its last line.
  auto lines = std::istringstream{content(text_)};
  auto const whole = reader::text_line(reader::exchange("00B08A0004", "308205009000"));
  auto count = 0;
  for (auto line = std::string{}; std::getline(lines, line) && !lines.eof(); ++count) ASSERT_EQ(line, whole);
  EXPECT_GT(count, 1'000);
  EXPECT_TRUE(content(in_folder("apdus.pcapng")).starts_with(reader::ApduPcapng::beginning()));
}

TEST_F(TraceFiles, AnErrorEndsTheTraceAndNothingElse) {
  auto const record = reader::exchange("00200098", "63C3");
  auto files = ApduTraceFiles{{.text = text_, .bytes_per_file = 1}};
  files.record(record);
  files.flush();
  EXPECT_FALSE(files.trouble());
  // The next file cannot be begun: the folder is not there any more.
  fs::remove_all(text_.parent_path());
  files.record(record);
  files.flush();
  ASSERT_TRUE(files.trouble());
  EXPECT_NE(files.trouble()->find("apdus.txt: the trace cannot be created"), std::string::npos);
  files.record(record);
  EXPECT_EQ(files.lost(), 2U);
}

TEST_F(TraceFiles, RefuseNamesAndFoldersThatCannotBe) {
  auto const refusal = [](fs::path const& path) -> std::string {
    try {
      auto const files = ApduTraceFiles{{.text = path}};
    } catch (std::runtime_error const& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_NE(refusal(in_folder("a.pcapng")).find("expected a name such as apdus.txt"), std::string::npos);
  EXPECT_NE(refusal("").find("expected a name such as apdus.txt"), std::string::npos);
  EXPECT_NE(refusal(in_folder("missing/a.txt")).find("cannot be created: No such file"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::adapters
