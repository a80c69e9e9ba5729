// What the eligibility system reports of itself, request by request.
#include "emulators/eligibility/journal.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");

// The names of the changes, in their order.
struct Names final : Journal {
  void note(Change change) override {
    static constexpr auto kNames =
        std::array{"registration", "fetched",  "-registrations", "consent",  "prolonged",
                   "cancelled",    "-consent", "standing",       "linked",   "reference",
                   "bulk",         "-bulk",    "setting",        "-setting", "-everything"};
    static_assert(kNames.size() == std::variant_size_v<Change>);
    text += (text.empty() ? "" : " ") + std::string{kNames[change.index()]};
    last.emplace(std::move(change));
  }
  std::string taken() { return std::exchange(text, {}); }
  std::string text;
  std::optional<Change> last;
};

struct JournalWorld : SampleWorld {
  JournalWorld() {
    stores.report_to(&names);
    registry.standings[3] = identity::CardStanding::kUnregistered;
  }
  EligibilityStores stores;
  Names names;
  EligibilitySystem kept{{.stations = stations,
                          .people = people,
                          .registry = registry,
                          .check = check,
                          .seed = 7,
                          .environment = Environment::kConnectionTest,
                          .stores = &stores}};
  Registration first_visit(identity::PersonIndex person, bool registers_card = false) {
    auto meter = NoMeter{};
    auto const opened = kept.submit_consent({.reception_token = std::string{SampleStations::kTokens[0]},
                                             .consents = ConsentSet::all(),
                                             .registers_card = registers_card},
                                            kMorning, meter);
    EXPECT_EQ(names.taken(), "") << "an open visit is no promise";
    return kept.authenticate(signed_by(person, opened), kMorning, meter);
  }
};

TEST(Journal, ReportsAVisitFromTheCardToTheAnswer) {
  auto world = JournalWorld{};
  auto const registered = world.first_visit(2);
  ASSERT_EQ(registered.outcome, Outcome::kAccepted);
  EXPECT_EQ(world.names.taken(), "registration consent");
  EXPECT_EQ(std::get<ConsentPut>(*world.names.last).key.environment, Environment::kConnectionTest);
  auto meter = NoMeter{};
  auto const code = std::string{SampleStations::kCodes[0]};
  world.kept.inquire({code, registered.number, "f"}, kMorning, meter);
  EXPECT_EQ(world.names.taken(), "fetched");
  EXPECT_FALSE(is_promised(*world.names.last));
  world.kept.inquire({code, registered.number, "f"}, kMorning, meter);
  EXPECT_EQ(world.names.taken(), "");

  EXPECT_TRUE(world.kept.confirm_care({0, 2, std::chrono::year{2025} / 6}, kMorning));
  EXPECT_EQ(world.names.taken(), "prolonged");
  EXPECT_TRUE(world.kept.confirm_care({0, 2, std::chrono::year{2025} / 5}, kMorning));
  EXPECT_EQ(world.names.taken(), "") << "it stands longer already";
  EXPECT_EQ(world.kept.end_use(0, kMorning), 1U);
  EXPECT_EQ(world.names.taken(), "cancelled");
  EXPECT_EQ(std::get<ConsentCancelled>(*world.names.last).reason, ConsentEnd::kUseChanged);
}

TEST(Journal, ReportsWhatBecomesOfCards) {
  auto world = JournalWorld{};
  EXPECT_EQ(world.first_visit(3).outcome, Outcome::kCardNotRegistered);
  EXPECT_EQ(world.names.taken(), "");
  EXPECT_TRUE(world.first_visit(3, true).card_registered);
  EXPECT_EQ(world.names.taken(), "standing registration consent");
  world.kept.set_standing(3, identity::CardStanding::kSuspended);
  EXPECT_EQ(world.names.taken(), "standing");
}

TEST(Journal, ReportsBulkRequestsAndReferenceNumbersOnce) {
  auto world = JournalWorld{};
  auto meter = NoMeter{};
  auto const code = std::string{SampleStations::kCodes[0]};
  auto request = BulkRequest{.institution_code = code, .kind = BulkKind::kReferenceNumbers};
  request.items.push_back(
      {.search = {.insurer_number = "06130488", .number = "102", .birth_date = day(1948, 2, 29)},
       .reference_number = "A-1"});
  auto const accepted = world.kept.request_bulk(std::move(request), kMorning, meter);
  EXPECT_EQ(world.names.taken(), "bulk");
  EXPECT_EQ(std::get<BulkJobAccepted>(*world.names.last).job.request.items.size(), 1U);
  auto const later = kMorning + std::chrono::hours{1};
  for (auto const* const expected : {"reference", ""}) {
    auto const result = world.kept.bulk_result({.institution_code = code,
                                                .file_identifier = "f",
                                                .kind = BulkKind::kReferenceNumbers,
                                                .reception_number = accepted.reception_number},
                                               later, meter);
    EXPECT_EQ(result.errors(), 0U);
    EXPECT_EQ(world.names.taken(), expected);
  }
}

TEST(Journal, ReportsWhatStationsSetUp) {
  auto world = JournalWorld{};
  auto meter = NoMeter{};
  auto const code = std::string{SampleStations::kCodes[0]};
  EXPECT_EQ(world.first_visit(2).outcome, Outcome::kAccepted);
  world.names.taken();
  world.kept.settings({.institution_code = code}, kMorning, meter);
  EXPECT_EQ(world.names.taken(), "") << "who asks changes nothing";
  auto const off =
      SettingsRequest{.institution_code = code, .action = SettingsAction::kUpdate, .home_visit_use = false};
  EXPECT_EQ(world.kept.settings(off, kMorning, meter).consents_ended, 1U);
  EXPECT_EQ(world.names.taken(), "setting cancelled") << "in one group, so that both are kept or none";
  world.kept.settings({.institution_code = code, .action = SettingsAction::kUrl, .url_kind = Care::kOnline},
                      kMorning, meter);
  EXPECT_EQ(world.names.taken(), "setting");
  auto const& put = std::get<SettingPut>(*world.names.last);
  EXPECT_EQ(put.key, (SettingsStore::Key{Environment::kConnectionTest, "station/0"}));
}

TEST(Journal, AResetForgetsEverythingInOneChange) {
  auto world = JournalWorld{};
  world.first_visit(2);
  world.kept.set_standing(3, identity::CardStanding::kSuspended);
  world.stores.stations.set_home_visit_use({0, Environment::kConnectionTest}, false);
  world.names.taken();
  world.kept.reset();
  EXPECT_EQ(world.names.taken(), "-everything");
  EXPECT_TRUE(is_promised(*world.names.last));
  EXPECT_EQ(world.stores.registrations.size(), 0U);
  EXPECT_EQ(world.stores.consents.size(), 0U);
  EXPECT_EQ(world.stores.settings.size(), 0U);
  EXPECT_EQ(world.stores.cards.standing({3, Environment::kConnectionTest}), std::nullopt);
  EXPECT_TRUE(world.stores.stations.home_visit_use({0, Environment::kConnectionTest}));
  EXPECT_EQ(world.first_visit(2).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.names.taken(), "registration consent") << "what comes after is told again";
}

TEST(ReferenceNumbers, HaveALimit) {
  auto numbers = ReferenceNumbers{2};
  EXPECT_TRUE(numbers.put({.person = 1}, "a"));
  EXPECT_TRUE(numbers.put({.person = 2}, "b"));
  EXPECT_FALSE(numbers.put({.person = 3}, "c"));
  EXPECT_TRUE(numbers.put({.person = 2}, "d")) << "one in place of another";
  EXPECT_EQ(numbers.find({.person = 2}), "d");
  EXPECT_EQ(numbers.find({.person = 3}), "");
  EXPECT_EQ(numbers.size(), 2U);
}

}  // namespace
}  // namespace kazasu::eligibility
