#include "emulators/adapters/store/group_commit.h"

#include <gtest/gtest.h>

#include <array>
#include <condition_variable>
#include <mutex>

#include "emulators/adapters/store/store_error.h"
#include "tests/store/services_loop.h"

namespace kazasu::adapters {
namespace {

using eligibility::CardLinked;
using eligibility::Change;
using eligibility::NoticeFetched;

// Stands still until it is let go; remembers how many changes each write had.
struct GatedSink final : ChangeSink {
  void write(std::vector<Change> const& changes) override {
    auto lock = std::unique_lock{mutex};
    ++begun;
    moved.notify_all();
    moved.wait(lock, [this] { return allowed > 0; });
    --allowed;
    if (fails) throw StoreError("the disk is full");
    sizes.push_back(changes.size());
  }
  void allow(int writes) {
    auto const lock = std::lock_guard{mutex};
    allowed += writes;
    moved.notify_all();
  }
  void wait_for_begun(int writes) {
    auto lock = std::unique_lock{mutex};
    moved.wait(lock, [&] { return begun >= writes; });
  }
  std::mutex mutex;
  std::condition_variable moved;
  int allowed = 0;
  int begun = 0;
  bool fails = false;
  std::vector<std::size_t> sizes;
};

struct GroupCommitTest : testing::Test {
  Change linked() { return CardLinked{{next_person++}, 2}; }
  std::uint64_t next_person = 1;
  GatedSink sink;
  store::ServicesLoop loop;
  std::string alarm;
  GroupCommit commits{sink, loop.poster(), [this](std::string const& failure) { alarm = failure; }};
};

TEST_F(GroupCommitTest, WritesTogetherWhatCameDuringTheLastWrite) {
  auto kept = std::array<bool, 4>{};
  commits.note(linked());
  commits.when_kept([&](bool ok) { kept[0] = ok; });
  sink.wait_for_begun(1);
  for (auto i = std::size_t{1}; i < 4; ++i) {
    commits.note(linked());
    commits.note(linked());
    commits.when_kept([&kept, i](bool ok) { kept[i] = ok; });
  }
  EXPECT_FALSE(kept[0]);
  sink.allow(1);
  loop.run_until(kept[0]);
  EXPECT_FALSE(kept[1]) << "nobody is told before its own write is done";
  sink.allow(1);
  loop.run_until(kept[3]);
  EXPECT_TRUE(kept[1] && kept[2]);
  EXPECT_EQ(sink.sizes, (std::vector<std::size_t>{1, 6}));
  auto const counters = commits.counters();
  EXPECT_EQ(counters.commits, 2U);
  EXPECT_EQ(counters.changes, 7U);
  EXPECT_EQ(counters.requests, 4U);
  EXPECT_EQ(counters.most_requests, 3U);
}

TEST_F(GroupCommitTest, WritesWhatNobodyWaitsFor) {
  EXPECT_EQ(commits.promised(), 0U);
  commits.note(NoticeFetched{});
  EXPECT_EQ(commits.promised(), 0U);
  commits.note(linked());
  EXPECT_EQ(commits.promised(), 1U);
  EXPECT_FALSE(commits.settled());
  loop.run_one();  // the turn of the loop in which both were noted
  sink.allow(1);
  auto kept = false;
  commits.when_kept([&](bool ok) { kept = ok; });
  loop.run_until(kept);
  EXPECT_TRUE(commits.settled());
  EXPECT_EQ(sink.sizes, std::vector<std::size_t>{2});
}

TEST_F(GroupCommitTest, AfterAFailureNothingIsKeptAndEverybodyIsTold) {
  auto told = 0;
  auto kept = 0;
  auto const done = [&](bool ok) {
    ++told;
    kept += ok ? 1 : 0;
  };
  sink.fails = true;
  commits.note(linked());
  commits.when_kept(done);
  sink.wait_for_begun(1);
  commits.note(linked());
  commits.when_kept(done);
  sink.allow(1);
  while (told < 2) loop.run_one();
  sink.fails = false;
  EXPECT_TRUE(commits.failed());
  EXPECT_EQ(alarm, "the disk is full");
  auto const promised = commits.promised();
  commits.note(linked());
  EXPECT_EQ(commits.promised(), promised + 1) << "or its answer would leave at once";
  commits.when_kept(done);
  while (told < 3) loop.run_one();
  EXPECT_EQ(kept, 0);
  EXPECT_FALSE(commits.settled());
  EXPECT_TRUE(sink.sizes.empty());
  EXPECT_EQ(sink.begun, 1);
}

TEST(GroupCommit, WritesTheRestAtTheEnd) {
  auto sink = GatedSink{};
  sink.allow(5);
  {
    auto commits = GroupCommit{sink, [](std::function<void()> const&) {}, [](std::string const&) {}};
    commits.note(CardLinked{{1}, 2});
    commits.note(CardLinked{{2}, 2});
  }
  EXPECT_EQ(sink.sizes, std::vector<std::size_t>{2});
}

}  // namespace
}  // namespace kazasu::adapters
