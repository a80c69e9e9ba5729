// What comes back from the file, and which files are refused.
#include "emulators/adapters/store/sqlite_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "emulators/adapters/store/database.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;
using std::chrono::days;
using std::chrono::hours;

auto const kMorning = sim::parse_iso_date_time("2024-12-02T09:00:00.250+09:00");
auto const kWorld = StoreWorld{{"seed", "1"}, {"people", "100"}};
constexpr auto kTest = Environment::kConnectionTest;

// Writes each change by itself.
struct DirectJournal final : Journal {
  explicit DirectJournal(ChangeSink& where) : sink(where) {}
  void note(Change change) override { sink.write({std::move(change)}); }
  ChangeSink& sink;
};

// A life of the stores upon the file.
struct Life {
  explicit Life(std::filesystem::path const& file, std::size_t most_registrations = 1000)
      : stores{.registrations = RegistrationStore{most_registrations}}, store(file, kWorld, stores) {
    stores.report_to(&journal);
  }
  EligibilityStores stores;
  SqliteStore store;
  DirectJournal journal{store.sink()};
};

class SqliteStoreTest : public testing::Test {
 protected:
  std::string failure(StoreWorld const& world = kWorld) const {
    try {
      auto stores = EligibilityStores{};
      SqliteStore{file_, world, stores};
      return "";
    } catch (StoreError const& error) {
      return error.what();
    }
  }
  bool says(std::string const& text, std::string const& part) const {
    return text.find(part) != std::string::npos && text.find(file_.string()) != std::string::npos;
  }

  identity::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "eligibility.db";
};

RegistrationRecord record(identity::StationIndex station, identity::PersonIndex person,
                          Environment environment = Environment::kOperation) {
  return {.person = person,
          .registered = kMorning,
          .station = station,
          .eligibility_only = person == 2,
          .care = Care::kHouseCall,
          .environment = environment};
}

TEST_F(SqliteStoreTest, RegistrationsAndNoticesGoOn) {
  {
    auto life = Life{file_};
    auto& registrations = life.stores.registrations;
    registrations.add(record(3, 1));
    registrations.mark_fetched(registrations.add(record(3, 2)));
    registrations.add(record(3, 9, kTest));
    EXPECT_EQ(life.store.earlier_starts(), 0U);
  }
  auto life = Life{file_};
  auto& registrations = life.stores.registrations;
  EXPECT_EQ(life.store.earlier_starts(), 1U);
  EXPECT_EQ(life.store.latest_change(), kMorning);
  ASSERT_EQ(registrations.size(), 3U);
  auto const second = registrations.record(registrations.find("20241202000000000002").value());
  EXPECT_EQ(second.person, 2U);
  EXPECT_EQ(second.registered, kMorning);
  EXPECT_EQ(second.station, 3U);
  EXPECT_TRUE(second.eligibility_only);
  EXPECT_EQ(second.care, Care::kHouseCall);
  EXPECT_EQ(registrations.record(2).environment, kTest);
  auto const notices = registrations.notices({3}, 0);
  ASSERT_EQ(notices.size(), 1U) << "one was fetched, one is of the other environment";
  EXPECT_EQ(notices[0].registration_number, "20241202000000000001");
  EXPECT_EQ(registrations.number_of(registrations.add(record(3, 5))), "20241202000000000004");
  EXPECT_EQ(registrations.notices({3}, 2).at(0).sequence, 3U);
}

TEST_F(SqliteStoreTest, SequencesGoOnWhenTheirRegistrationsAreForgotten) {
  constexpr auto kMany = RegistrationStore::kForgottenAtOnce;
  {
    auto life = Life{file_, 4};
    // As one transaction, because each commit waits for the disk.
    auto changes = std::vector<Change>{};
    struct Collecting final : Journal {
      explicit Collecting(std::vector<Change>& to) : changes(to) {}
      void note(Change change) override { changes.push_back(std::move(change)); }
      std::vector<Change>& changes;
    } collecting{changes};
    life.stores.report_to(&collecting);
    life.stores.registrations.add(record(7, 1));
    for (std::size_t i = 0; i < kMany + 3; ++i) life.stores.registrations.add(record(1, i));
    life.store.sink().write(changes);
    EXPECT_EQ(life.stores.registrations.size(), 4U);
  }
  auto life = Life{file_, 4};
  EXPECT_EQ(life.stores.registrations.size(), 4U);
  life.stores.registrations.add(record(7, 2));
  EXPECT_EQ(life.stores.registrations.notices({7}, 0).at(0).sequence, 2U);
  life.stores.registrations.add(record(1, 2));
  EXPECT_EQ(life.stores.registrations.notices({1}, kMany + 3).at(0).sequence, kMany + 4);
}

TEST_F(SqliteStoreTest, ConsentsStandAndEndAsBefore) {
  auto const consent = [](hours after, days valid) {
    return Consent{kMorning + after, ConsentSet{}.give(ConsentItem::kLimitAmount), kMorning + valid};
  };
  auto const key = [](identity::PersonIndex person) {
    return ConsentKey{person, 3, Care::kContinuing, kTest};
  };
  {
    auto life = Life{file_};
    auto& consents = life.stores.consents;
    consents.put(key(4), consent(hours{3}, days{60}));
    consents.put(key(1), consent(hours{0}, days{60}));
    consents.put(key(2), consent(hours{1}, days{60}));
    consents.put(key(3), consent(hours{2}, days{1}));
    consents.prolong(key(1), kMorning + days{90}, kMorning);
    consents.cancel(key(2), ConsentEnd::kByPatient, kMorning + hours{4});
    consents.put(key(1), consent(hours{5}, days{70}));  // again, and so the last of the list
  }
  auto life = Life{file_};
  auto const& consents = life.stores.consents;
  EXPECT_EQ(consents.size(), 4U);
  auto const now = kMorning + days{2};
  auto const first = consents.find(key(1), now);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->until, kMorning + days{70});
  EXPECT_EQ(first->items, ConsentSet{}.give(ConsentItem::kLimitAmount));
  EXPECT_EQ(consents.look_up(key(2), now).end, ConsentEnd::kByPatient);
  EXPECT_EQ(consents.look_up(key(3), now).end, ConsentEnd::kByTime);
  EXPECT_EQ(consents.look_up({1, 3, Care::kContinuing, Environment::kOperation}, now).standing,
            ConsentStore::Standing::kNone);
  EXPECT_EQ(consents.given_between(key(0), {kMorning, now}, now), (std::vector<identity::PersonIndex>{4, 1}));
  // What ended long ago leaves the file as well.
  life.stores.consents.put(key(5), consent(days{200}, days{300}));
  EXPECT_EQ(life.stores.consents.size(), 1U);
}

TEST_F(SqliteStoreTest, WhatEndedLongAgoLeavesTheFile) {
  {
    auto life = Life{file_};
    for (auto i = 0; i < 3; ++i) {
      auto const given = kMorning + days{100} * i;
      life.stores.consents.put({.person = static_cast<identity::PersonIndex>(i)}, {given, {}, given});
      life.stores.bulk.add({.accepted = given, .ready = given, .request = {}});
    }
  }
  auto database = Database{file_};
  EXPECT_EQ(database.number("SELECT count(*) FROM consent"), 1);
  EXPECT_EQ(database.number("SELECT count(*) FROM bulk_job"), 1);
  EXPECT_EQ(database.number("SELECT ordinal FROM bulk_job"), 2);
}

TEST_F(SqliteStoreTest, CardsReferenceNumbersAndSettingsComeBack) {
  {
    auto life = Life{file_};
    life.stores.cards.set_standing({7}, identity::CardStanding::kSuspended);
    life.stores.cards.link({7}, 3);
    life.stores.cards.link({8, kTest}, 2);
    life.stores.references.put({7, 3}, "照会-7");
    life.stores.references.put({7, 3}, "照会-8");
    life.stores.settings.put({kTest, "url/3"}, "a");
    life.stores.settings.put({kTest, "url/4"}, "b");
    life.stores.settings.erase({kTest, "url/3"});
  }
  auto const life = Life{file_};
  EXPECT_EQ(life.stores.cards.standing({7}), identity::CardStanding::kSuspended);
  EXPECT_EQ(life.stores.cards.linked_issue({7}), 3U);
  EXPECT_EQ(life.stores.cards.linked_issue({8, kTest}), 2U);
  EXPECT_EQ(life.stores.cards.standing({8, kTest}), std::nullopt);
  EXPECT_EQ(life.stores.cards.linked_issue({8}), 1U);
  EXPECT_EQ(life.stores.references.find({7, 3}), "照会-8");
  EXPECT_EQ(life.stores.references.find({7, 3, kTest}), "");
  EXPECT_EQ(life.stores.settings.find({kTest, "url/3"}), std::nullopt);
  EXPECT_EQ(life.stores.settings.find({kTest, "url/4"}), "b");
}

TEST_F(SqliteStoreTest, BulkRequestsComeBackWhole) {
  auto const search = InsuredSearch{.insurer_number = "06130488",
                                    .symbol = "記号",
                                    .number = "1",
                                    .branch = "02",
                                    .birth_date = std::chrono::year{1948} / 2 / 29,
                                    .wants_limit = true,
                                    .arbitrary_identifier = "x"};
  auto const period = BulkPeriod{std::chrono::year{2024} / 11 / 1, std::chrono::year{2024} / 12 / 1};
  auto number = std::string{};
  {
    auto life = Life{file_};
    auto job =
        BulkJob{.station = 3, .environment = kTest, .accepted = kMorning, .ready = kMorning, .request = {}};
    job.request = {.institution_code = "1360000014", .file_identifier = "f-1", .kind = BulkKind::kReInquiry};
    job.request.items = {{.search = search, .reference_number = "r"}, {.search = {}}};
    number = life.stores.bulk.add(job).value();
    job.request = {.institution_code = "1360000014",
                   .file_identifier = "",
                   .kind = BulkKind::kConsented,
                   .care = Care::kOnline,
                   .consented = period};
    life.stores.bulk.add(job);
  }
  auto life = Life{file_};
  auto const* const job = life.stores.bulk.find(number, kMorning);
  ASSERT_NE(job, nullptr);
  EXPECT_EQ(job->station, 3U);
  EXPECT_EQ(job->environment, kTest);
  EXPECT_EQ(job->ready, kMorning + BulkJobs::kBaseTime + 2 * BulkJobs::kTimePerItem);
  EXPECT_EQ(job->request.kind, BulkKind::kReInquiry);
  ASSERT_EQ(job->request.items.size(), 2U);
  EXPECT_EQ(job->request.items[0].search, search);
  EXPECT_EQ(job->request.items[0].reference_number, "r");
  EXPECT_FALSE(job->request.items[1].search.birth_date.ok());
  EXPECT_TRUE(life.stores.bulk.namesake(*job, kMorning)) << "its file identifier is still taken";
  auto const* const second = life.stores.bulk.find("20241202000000000002", kMorning);
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->request.care, Care::kOnline);
  EXPECT_EQ(second->request.consented->from, period.from);
  EXPECT_EQ(second->request.consented->to, period.to);
}

TEST_F(SqliteStoreTest, WhatStationsSetUpComesBack) {
  constexpr auto kKey = StationSettings::Key{3, kTest};
  auto url = std::string{};
  auto device = std::string{};
  {
    auto life = Life{file_};
    auto& stations = life.stores.stations;
    stations.set_home_visit_use(kKey, false);
    url = stations.renew_url(kKey, Care::kOnline, 1);
    device = stations.use_code(kKey, stations.issue_code(kKey, kMorning, 1)->code, kMorning, 1).device;
    stations.set_home_visit_use({3}, true);
  }
  auto life = Life{file_};
  auto& stations = life.stores.stations;
  EXPECT_FALSE(stations.home_visit_use(kKey));
  EXPECT_TRUE(stations.home_visit_use({3}));
  EXPECT_EQ(stations.url_token(kKey, Care::kOnline), url);
  EXPECT_EQ(stations.find_url(url)->key, kKey);
  EXPECT_EQ(stations.device_owner(device), kKey);
  EXPECT_NE(stations.renew_url(kKey, Care::kOnline, 1), url);
}

TEST_F(SqliteStoreTest, AfterEverythingWasForgottenNothingComesBack) {
  {
    auto life = Life{file_};
    auto& stores = life.stores;
    stores.registrations.add(record(3, 1));
    stores.consents.put({.person = 1, .environment = kTest}, {kMorning, {}, kMorning + days{60}});
    stores.cards.set_standing({7}, identity::CardStanding::kSuspended);
    stores.references.put({7, 3}, "r");
    stores.bulk.add(
        {.accepted = kMorning,
         .ready = kMorning,
         .request = {.institution_code = "1", .file_identifier = "f", .items = {{.search = {}}}}});
    stores.settings.put({kTest, "url/3"}, "a");
    stores.stations.set_home_visit_use({3}, false);
    stores.forget_everything();
  }
  {
    auto life = Life{file_};
    auto& stores = life.stores;
    EXPECT_EQ(stores.registrations.size(), 0U);
    EXPECT_EQ(stores.consents.size(), 0U);
    EXPECT_EQ(stores.cards.standing({7}), std::nullopt);
    EXPECT_EQ(stores.references.size(), 0U);
    EXPECT_EQ(stores.settings.size(), 0U);
    EXPECT_TRUE(stores.stations.home_visit_use({3}));
    EXPECT_EQ(life.store.latest_change(), std::nullopt);
    EXPECT_EQ(life.store.earlier_starts(), 1U) << "visits are still counted on";
    // What comes after is kept.
    stores.registrations.add(record(3, 5));
  }
  auto const life = Life{file_};
  EXPECT_EQ(life.stores.registrations.size(), 1U);
}

TEST_F(SqliteStoreTest, AllOfAWriteOrNothing) {
  {
    auto life = Life{file_};
    auto const made = RegistrationMade{.ordinal = 0, .sequence = 1, .record = record(1, 1)};
    life.store.sink().write({ConsentPut{{}, {}}, made});
    EXPECT_THROW(life.store.sink().write({CardLinked{{1}, 2}, made}), StoreError) << "the ordinal is taken";
    life.store.sink().write({CardLinked{{2}, 2}});
  }
  auto const life = Life{file_};
  EXPECT_EQ(life.stores.registrations.size(), 1U);
  EXPECT_EQ(life.stores.consents.size(), 1U);
  EXPECT_EQ(life.stores.cards.linked_issue({1}), 1U);
  EXPECT_EQ(life.stores.cards.linked_issue({2}), 2U);
}

TEST_F(SqliteStoreTest, IsForItsOwnerAndOneProcessAlone) {
  auto const life = Life{file_};
  struct stat status = {};
  ASSERT_EQ(::stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_TRUE(says(failure(), "in use by another process"));
}

TEST_F(SqliteStoreTest, RefusesWhatItCannotGoOnWith) {
  { auto const life = Life{file_}; }
  EXPECT_EQ(failure(), "");
  auto const other = failure({{"seed", "2"}, {"people", "100"}});
  EXPECT_TRUE(says(other, "another world: people 100, seed 1; this start has people 100, seed 2")) << other;
  { Database{file_}.execute("PRAGMA user_version=2"); }
  EXPECT_TRUE(says(failure(), "has version 2 and this kazasu reads version 1")) << failure();
  { Database{file_}.execute("PRAGMA user_version=1; PRAGMA application_id=5"); }
  EXPECT_TRUE(says(failure(), "another program")) << failure();
}

TEST_F(SqliteStoreTest, RefusesDamage) {
  { auto const life = Life{file_}; }
  { Database{file_}.execute("INSERT INTO card VALUES (0, 1, 9, 1)"); }
  EXPECT_TRUE(says(failure(), "damaged (a value is out of range)")) << failure();
  {
    Database{file_}.execute(
        "DELETE FROM card; INSERT INTO registration VALUES (0,1,1,1,1,1,1,1,1), (0,3,1,2,1,1,1,1,1)");
  }
  EXPECT_TRUE(says(failure(), "damaged (a registration is missing)")) << failure();
  { Database{file_}.execute("DELETE FROM registration; INSERT INTO setting VALUES (1, 'station/3', 'off')"); }
  EXPECT_TRUE(says(failure(), "damaged (the settings of a station have no form)")) << failure();
  {
    auto bytes = std::fstream{file_, std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekp(4096);
    bytes << std::string(40'000, '\xA5');
  }
  EXPECT_TRUE(says(failure(), "damaged")) << failure();
  std::ofstream{file_} << std::string(5000, 'x');
  EXPECT_TRUE(says(failure(), "damaged or no store of kazasu")) << failure();
}

TEST_F(SqliteStoreTest, RefusesAFolderThatIsNone) {
  std::ofstream{folder_.path() / "file"} << "x";
  file_ = folder_.path() / "file" / "eligibility.db";
  EXPECT_TRUE(says(failure(), "cannot be opened for writing")) << failure();
}

}  // namespace
}  // namespace kazasu::adapters
