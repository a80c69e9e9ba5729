#include "emulators/adapters/card_host/apdu_followers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "emulators/reader/apdu_text.h"
#include "tests/reader/recorded.h"

namespace kazasu::adapters {
namespace {

// Collects lines from another thread.
class Lines {
 public:
  void add(std::string const& line) {
    auto const lock = std::lock_guard{mutex_};
    lines_.push_back(line.substr(0, 120));
    changed_.notify_all();
  }
  std::vector<std::string> wait_for(std::size_t count) {
    auto lock = std::unique_lock{mutex_};
    changed_.wait(lock, [&] { return lines_.size() >= count; });
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> lines_;
};

TEST(ApduFollowers, GetEveryLineFromThenOn) {
  auto first = Lines{};
  auto second = Lines{};
  auto followers = ApduFollowers{};
  auto record = reader::exchange("00200098", "63C3");
  followers.record(record);  // nobody hears of it
  auto const into = [](Lines& lines) {
    return [&lines](std::string const& line) {
      lines.add(line);
      return true;
    };
  };
  followers.follow(into(first));
  record.slot = 1;
  followers.record(record);
  followers.follow(into(second));
  record.slot = 2;
  followers.record(record);
  auto const heard = first.wait_for(2);
  EXPECT_EQ(heard.at(1), reader::text_line(record));
  EXPECT_NE(heard.at(0).find("slot 1"), std::string::npos);
  EXPECT_EQ(second.wait_for(1), std::vector{reader::text_line(record)});
}

TEST(ApduFollowers, ForgetThoseWhoLeave) {
  auto calls = std::atomic<int>{0};
  auto lines = Lines{};
  auto followers = ApduFollowers{};
  followers.follow([&](std::string const&) {
    ++calls;
    calls.notify_all();
    return false;
  });
  followers.follow([&](std::string const& line) {
    lines.add(line);
    return true;
  });
  for (auto i = 0; i < 100; ++i) followers.record(reader::exchange("00200098", "63C3"));
  calls.wait(0);  // each has a thread of its own
  lines.wait_for(100);
  EXPECT_EQ(calls, 1);
}

TEST(ApduFollowers, TellWhoIsSlowHowMuchHeMissed) {
  auto mutex = std::mutex{};
  auto lines = Lines{};
  auto followers = ApduFollowers{};
  auto record = reader::exchange("00B0000000", "9000");
  record.answer.insert(0, 65'536, 'x');
  {
    auto const held = std::lock_guard{mutex};
    followers.follow([&](std::string const& line) {
      auto const lock = std::lock_guard{mutex};
      lines.add(line);
      return true;
    });
    for (auto i = 0; i < 200; ++i) followers.record(record);
  }
  // About 32 of these lines of 131,000 characters may wait.
  auto heard = lines.wait_for(30);
  while (!heard.back().ends_with(" events not shown)")) heard = lines.wait_for(heard.size() + 1);
  auto const missed = std::stoul(heard.back().substr(1));
  EXPECT_EQ(heard.size() - 1 + missed, 200U);
}

TEST(ApduFollowers, EndWhileLinesAreWaiting) {
  auto lines = Lines{};
  auto followers = ApduFollowers{};
  followers.follow([&](std::string const& line) {
    lines.add(line);
    return true;
  });
  for (auto i = 0; i < 1'000; ++i) followers.record(reader::exchange("00200098", "63C3"));
  EXPECT_FALSE(lines.wait_for(1).empty());
}

}  // namespace
}  // namespace kazasu::adapters
