// The text that a station's settings are kept as, and what comes back from it.
#include "emulators/eligibility/station_setup.h"

#include <gtest/gtest.h>

#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/journal.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using Key = StationSettings::Key;

auto const kMorning = at("2024-12-02T09:00:00+09:00");
auto const kToday = day(2024, 12, 2);
constexpr auto kSeed = std::uint64_t{7};
constexpr auto kTest = Environment::kConnectionTest;

constexpr auto kText =
    "station 1\n"
    "made 7\n"
    "use off\n"
    "continuing 0123456789abcdef0123456789abcdef\n"
    "online -\n"
    "passcode 012345 20241202 5\n"
    "code 123456789015 1733184000000 kept -\n"
    "code 223456789014 1733184000000 disabled fedcba9876543210fedcba9876543210\n";

StationSetup sample() {
  auto const until = sim::Instant{std::chrono::milliseconds{1733184000000}};
  return {
      .off = true,
      .continuing_url = "0123456789abcdef0123456789abcdef",
      .passcode = "012345",
      .passcode_day = kToday,
      .wrong = 5,
      .codes = {{"123456789015", until}, {"223456789014", until, true, "fedcba9876543210fedcba9876543210"}},
      .made = 7};
}

TEST(StationSetup, HasOneText) {
  EXPECT_EQ(station_setup_text(sample()), kText);
  EXPECT_EQ(parse_station_setup(kText), sample());
  auto const nothing = StationSetup{};
  EXPECT_EQ(station_setup_text(nothing), "station 1\nmade 0\nuse on\ncontinuing -\nonline -\n");
  EXPECT_EQ(parse_station_setup(station_setup_text(nothing)), nothing);
}

TEST(StationSetup, TheLargestFitsIntoTheSettingsStore) {
  auto setup = sample();
  setup.codes.assign(StationSetup::kMostCodes, setup.codes.back());
  auto store = SettingsStore{};
  EXPECT_TRUE(store.put({.name = "station/285999"}, station_setup_text(setup)));
  EXPECT_EQ(parse_station_setup(station_setup_text(setup)), setup);
  setup.codes.push_back(setup.codes.back());
  EXPECT_THROW(parse_station_setup(station_setup_text(setup)), std::invalid_argument);
}

bool refuses(std::string const& text) {
  try {
    parse_station_setup(text);
    return false;
  } catch (std::invalid_argument const& error) {
    return std::string{error.what()}.find("012345") == std::string::npos;
  }
}

TEST(StationSetup, RefusesEveryOtherText) {
  auto const text = std::string{kText};
  // Cut off anywhere but between codes, it is none.
  for (std::size_t length = 0; length < text.find("passcode"); ++length) {
    EXPECT_TRUE(refuses(text.substr(0, length)) || text.substr(0, length).ends_with("online -\n")) << length;
  }
  for (auto length = text.find("code 123") + 1; length < text.size(); ++length) {
    EXPECT_EQ(refuses(text.substr(0, length)), length != text.find("code 223")) << length;
  }
  auto const with = [&text](std::string_view old, std::string_view new_one) {
    auto changed = text;
    return changed.replace(changed.find(old), old.size(), new_one);
  };
  for (auto const& [old, new_one] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"station 1", "station 2"},
           {"made 7", "made -7"},
           {"made 7", "made 07"},
           {"made 7", "made 18446744073709551616"},
           {"use off", "use OFF"},
           {"use off\n", ""},
           {"use off", "use  off"},
           {"online -", "online"},
           {"0123456789abcdef0", "0123456789ABCDEF0"},
           {"0123456789abcdef0", "0123456789abcdef"},
           {"012345 2", "01234 2"},
           {"012345 2", "01234x 2"},
           {"20241202", "20241302"},
           {"20241202", "-20241202"},
           {"20241202 5", "20241202 6"},
           {"20241202 5", "20241202 -1"},
           {"123456789015", "12345678901"},
           {"1733184000000 kept", "99999999999999999999 kept"},
           {"1733184000000 kept", "9223372036854775807 kept"},
           {"1733184000000 kept", "-1 kept"},
           {"20241202", "120241202"},
           {"kept", "used"},
           {"kept -\n", "kept - \n"},
           {"kept -\n", "kept -\r\n"},
           {"code 223", "more 223"}}) {
    EXPECT_TRUE(refuses(with(old, new_one))) << old << " -> " << new_one;
  }
  EXPECT_TRUE(refuses(text + "\n"));
  EXPECT_TRUE(refuses(text + "x"));
}

// Keeps nothing; only that somebody listens.
struct Listener final : Journal {
  void note(Change change) override { changes.push_back(std::move(change)); }
  std::vector<Change> changes;
};

struct Kept {
  Kept() { stores.report_to(&listener); }
  // The stores of the next life.
  EligibilityStores next() const {
    auto after = EligibilityStores{};
    for (auto const environment : {Environment::kOperation, kTest}) {
      for (auto const& [name, text] : stores.settings.below(environment, "")) {
        after.settings.put({environment, name}, text);
      }
    }
    after.stations.restore(after.settings);
    return after;
  }
  Listener listener;
  EligibilityStores stores;
};

TEST(StationSettings, ComeBackAsTheyWere) {
  auto kept = Kept{};
  auto& before = kept.stores.stations;
  auto const key = Key{12};
  before.set_home_visit_use(key, false);
  auto const first = before.renew_url(key, Care::kContinuing, kSeed);
  auto const url = before.renew_url(key, Care::kContinuing, kSeed);
  auto const online = before.renew_url({12, kTest}, Care::kOnline, kSeed);
  auto const passcode = before.passcode(key, kToday, false, kSeed);
  EXPECT_EQ(before.check_passcode(key, kToday, "x"), Outcome::kPasscodeInvalid);
  auto const open = before.issue_code(key, kMorning, kSeed)->code;
  auto const used = before.issue_code(key, kMorning, kSeed)->code;
  auto const ended = before.issue_code(key, kMorning, kSeed)->code;
  auto const device = before.use_code(key, used, kMorning, kSeed).device;
  auto const former = before.use_code(key, ended, kMorning, kSeed).device;
  EXPECT_TRUE(before.disable_code(key, ended));

  auto stores = kept.next();
  auto& after = stores.stations;
  EXPECT_FALSE(after.home_visit_use(key));
  EXPECT_TRUE(after.home_visit_use({12, kTest}));
  EXPECT_EQ(after.url_token(key, Care::kContinuing), url);
  EXPECT_EQ(after.find_url(url)->key, key);
  EXPECT_FALSE(after.find_url(first));
  EXPECT_EQ(after.find_url(online)->kind, Care::kOnline);
  EXPECT_EQ(after.find_url(online)->key, (Key{12, kTest}));
  EXPECT_EQ(after.codes(key, kMorning), before.codes(key, kMorning));
  EXPECT_EQ(after.device_owner(device), key);
  EXPECT_EQ(after.device_owner(former), std::nullopt);
  EXPECT_EQ(after.passcode(key, kToday, false, kSeed), passcode);
  for (auto tries = 1; tries < StationSettings::kPasscodeTries; ++tries) {
    EXPECT_EQ(after.check_passcode(key, kToday, "x"), Outcome::kPasscodeInvalid);
  }
  EXPECT_EQ(after.check_passcode(key, kToday, passcode), Outcome::kPasscodeLocked) << "one try was before";
  EXPECT_EQ(after.use_code(key, open, kMorning, kSeed).outcome, Outcome::kAccepted);
  // The same as without the restart: nothing is given out twice.
  EXPECT_NE(after.renew_url(key, Care::kOnline, kSeed), device);
  EXPECT_EQ(after.renew_url({3}, Care::kOnline, kSeed), [&] {
    before.use_code(key, open, kMorning, kSeed);
    before.renew_url(key, Care::kOnline, kSeed);
    return before.renew_url({3}, Care::kOnline, kSeed);
  }());
}

TEST(StationSettings, AreToldOnlyToWhoKeepsThem) {
  auto stores = EligibilityStores{};
  stores.stations.set_home_visit_use({1}, false);
  EXPECT_EQ(stores.settings.size(), 0U);
  auto kept = Kept{};
  kept.stores.stations.set_home_visit_use({1, kTest}, false);
  ASSERT_EQ(kept.listener.changes.size(), 1U);
  auto const& put = std::get<SettingPut>(kept.listener.changes[0]);
  EXPECT_EQ(put.key, (SettingsStore::Key{kTest, "station/1"}));
  EXPECT_TRUE(is_promised(kept.listener.changes[0]));
  kept.stores.stations.set_home_visit_use({1, kTest}, false);
  EXPECT_EQ(kept.listener.changes.size(), 1U) << "nothing changed";
  kept.stores.forget_everything();
  EXPECT_EQ(kept.stores.settings.size(), 0U);
  EXPECT_TRUE(kept.stores.stations.home_visit_use({1, kTest}));
  kept.stores.stations.set_home_visit_use({2}, false);
  EXPECT_EQ(kept.listener.changes.size(), 3U) << "what comes after is kept again";
}

TEST(StationSettings, RefuseToComeBackFromDamage) {
  auto const restore = [](std::initializer_list<std::pair<std::string, std::string>> const& settings) {
    auto stores = EligibilityStores{};
    for (auto const& [name, text] : settings) stores.settings.put({.name = name}, text);
    stores.stations.restore(stores.settings);
  };
  EXPECT_NO_THROW(restore({{"station/12", kText}, {"other/1", "x"}}));
  for (auto const* const name : {"station/", "station/x", "station/012", "station/286000", "station/1/2",
                                 "station/-1", "station/4294967297"}) {
    EXPECT_THROW(restore({{name, kText}}), std::invalid_argument) << name;
  }
  EXPECT_THROW(restore({{"station/12", ""}}), std::invalid_argument);
  EXPECT_THROW(restore({{"station/1", kText}, {"station/2", kText}}), std::invalid_argument)
      << "one URL of two stations";
}

}  // namespace
}  // namespace kazasu::eligibility
