#include "emulators/adapters/card/card_state_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

namespace fs = std::filesystem;
using card::CardKey;
using card::PinId;
using card::PinState;

constexpr auto kCard = CardKey{.seed = 1, .person = 1'234'567, .profile = "ordinary", .issue = 1};

PinState state(std::uint8_t tries) {
  return {.tries_left = tries, .length = 4, .pin = {'1', '2', '3', '4'}};
}

mode_t mode_of(fs::path const& path) {
  struct ::stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

void write(fs::path const& file, std::string_view bytes) {
  auto stream = std::ofstream{file, std::ios::binary | std::ios::trunc};
  stream << bytes;
}

std::string complaint_of(auto const& what) {
  try {
    what();
  } catch (std::exception const& error) {
    return error.what();
  }
  return {};
}

class CardStateFilesTest : public testing::TestWithParam<Durability> {
 protected:
  fs::path folder() const { return temporary_.path() / "cards"; }
  fs::path file() const { return card_state_file(folder(), kCard); }
  CardStateFiles files() const { return CardStateFiles{folder(), GetParam()}; }

 private:
  identity::TemporaryFolder temporary_;
};
INSTANTIATE_TEST_SUITE_P(Durabilities, CardStateFilesTest,
                         testing::Values(Durability::kProcess, Durability::kPower));

TEST_P(CardStateFilesTest, KeepsWhatWasStoredForTheNextProcess) {
  {
    auto const kept = files();
    auto opened = CardStateFiles{folder() / "other", GetParam()};
    auto const memory = opened.memory_of(kCard);
    EXPECT_EQ(memory->load(PinId::kAuthentication), std::nullopt);
  }
  {
    auto opened = files();
    auto const memory = opened.memory_of(kCard);
    for (std::uint8_t tries = 3; tries > 0; --tries) memory->store(PinId::kAuthentication, state(tries));
    memory->store(PinId::kSigning, state(5));
  }
  auto opened = files();
  auto const memory = opened.memory_of(kCard);
  EXPECT_EQ(memory->load(PinId::kAuthentication), state(1));
  EXPECT_EQ(memory->load(PinId::kSigning), state(5));
  EXPECT_EQ(memory->load(PinId::kText), std::nullopt);
}

TEST_P(CardStateFilesTest, WritesNothingForACardThatIsOnlyLookedAt) {
  auto opened = files();
  opened.memory_of(kCard)->load(PinId::kAuthentication);
  EXPECT_FALSE(fs::exists(file()));
}

TEST_P(CardStateFilesTest, KeepsCardsOfOtherSeedsProfilesAndIssuesApart) {
  auto opened = files();
  auto keys = std::vector<CardKey>(5, kCard);
  keys[1].seed = 2;
  keys[2].person = 5;
  keys[3].profile = "last_try";
  keys[4].issue = 2;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    opened.memory_of(keys[i])->store(PinId::kAuthentication, state(static_cast<std::uint8_t>(i)));
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(opened.memory_of(keys[i])->load(PinId::kAuthentication), state(static_cast<std::uint8_t>(i)));
  }
}

TEST_P(CardStateFilesTest, LetsOnlyItsOwnerLookInside) {
  auto opened = files();
  opened.memory_of(kCard)->store(PinId::kAuthentication, state(2));
  EXPECT_EQ(mode_of(file()), 0600U);
  for (auto path = file().parent_path(); path != folder().parent_path(); path = path.parent_path()) {
    EXPECT_EQ(mode_of(path), 0700U) << path;
  }
}

TEST_P(CardStateFilesTest, BelongsToOneHostAtATime) {
  auto const first = files();
  auto const complaint = complaint_of([&] { files(); });
  EXPECT_NE(complaint.find(folder().string() + " belongs to a card host that is running"), std::string::npos)
      << complaint;
}

TEST_P(CardStateFilesTest, HandsOutOneMemoryOfACardAtATime) {
  auto opened = files();
  auto memory = opened.memory_of(kCard);
  EXPECT_THROW(opened.memory_of(kCard), std::logic_error);
  memory.reset();
  EXPECT_NO_THROW(opened.memory_of(kCard));
}

TEST_P(CardStateFilesTest, SaysWhichFileIsDamaged) {
  auto opened = files();
  opened.memory_of(kCard)->store(PinId::kAuthentication, state(2));
  write(file(), "not a card");
  auto const complaint = complaint_of([&] { opened.memory_of(kCard); });
  EXPECT_NE(complaint.find(file().string() + ": the state of a card, damaged"), std::string::npos)
      << complaint;
  write(file(), "");
  EXPECT_THROW(opened.memory_of(kCard), std::runtime_error);
  fs::remove(file());
  EXPECT_NO_THROW(opened.memory_of(kCard));
}

TEST_P(CardStateFilesTest, RefusesAFileOfAnotherCard) {
  auto opened = files();
  opened.memory_of(kCard)->store(PinId::kAuthentication, state(2));
  auto other = kCard;
  other.person = 1'234'568;
  fs::copy_file(file(), card_state_file(folder(), other));
  auto const complaint = complaint_of([&] { opened.memory_of(other); });
  EXPECT_NE(complaint.find("the state of another card"), std::string::npos) << complaint;
}

TEST_P(CardStateFilesTest, ComplainsWhenAStoreFailsAndGoesOnAfterwards) {
  auto complaints = std::vector<std::string>{};
  auto opened =
      CardStateFiles{folder(), GetParam(), [&](std::string const& text) { complaints.push_back(text); }};
  auto const memory = opened.memory_of(kCard);
  memory->store(PinId::kAuthentication, state(3));
  auto const aside = fs::path{file().string() + ".aside"};
  fs::rename(file(), aside);
  fs::create_directory(file());
  EXPECT_THROW(memory->store(PinId::kAuthentication, state(2)), std::runtime_error);
  EXPECT_EQ(memory->load(PinId::kAuthentication), state(3));
  ASSERT_EQ(complaints.size(), 1U);
  EXPECT_NE(complaints[0].find(file().string()), std::string::npos) << complaints[0];
  fs::remove(file());
  fs::rename(aside, file());
  memory->store(PinId::kAuthentication, state(1));
  EXPECT_EQ(stored_card_state(folder(), kCard)->load(PinId::kAuthentication), state(1));
}

TEST_P(CardStateFilesTest, CanBeLookedAtWhileAHostHoldsThem) {
  auto opened = files();
  EXPECT_EQ(stored_card_state(folder(), kCard)->load(PinId::kAuthentication), std::nullopt);
  auto const memory = opened.memory_of(kCard);
  memory->store(PinId::kAuthentication, state(2));
  auto const seen = stored_card_state(folder(), kCard);
  EXPECT_EQ(seen->load(PinId::kAuthentication), state(2));
  EXPECT_THROW(seen->store(PinId::kAuthentication, state(3)), std::logic_error);
}

TEST_P(CardStateFilesTest, RefusesProfilesThatNoFileCanBeNamedAfter) {
  auto opened = files();
  for (auto const* name : {"", "../up", "Upper", "a name of more than thirty-two letters"}) {
    auto key = kCard;
    key.profile = name;
    EXPECT_THROW(opened.memory_of(key), std::invalid_argument) << name;
  }
}

TEST_P(CardStateFilesTest, SaysWhyAFolderCannotBeMade) {
  auto const in_the_way = folder().parent_path() / "file";
  write(in_the_way, "");
  auto const complaint = complaint_of([&] { CardStateFiles(in_the_way / "cards", GetParam()); });
  EXPECT_NE(complaint.find(in_the_way.string()), std::string::npos) << complaint;
}

}  // namespace
}  // namespace kazasu::adapters
