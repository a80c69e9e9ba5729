// What of the claims systems comes back from the file, and which files are refused.
#include "emulators/adapters/claims_store/claims_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/identity/temporary_folder.h"
#include "tests/store/claims_samples.h"

namespace kazasu::adapters {
namespace {

using namespace claims;
using namespace store;
using std::chrono::hours;

auto const kWorld = StoreWorld{{"seed", "1"}, {"stations", "8"}};

class ClaimsStoreTest : public testing::Test {
 protected:
  using Changes = std::vector<ClaimChange>;
  template <class... Each>
  static Changes changes(Each... each) {
    auto all = Changes{};
    (all.emplace_back(std::move(each)), ...);
    return all;
  }
  std::vector<std::string> loaded(std::filesystem::path const& file) const {
    auto store = ClaimsStore{file, kWorld};
    auto all = std::vector<std::string>{};
    store.load([&all](ClaimChange const& change) { all.push_back(described(change)); });
    return all;
  }
  std::vector<std::string> loaded() const { return loaded(file_); }
  std::string failure(StoreWorld const& world = kWorld) const {
    try {
      auto store = ClaimsStore{file_, world};
      store.load([](ClaimChange const&) {});
      return "";
    } catch (StoreError const& error) {
      return error.what();
    }
  }
  bool says(std::string const& text, std::string const& part) const {
    return text.find(part) != std::string::npos && text.find(file_.string()) != std::string::npos;
  }

  identity::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "claims.db";
};

TEST_F(ClaimsStoreTest, EveryChangeComesBack) {
  auto const fund = SendKey{.station = 285'999, .payer = Payer::kFund, .month = kClaimMonth};
  auto test = send_of(kClaimKey, 2, "test");
  test.send.kind = SendKind::kTest;
  test.send.refused = true;
  auto unchecked = send_of(fund, 1, "");
  unchecked.send.with_asp = false;
  unchecked.send.receipts.clear();
  auto const extended = WindowExtended{kClaimMonth, kNoon + hours{120}};
  auto const extended_before = WindowExtended{std::chrono::year{2024} / 12, kNoon - hours{720}};
  auto const all = changes(
      extended, send_of(kClaimKey, 1, "one"), std::move(unchecked), std::move(test),
      send_of(kClaimKey, 3, "three"), PasswordChanged{{3, Payer::kFederation}, {"old", true}},
      SendConfirmed{fund, 1, Confirmation::kUnchecked, kNoon + hours{1}},
      SendCancelled{kClaimKey, 1, kNoon + hours{2}}, PasswordChanged{{3, Payer::kFederation}, {"new", false}},
      PasswordChanged{{3, Payer::kFund}, {"fund", false}},
      SendConfirmed{kClaimKey, 3, Confirmation::kAutomatic, kNoon + hours{84}}, extended_before, extended);
  {
    auto store = ClaimsStore{file_, kWorld};
    EXPECT_EQ(store.latest_change(), std::nullopt);
    store.sink().write(all);
  }
  auto expected = std::vector<std::string>{};
  for (auto const at : {1U, 7U, 2U, 6U, 3U, 4U, 10U, 9U, 8U, 11U, 12U})
    expected.push_back(described(all[at]));
  EXPECT_EQ(loaded(), expected);
  EXPECT_EQ(loaded(), expected) << "a restart changes nothing";
  EXPECT_EQ((ClaimsStore{file_, kWorld}.latest_change()), kNoon + hours{84});
}

TEST_F(ClaimsStoreTest, FilesComeBackAsTheyWere) {
  auto const large = long_text(3 * 1024 * 1024 + 17);
  auto made = send_of(kClaimKey, 1, large);
  made.file.lines = {sample_line(), {}, sample_line()};
  made.file.more_lines = true;
  auto without = send_of(kClaimKey, 3, "");
  without.file.content = nullptr;
  {
    auto store = ClaimsStore{file_, kWorld};
    store.sink().write(
        changes(std::move(made), send_of(kClaimKey, 2, long_text(1024 * 1024)), std::move(without)));
    EXPECT_EQ(text_of(*store.archive().file(kClaimKey, 1).content), large) << "in the same life";
  }
  auto const store = ClaimsStore{file_, kWorld};
  auto const file = store.archive().file(kClaimKey, 1);
  ASSERT_TRUE(file.content);
  EXPECT_EQ(file.content->size(), large.size());
  EXPECT_EQ(text_of(*file.content), large);
  EXPECT_EQ(text_of(*file.content), large) << "a second time";
  ASSERT_EQ(file.lines.size(), 3U);
  EXPECT_TRUE(same_line(file.lines[0], sample_line()));
  EXPECT_TRUE(same_line(file.lines[1], {}));
  EXPECT_TRUE(file.more_lines);
  auto const second = store.archive().file(kClaimKey, 2);
  EXPECT_EQ(hash_of(text_of(*second.content)), hash_of(long_text(1024 * 1024)));
  EXPECT_FALSE(second.more_lines);
  EXPECT_EQ(store.archive().file(kClaimKey, 3).content, nullptr);
  auto const none = store.archive().file({4, Payer::kFund, kClaimMonth}, 1);
  EXPECT_EQ(none.content, nullptr);
  EXPECT_TRUE(none.lines.empty());
}

TEST_F(ClaimsStoreTest, AfterEverythingWasForgottenNothingComesBack) {
  {
    auto store = ClaimsStore{file_, kWorld};
    auto made = send_of(kClaimKey, 1, "one");
    made.file.lines = {sample_line()};
    store.sink().write(changes(std::move(made), PasswordChanged{{3, Payer::kFund}, {"a", false}},
                               WindowExtended{kClaimMonth, kNoon}));
    store.sink().write(changes(ClaimsForgotten{}, send_of(kClaimKey, 1, "another")));
    auto const file = store.archive().file(kClaimKey, 1);
    EXPECT_EQ(text_of(*file.content), "another");
    EXPECT_TRUE(file.lines.empty());
  }
  EXPECT_EQ(loaded(), std::vector{described(send_of(kClaimKey, 1, "another"))});
  auto database = Database{file_};
  EXPECT_EQ(database.number("SELECT count(*) FROM content"), 1);
}

TEST_F(ClaimsStoreTest, AllOfAWriteOrNothing) {
  {
    auto store = ClaimsStore{file_, kWorld};
    store.sink().write(changes(send_of(kClaimKey, 1, "one")));
    EXPECT_THROW(store.sink().write(changes(send_of(kClaimKey, 2, "two"), send_of(kClaimKey, 1, "again"))),
                 StoreError);
    EXPECT_EQ(store.archive().file(kClaimKey, 2).content, nullptr);
    store.sink().write(changes(send_of(kClaimKey, 2, "other")));
  }
  EXPECT_EQ(loaded(), (std::vector{described(send_of(kClaimKey, 1, "one")),
                                   described(send_of(kClaimKey, 2, "other"))}));
}

TEST_F(ClaimsStoreTest, AKillLeavesWholeSendsAlone) {
  auto store = ClaimsStore{file_, kWorld};
  auto const large = long_text(2'500'000);
  store.sink().write(changes(send_of(kClaimKey, 1, "one")));
  store.sink().write(changes(send_of(kClaimKey, 2, large)));
  auto const first = described(send_of(kClaimKey, 1, "one"));
  auto const killed = crashed_copy(file_, "killed.db");
  EXPECT_EQ(loaded(killed), (std::vector{first, described(send_of(kClaimKey, 2, large))}));
  EXPECT_EQ(text_of(*ClaimsStore(killed, kWorld).archive().file(kClaimKey, 2).content), large);
  // The end of the last commit never reached the disk.
  auto const torn = crashed_copy(file_, "torn.db");
  auto const log = torn.string() + "-wal";
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 100);
  EXPECT_EQ(loaded(torn), std::vector{first});
  auto reopened = ClaimsStore{torn, kWorld};
  EXPECT_EQ(text_of(*reopened.archive().file(kClaimKey, 1).content), "one");
  EXPECT_EQ(reopened.archive().file(kClaimKey, 2).content, nullptr);
  reopened.sink().write(changes(send_of(kClaimKey, 2, "sent again")));
  EXPECT_EQ(text_of(*reopened.archive().file(kClaimKey, 2).content), "sent again");
}

TEST_F(ClaimsStoreTest, IsForItsOwnerAndOneProcessAlone) {
  auto const store = ClaimsStore{file_, kWorld};
  struct stat status = {};
  for (auto const* const end : {"", "-wal", "-shm"}) {
    ASSERT_EQ(::stat((file_.string() + end).c_str(), &status), 0) << end;
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << end;
  }
  EXPECT_TRUE(says(failure(), "in use by another process")) << failure();
}

TEST_F(ClaimsStoreTest, RefusesWhatItCannotGoOnWith) {
  EXPECT_EQ(failure(), "");
  auto const other = failure({{"seed", "2"}, {"stations", "8"}});
  EXPECT_TRUE(says(other, "another world: seed 1, stations 8; this start has seed 2, stations 8")) << other;
  { Database{file_}.execute("PRAGMA user_version=3"); }
  EXPECT_TRUE(says(failure(), "has version 3 and this kazasu reads version 2")) << failure();
  // The other database of the same folder.
  { Database{file_}.execute("PRAGMA user_version=2; PRAGMA application_id=0x6B617A75"); }
  EXPECT_TRUE(says(failure(), "another program")) << failure();
  std::ofstream{folder_.path() / "file"} << "x";
  file_ = folder_.path() / "file" / "claims.db";
  EXPECT_TRUE(says(failure(), "cannot be opened for writing")) << failure();
}

TEST_F(ClaimsStoreTest, RefusesDamage) {
  auto const write_one = [this](std::string const& sql) { Database{file_}.execute(sql); };
  {
    auto store = ClaimsStore{file_, kWorld};
    store.sink().write(changes(send_of(kClaimKey, 1, "one")));
  }
  write_one("UPDATE send SET number = 2");
  EXPECT_TRUE(says(failure(), "damaged (a send is missing)")) << failure();
  write_one("UPDATE send SET number = 1, payer = 0");
  EXPECT_TRUE(says(failure(), "damaged (a value is out of range)")) << failure();
  write_one("UPDATE send SET payer = 2, month = 202513");
  EXPECT_TRUE(says(failure(), "damaged (a month is out of range)")) << failure();
  write_one("UPDATE send SET month = 202501, receipts = x'00'");
  EXPECT_TRUE(says(failure(), "damaged (the receipts of a send are not whole)")) << failure();
  write_one("UPDATE send SET station = 286000, receipts = x''");
  EXPECT_TRUE(says(failure(), "damaged (a station is out of range)")) << failure();
  std::ofstream{file_} << std::string(5000, 'x');
  EXPECT_TRUE(says(failure(), "damaged or no store of kazasu")) << failure();
}

TEST_F(ClaimsStoreTest, AFileThatHasNotItsHashIsNotGiven) {
  auto made = send_of(kClaimKey, 2, "two");
  made.file.lines = {sample_line()};
  {
    auto store = ClaimsStore{file_, kWorld};
    store.sink().write(changes(send_of(kClaimKey, 1, "one"), std::move(made)));
  }
  auto const reason = [this] {
    auto const store = ClaimsStore{file_, kWorld};
    try {
      return text_of(*store.archive().file(kClaimKey, 1).content);
    } catch (StoreError const& error) {
      return std::string{error.what()};
    }
  };
  { Database{file_}.execute("UPDATE content SET packed = (SELECT packed FROM content WHERE send = 2)"); }
  EXPECT_TRUE(says(reason(), "damaged (a file has not its hash)")) << reason();
  { Database{file_}.execute("UPDATE content SET packed = substr(packed, 2) WHERE send = 1"); }
  EXPECT_TRUE(says(reason(), "damaged (a piece of a file is not whole)")) << reason();
  { Database{file_}.execute("UPDATE content SET size = 0 WHERE send = 1"); }
  EXPECT_TRUE(says(reason(), "damaged (a piece of a file has no size)")) << reason();
  { Database{file_}.execute("DELETE FROM content WHERE send = 1"); }
  EXPECT_TRUE(says(reason(), "damaged (a file has not its hash)")) << reason();
  { Database{file_}.execute("UPDATE list_line SET finding = 60000"); }
  auto const store = ClaimsStore{file_, kWorld};
  EXPECT_THROW(store.archive().file(kClaimKey, 2), StoreError);
}

}  // namespace
}  // namespace kazasu::adapters
