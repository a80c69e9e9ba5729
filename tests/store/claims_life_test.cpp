// The claims systems upon their store, as a server has them: commits under way, a full disk, restarts.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "emulators/adapters/claims_store/claims_store.h"
#include "emulators/adapters/claims_store/memory_claims_archive.h"
#include "emulators/adapters/claims_store/openssl_password_seal.h"
#include "emulators/adapters/store/group_commit.h"
#include "emulators/claims/claims_system.h"
#include "emulators/identity/generated_stations.h"
#include "tests/identity/temporary_folder.h"
#include "tests/store/claims_samples.h"
#include "tests/store/services_loop.h"

namespace kazasu::adapters {
namespace {

using namespace claims;
using namespace store;
using namespace std::chrono_literals;

auto const kWorld = StoreWorld{{"seed", "1"}};
constexpr auto kSettings = identity::PopulationSettings{.seed = 1, .stations = 8};
constexpr auto kCaller = ClaimCaller{3, Payer::kFederation};
// One server, so that whoever comes later waits for the others.
constexpr auto kAsp = AspModel{.servers = 1, .fixed = 1min, .per_file = 10min};

// Writes on when it is told to.
class GatedSink final : public ClaimsSink {
 public:
  explicit GatedSink(ClaimsSink& to) : to_(to) {}
  void write(std::vector<ClaimChange> const& changes) override {
    auto lock = std::unique_lock{mutex_};
    opened_.wait(lock, [this] { return open_; });
    to_.write(changes);
  }
  void open() {
    auto const lock = std::lock_guard{mutex_};
    open_ = true;
    opened_.notify_all();
  }

 private:
  ClaimsSink& to_;
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

// A server's claims systems from start to stop, upon the file.
struct Life {
  explicit Life(std::filesystem::path const& file, bool held = false) : store(file, kWorld) {
    if (!held) gate.open();
    store.load([this](ClaimChange change) { system.restore(std::move(change)); });
  }
  // Whether everything noted so far was kept.
  bool kept() {
    auto told = false;
    auto well = false;
    commits.when_kept([&](bool ok) {
      told = true;
      well = ok;
    });
    loop.run_until(told);
    return well;
  }
  SendAnswer send(std::string text, sim::Instant now) {
    auto const hash = hash_of(text);
    return system.send(
        {.key = kClaimKey,
         .sha256 = hash,
         .checked = {.receipts = {{.identity = std::hash<std::string>{}(text)}}},
         .file = {.content = std::make_unique<TextContent>(std::move(text)), .lines = {sample_line()}}},
        now);
  }

  OpensslPasswordSeal seal;
  identity::GeneratedStations stations{kSettings};
  ServicesLoop loop;
  ClaimsStore store;
  GatedSink gate{store.sink()};
  std::string alarm;
  ClaimsCommit commits{gate, loop.poster(), [this](std::string const& why) { alarm = why; }};
  std::unique_ptr<ClaimsJournal> journal{store.journal_to(commits)};
  ClaimsSystem system{{.stations = stations,
                       .seal = seal,
                       .seed = 1,
                       .asp = kAsp,
                       .journal = journal.get(),
                       .archive = &store.archive()}};
};

struct ClaimsLife : testing::Test {
  identity::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "claims.db";
};

TEST_F(ClaimsLife, AFileIsFoundWhileItsCommitIsUnderWay) {
  auto life = Life{file, true};
  auto const& archive = life.store.archive();
  EXPECT_EQ(life.send("one", kNoon).number, 1U);
  EXPECT_FALSE(life.commits.settled());
  auto const before = archive.file(kClaimKey, 1);
  ASSERT_TRUE(before.content);
  EXPECT_EQ(text_of(*before.content), "one");
  ASSERT_EQ(before.lines.size(), 1U);
  EXPECT_TRUE(same_line(before.lines[0], sample_line()));
  life.gate.open();
  ASSERT_TRUE(life.kept());
  EXPECT_TRUE(life.commits.settled());
  EXPECT_EQ(text_of(*before.content), "one") << "it is still its reader's";
  EXPECT_EQ(text_of(*archive.file(kClaimKey, 1).content), "one");
  EXPECT_EQ(archive.file(kClaimKey, 1).lines.size(), 1U);
}

TEST_F(ClaimsLife, WhatWasForgottenIsNotFoundBeforeTheDiskKnows) {
  {
    auto first = Life{file};
    first.send("kept", kNoon);
    ASSERT_TRUE(first.kept());
  }
  auto life = Life{file, true};
  auto const& archive = life.store.archive();
  EXPECT_EQ(life.send("under way", kNoon).number, 2U);
  life.system.forget_all();
  EXPECT_EQ(archive.file(kClaimKey, 1).content, nullptr);
  EXPECT_EQ(archive.file(kClaimKey, 2).content, nullptr);
  EXPECT_EQ(life.send("anew", kNoon).number, 1U);
  EXPECT_EQ(text_of(*archive.file(kClaimKey, 1).content), "anew");
  life.gate.open();
  ASSERT_TRUE(life.kept());
  EXPECT_EQ(text_of(*archive.file(kClaimKey, 1).content), "anew");
  EXPECT_EQ(archive.file(kClaimKey, 2).content, nullptr);
}

TEST_F(ClaimsLife, ARestartGoesOnWhereItWas) {
  auto const station = identity::GeneratedStations{kSettings}.station(kCaller.station);
  auto const first = first_login(1, station);
  auto const chosen = chosen_password(1, station, kCaller.payer);
  auto last_ready = sim::Instant{};
  {
    auto life = Life{file};
    EXPECT_EQ(life.system.accounts().log_in(kCaller, {first.user, first.password, chosen}, kNoon).outcome,
              ClaimOutcome::kAccepted);
    EXPECT_EQ(life.send("cancelled", kNoon).ready, kNoon + 11min);
    EXPECT_EQ(life.send("confirmed", kNoon).ready, kNoon + 21min);
    EXPECT_EQ(life.system.decide(kCaller, {.month = kClaimMonth, .send = 1, .cancel = true}, kNoon + 1min),
              ClaimOutcome::kAccepted);
    EXPECT_EQ(life.system.decide(kCaller, {.month = kClaimMonth, .send = 2}, kNoon + 22min),
              ClaimOutcome::kAccepted);
    life.send("waiting", kNoon + 30min);
    last_ready = life.send("waiting behind it", kNoon + 31min).ready;
    EXPECT_EQ(last_ready, kNoon + 51min);
    life.system.extend_window(kClaimMonth, kNoon + 120h);
    ASSERT_TRUE(life.kept());
  }
  auto life = Life{file};
  EXPECT_EQ(life.store.latest_change(), kNoon + 31min);
  auto& system = life.system;
  EXPECT_EQ(system.accounts().log_in(kCaller, {first.user, first.password, ""}, kNoon).outcome,
            ClaimOutcome::kWrongPassword);
  EXPECT_EQ(system.accounts().log_in(kCaller, {first.user, chosen, ""}, kNoon).outcome,
            ClaimOutcome::kAccepted);
  auto const now = kNoon + 32min;
  auto const status = system.status(kCaller, kClaimMonth, now);
  ASSERT_EQ(status.sends.size(), 4U);
  EXPECT_EQ(status.sends[0].state, SendState::kCancelled);
  EXPECT_EQ(status.sends[1].state, SendState::kConfirmed);
  EXPECT_EQ(status.sends[1].claimed, 1U);
  EXPECT_EQ(status.sends[2].state, SendState::kBeingChecked);
  EXPECT_EQ(system.desk().find(kClaimKey, 4)->ready, last_ready);
  EXPECT_EQ(system.desk().in_queue(now), 2U);
  auto const again = life.send("waiting", now);
  EXPECT_EQ(again.outcome, ClaimOutcome::kAcceptedBefore);
  EXPECT_EQ(again.number, 3U);
  auto const fifth = life.send("after the restart", now);
  EXPECT_EQ(fifth.number, 5U);
  EXPECT_EQ(fifth.ready, last_ready + 10min) << "behind those that waited before";
  EXPECT_TRUE(system.desk().windows().is_open(ClaimAction::kSend, kNoon + 119h));
}

// Files of this process cannot grow beyond that while it stands; writing then fails, as on a full disk.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    auto const limit = rlimit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }
  SmallDisk(SmallDisk const&) = delete;
  SmallDisk& operator=(SmallDisk const&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(ClaimsLife, AFullDiskKeepsWhatWasPromisedAndPromisesNothingMore) {
  auto const large = long_text(4'000'000);
  {
    auto life = Life{file};
    life.send("one", kNoon);
    ASSERT_TRUE(life.kept());
    {
      auto const disk = SmallDisk{300'000};
      life.send(large, kNoon);
      EXPECT_FALSE(life.kept());
    }
    EXPECT_TRUE(life.commits.failed());
    EXPECT_NE(life.alarm.find("claims.db"), std::string::npos) << life.alarm;
    life.send("with room again", kNoon);
    EXPECT_FALSE(life.kept()) << "memory holds what the disk does not";
    EXPECT_FALSE(life.commits.settled());
  }
  auto life = Life{file};
  EXPECT_EQ(life.system.status(kCaller, kClaimMonth, kNoon).sends.size(), 1U);
  EXPECT_EQ(text_of(*life.store.archive().file(kClaimKey, 1).content), "one");
  EXPECT_EQ(life.send(large, kNoon).number, 2U);
  ASSERT_TRUE(life.kept());
  EXPECT_EQ(text_of(*life.store.archive().file(kClaimKey, 2).content), large);
}

TEST_F(ClaimsLife, SendsThatCameTogetherAreKeptTogether) {
  auto life = Life{file, true};
  for (auto i = 0; i < 50; ++i) life.send("file " + std::to_string(i), kNoon);
  life.gate.open();
  ASSERT_TRUE(life.kept());
  auto const counters = life.commits.counters();
  EXPECT_EQ(counters.changes, 50U);
  EXPECT_LE(counters.commits, 2U);
  EXPECT_EQ(text_of(*life.store.archive().file(kClaimKey, 50).content), "file 49");
}

TEST(MemoryClaimsArchive, HasTheFilesUntilTheyAreForgotten) {
  auto archive = MemoryClaimsArchive{};
  auto const large = long_text(1'500'000);
  auto made = send_of(kClaimKey, 1, long_text(30'000));
  made.file.lines = {sample_line()};
  made.file.more_lines = true;
  archive.note(std::move(made));
  archive.note(send_of(kClaimKey, 2, large));
  archive.note(send_of(kClaimKey, 3, ""));
  auto without = send_of(kClaimKey, 4, "");
  without.file.content = nullptr;
  archive.note(std::move(without));
  archive.note(SendCancelled{kClaimKey, 1, kNoon});
  auto const file = archive.file(kClaimKey, 1);
  EXPECT_EQ(file.content->size(), 30'000U);
  EXPECT_EQ(text_of(*file.content), long_text(30'000));
  EXPECT_EQ(file.lines.size(), 1U);
  EXPECT_TRUE(file.more_lines);
  EXPECT_EQ(text_of(*archive.file(kClaimKey, 2).content), large);
  EXPECT_EQ(text_of(*archive.file(kClaimKey, 3).content), "");
  EXPECT_EQ(archive.file(kClaimKey, 4).content, nullptr);
  archive.note(ClaimsForgotten{});
  EXPECT_EQ(archive.file(kClaimKey, 1).content, nullptr);
  EXPECT_TRUE(archive.file(kClaimKey, 1).lines.empty());
  EXPECT_EQ(text_of(*file.content), long_text(30'000)) << "it is still its reader's";
}

}  // namespace
}  // namespace kazasu::adapters
