#include "emulators/adapters/card/card_profiles_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "emulators/card/card_deck.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/instant_crypto.h"
#include "sim/calendar.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using card::CardKind;
using card::CardProfile;
using card::CardStanding;

CardProfile named(std::vector<CardProfile> const& profiles, std::string_view name) {
  auto const found = std::find_if(profiles.begin(), profiles.end(),
                                  [&](auto const& profile) { return profile.name == name; });
  if (found == profiles.end()) throw std::runtime_error("there is no profile " + std::string{name});
  return *found;
}

std::string mistakes_of(std::string const& text) {
  try {
    read_card_profiles(text, "mine.yaml", built_in_card_profiles());
  } catch (std::runtime_error const& error) {
    return error.what();
  }
  return {};
}

// A profile `mine` with a title and these lines, the first of which is line 4.
std::string profile(std::string const& lines) {
  return "profiles:\n  mine:\n    title: mine\n" + lines;
}

TEST(BuiltInCardProfiles, AreTheKindsOfCardsThatATerminalMeets) {
  auto const profiles = built_in_card_profiles();
  auto names = std::vector<std::string>{};
  for (auto const& profile : profiles) names.push_back(profile.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"ordinary", "pin_locked", "last_try", "near_expiry", "in_grace",
                                      "beyond_grace", "revoked", "unregistered", "suspended", "reissued",
                                      "pin_reset", "face_authentication", "smartphone", "next_generation"}));
  EXPECT_EQ(named(profiles, "pin_locked").authentication_tries, 0);
  EXPECT_EQ(named(profiles, "last_try").authentication_tries, 1);
  EXPECT_EQ(named(profiles, "revoked").standing, CardStanding::kRevoked);
  EXPECT_EQ(named(profiles, "unregistered").standing, CardStanding::kUnregistered);
  EXPECT_EQ(named(profiles, "suspended").standing, CardStanding::kSuspended);
  EXPECT_EQ(named(profiles, "reissued").issue, 2);
  EXPECT_EQ(named(profiles, "pin_reset").pin_resets, 1);
  EXPECT_EQ(named(profiles, "face_authentication").kind, CardKind::kFaceAuthentication);
  EXPECT_EQ(named(profiles, "smartphone").kind, CardKind::kSmartphone);
  EXPECT_EQ(named(profiles, "next_generation").kind, CardKind::kNextGeneration);
  for (auto const& profile : profiles) EXPECT_FALSE(profile.title.empty()) << profile.name;
}

// Three months are 89 to 92 days.
TEST(BuiltInCardProfiles, ExpireOnTheRightSideOfThreeMonths) {
  auto const profiles = built_in_card_profiles();
  auto const days = [&](char const* name) { return named(profiles, name).expires_in_days.value(); };
  EXPECT_GE(days("near_expiry"), 0);
  EXPECT_LT(days("near_expiry"), 89);
  EXPECT_LT(days("in_grace"), 0);
  EXPECT_GT(days("in_grace"), -89);
  EXPECT_LT(days("beyond_grace"), -92);
}

TEST(CardProfilesFile, BuildsOnWhatIsThere) {
  auto const profiles = read_card_profiles(
      "profiles:\n"
      "  second:\n"
      "    base: first\n"
      "    title: the second\n"
      "    expires_in_days: own\n"
      "    signing_tries: 5\n"
      "  first:\n"
      "    base: in_grace\n"
      "    title: the first\n"
      "    issue: 3\n",
      "mine.yaml", built_in_card_profiles());
  ASSERT_EQ(profiles.size(), 16U);
  EXPECT_EQ(profiles[14].name, "second");
  auto const first = named(profiles, "first");
  EXPECT_EQ(first.title, "the first");
  EXPECT_EQ(first.expires_in_days, named(profiles, "in_grace").expires_in_days);
  EXPECT_EQ(first.issue, 3);
  auto const second = named(profiles, "second");
  EXPECT_EQ(second.expires_in_days, std::nullopt);
  EXPECT_EQ(second.issue, 3);
  EXPECT_EQ(second.signing_tries, 5);
}

TEST(CardProfilesFile, TakesEveryWord) {
  auto const profiles = read_card_profiles(
      profile("    kind: card\n    standing: registered\n    authentication_tries: all\n"
              "    signing_tries: all\n    expires_in_days: -3000\n    issue: 5\n    pin_resets: 9\n"),
      "mine.yaml", {});
  ASSERT_EQ(profiles.size(), 1U);
  EXPECT_EQ(profiles[0].kind, CardKind::kCard);
  EXPECT_EQ(profiles[0].standing, CardStanding::kRegistered);
  EXPECT_EQ(profiles[0].authentication_tries, std::nullopt);
  EXPECT_EQ(profiles[0].expires_in_days, -3000);
  EXPECT_EQ(profiles[0].issue, 5);
  EXPECT_EQ(profiles[0].pin_resets, 9);
}

struct Mistake {
  std::string text;
  std::string message;
};

TEST(CardProfilesFile, SaysWhereWhatAndTheNearestWord) {
  auto const mistakes = std::vector<Mistake>{
      {profile("    standig: revoked\n"),
       "mine.yaml:4: mine: unknown key 'standig' — did you mean 'standing'?"},
      {profile("    standing: revokd\n"),
       "mine.yaml:4: mine.standing: unknown word 'revokd' — did you mean 'revoked'?"},
      {profile("    kind: tin\n"),
       "mine.yaml:4: mine.kind: unknown word 'tin' — expected card, "
       "face_authentication, smartphone or next_generation"},
      {profile("    base: ordinry\n"),
       "mine.yaml:4: mine.base: unknown profile 'ordinry' — did you mean 'ordinary'?"},
      {profile("    base: mine\n"), "mine.yaml:4: mine.base: 'mine' builds on 'mine' itself"},
      {profile("    authentication_tries: 4\n"),
       "mine.yaml:4: mine.authentication_tries: expected 0 to 3, or all, found '4'"},
      {profile("    signing_tries: -1\n"),
       "mine.yaml:4: mine.signing_tries: expected 0 to 5, or all, found '-1'"},
      {profile("    expires_in_days: 1.5\n"),
       "mine.yaml:4: mine.expires_in_days: expected -3000 to 3000 days, or own, found '1.5'"},
      {profile("    expires_in_days: 99999999999\n"),
       "mine.yaml:4: mine.expires_in_days: expected -3000 to 3000 days, or own, found '99999999999'"},
      {profile("    issue: 0\n"), "mine.yaml:4: mine.issue: expected 1 to 5, found '0'"},
      {profile("    pin_resets: [1]\n"), "mine.yaml:4: mine.pin_resets: expected a value, found a list"},
      {profile("    issue:\n"), "mine.yaml:4: mine.issue: expected a value, found nothing"},
      {profile("    issue: 2\n    issue: 3\n"), "mine.yaml:5: 'issue' is given twice, first in line 4"},
      {profile("    kind: face_authentication\n    authentication_tries: 1\n"),
       "mine.yaml:2: mine: a face_authentication card has no PIN: set authentication_tries and signing_tries "
       "to all and pin_resets to 0, or choose another kind"},
      {profile("  mine:\n    title: again\n"), "mine.yaml:4: 'mine' is given twice, first in line 2"},
      {"profiles:\n  ordinary:\n    title: mine\n",
       "mine.yaml:2: profile 'ordinary' is built in; give yours another name"},
      {"profiles:\n  Mine!:\n    title: mine\n",
       "mine.yaml:2: profile 'Mine!': expected a name of 1 to 32 of a-z, 0-9 and _"},
      {"profiles:\n  mine: revoked\n",
       "mine.yaml:2: mine: expected the keys of a profile, such as 'title:', found 'revoked'"},
      {"profiles:\n  mine:\n    base: ordinary\n",
       "mine.yaml:2: mine: missing key 'title' — expected a line for people"},
      {"profile:\n  mine:\n    title: mine\n",
       "mine.yaml:1: unknown key 'profile' — did you mean 'profiles'?"},
      {"profiles: none\n", "mine.yaml:1: expected profiles below 'profiles:', found 'none'"},
      {"- mine\n", "mine.yaml:1: expected 'profiles:' and profiles below it, found a list"},
      {"", "mine.yaml: expected one document that begins with 'profiles:', found 0"},
      {"profiles: {}\n---\nprofiles: {}\n",
       "mine.yaml: expected one document that begins with 'profiles:', found 2"},
      {"profiles:\n  \xFF: 1\n", "mine.yaml: the text is not UTF-8, or has control characters in it"},
      {std::string(2'000'000, ' '), "mine.yaml: the file is larger than 1 MiB; these are no card profiles"},
  };
  for (auto const& mistake : mistakes)
    EXPECT_EQ(mistakes_of(mistake.text), mistake.message) << mistake.text.substr(0, 200);
}

TEST(CardProfilesFile, SaysEveryMistakeInTheOrderOfTheFile) {
  EXPECT_EQ(mistakes_of("profiles:\n  a:\n    title: a\n    issue: 9\n  b:\n    kind: tin\n"),
            "mine.yaml:4: a.issue: expected 1 to 5, found '9'\n"
            "mine.yaml:5: b: missing key 'title' — expected a line for people\n"
            "mine.yaml:6: b.kind: unknown word 'tin' — expected card, face_authentication, smartphone or "
            "next_generation");
}

TEST(CardProfilesFile, FindsCirclesOfSeveral) {
  auto const text = mistakes_of(
      "profiles:\n  a:\n    title: a\n    base: b\n  b:\n    title: b\n    base: c\n"
      "  c:\n    title: c\n    base: a\n");
  EXPECT_NE(text.find("mine.yaml:10: c.base: 'a' builds on 'c' itself"), std::string::npos) << text;
}

TEST(CardProfilesFile, SaysWhatIsNotYaml) {
  EXPECT_EQ(mistakes_of("profiles:\n  mine: [1\n").find("mine.yaml:3: this is not YAML: "), 0U);
  EXPECT_EQ(mistakes_of(std::string(100'000, '[')).find("mine.yaml:1: this is not YAML: "), 0U);
}

identity::InstantCertificate certificate_of(card::CardMaker const& maker, identity::PersonIndex person) {
  auto parts = maker.parts(person);
  maker.issue(parts);
  return identity::parse_instant_certificate(parts.certificate).value();
}

TEST(BuiltInCardProfiles, MakeCardsWhoseCertificatesSayWhatTheProfileDoes) {
  auto const first_day = sim::parse_iso_date_time("2024-12-02T09:00:00+09:00");
  auto const people = identity::GeneratedPeople{{.seed = 4, .people = 50, .calendar_start = first_day}};
  auto const issuer = identity::make_instant_issuer();
  auto const deck = card::CardDeck{{.people = people,
                                    .issuer = *issuer,
                                    .next_generation = issuer.get(),
                                    .calendar = {.seed = 4, .first_day = first_day}},
                                   built_in_card_profiles()};
  for (auto const& profile : built_in_card_profiles()) {
    for (identity::PersonIndex person = 0; person < 50; ++person) {
      auto const certificate = certificate_of(deck.maker(profile.name), person);
      ASSERT_EQ(people.by_certificate_serial(certificate.serial), person) << profile.name;
      ASSERT_EQ(certificate.serial, people.certificate_serial(person, profile.issue)) << profile.name;
      auto const days = std::chrono::sys_days{sim::date_jst(certificate.not_after)} -
                        std::chrono::sys_days{sim::date_jst(first_day)};
      if (profile.expires_in_days) {
        ASSERT_EQ(days.count(), *profile.expires_in_days) << profile.name;
      }
    }
  }
}

// No text may do more than be refused.
TEST(CardProfilesFile, SurvivesEveryCutAndEveryOddCharacter) {
  auto const whole = profile("    base: ordinary\n    standing: revoked\n    issue: 2\n");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    mistakes_of(whole.substr(0, size));
    for (auto const odd : {':', '-', '[', '{', '&', '*', '!', '"', '\'', '|', '\t', '%'}) {
      auto text = whole;
      text[size] = odd;
      mistakes_of(text);
    }
  }
  EXPECT_EQ(mistakes_of(whole), "");
}

TEST(CardProfilesFile, IsReadFromDisk) {
  auto const temporary = identity::TemporaryFolder{};
  auto const file = temporary.path() / "mine.yaml";
  std::ofstream{file} << profile("    issue: 2\n");
  EXPECT_EQ(named(load_card_profiles(file), "mine").issue, 2);
  EXPECT_THROW(load_card_profiles(temporary.path()), std::runtime_error);
  EXPECT_THROW(load_card_profiles(temporary.path() / "none.yaml"), std::runtime_error);
}

}  // namespace
}  // namespace kazasu::adapters
