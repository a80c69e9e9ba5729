// Cuts the power at every store of a card, before it, after each byte of it and behind it.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "emulators/adapters/card/card_state_files.h"
#include "emulators/adapters/card/card_state_record.h"
#include "emulators/card/pin_counter.h"
#include "emulators/identity/pem_files.h"
#include "tests/adapters/attentive_observer.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

namespace fs = std::filesystem;
using card::PinCounter;
using card::PinId;
using card::PinState;
using card::StatusWord;

constexpr auto kCard = card::CardKey{.seed = 1, .person = 7, .profile = "ordinary"};

// Every so many torn disks a host is started on one.
constexpr std::size_t kFrontDoor = 16;

// The power is gone. No std::runtime_error: nobody on the card can catch it.
struct PowerCut {};

struct Step {
  Act act;
  char const* new_pin = "";
};
constexpr auto kStory = std::array{
    Step{Act::kWrongPin}, Step{Act::kRightPin},       Step{Act::kWrongPin}, Step{Act::kWrongPin},
    Step{Act::kRightPin}, Step{Act::kChange, "5678"}, Step{Act::kWrongPin}, Step{Act::kRightPin},
    Step{Act::kWrongPin}, Step{Act::kWrongPin},       Step{Act::kWrongPin},
};

PinCounter counter(card::CardMemory& memory) {
  return PinCounter{
      {.pin = "1234", .tries = kAuthenticationTries, .memory = &memory, .id = PinId::kAuthentication}};
}

StatusWord perform(PinCounter& pin, AttentiveObserver& observer, Step const& step) {
  observer.sent(step.act, step.new_pin);
  if (step.act == Act::kChange) return pin.change(step.new_pin);
  return pin.verify(step.act == Act::kRightPin ? observer.pin() : "0000");
}

// Hands over to the real memory until a given store, at which it notes the disk before and after, and ends
// everything.
class DoomedMemory final : public card::CardMemory {
 public:
  DoomedMemory(card::CardMemory& memory, fs::path file, std::size_t at)
      : memory_(memory), file_(std::move(file)), at_(at) {}
  std::optional<PinState> load(PinId pin) const override { return memory_.load(pin); }
  void store(PinId pin, PinState const& state) override {
    auto const doomed = stores_++ == at_;
    if (doomed) before = content();
    memory_.store(pin, state);
    if (!doomed) return;
    after = content();
    throw PowerCut{};
  }

  std::string before;  // empty: no file yet
  std::string after;

 private:
  std::string content() const { return fs::exists(file_) ? identity::read_file(file_) : std::string{}; }

  card::CardMemory& memory_;
  fs::path file_;
  std::size_t at_;
  std::size_t stores_ = 0;
};

void write(fs::path const& file, std::string_view bytes) {
  auto stream = std::ofstream{file, std::ios::binary | std::ios::trunc};
  stream << bytes;
}

// The disk when `written` bytes of the record had reached it, or all but those. Precondition: there was a
// file.
std::string torn(DoomedMemory const& memory, std::size_t written, bool from_the_front) {
  auto disk = memory.before;
  disk.resize(memory.after.size(), '\0');
  auto const place = disk.compare(0, kCardRecordBytes, memory.after, 0, kCardRecordBytes) == 0
                         ? kCardRecordStride
                         : std::size_t{0};
  auto const begin = from_the_front ? 0 : written;
  auto const end = from_the_front ? written : kCardRecordBytes;
  for (auto i = begin; i < end; ++i) disk.at(place + i) = memory.after.at(place + i);
  return disk;
}

class CardCrashTest : public testing::Test {
 protected:
  fs::path folder() const { return temporary_.path() / "cards"; }
  fs::path file() const { return card_state_file(folder(), kCard); }

  static PinState on_disk(std::string const& bytes) {
    if (bytes.empty()) return pin_state("1234", kAuthenticationTries);
    auto const reading = read_card_state(bytes);
    EXPECT_EQ(reading.finding, CardRecordFinding::kWhole);
    return reading.record.pins.at(0).value_or(PinState{});
  }

  // The same as a host finds it that is started on such a disk.
  PinState found_after(std::string const& bytes) const {
    fs::remove(file());
    if (!bytes.empty()) write(file(), bytes);
    return found();
  }
  PinState found() const {
    auto files = CardStateFiles{folder(), Durability::kProcess};
    auto const memory = files.memory_of(kCard);
    return memory->load(PinId::kAuthentication).value_or(pin_state("1234", kAuthenticationTries));
  }

 private:
  identity::TemporaryFolder temporary_;
};

TEST_F(CardCrashTest, NoStoreTornAnywhereGivesATryBackOrTearsTheFile) {
  auto cuts = 0;
  for (std::size_t at = 0;; ++at) {
    fs::remove_all(folder());
    auto observer = AttentiveObserver{pin_state("1234", kAuthenticationTries)};
    auto cut = false;
    auto disks = std::vector<std::string>{};
    {
      auto files = CardStateFiles{folder(), Durability::kProcess};
      auto const memory = files.memory_of(kCard);
      auto doomed = DoomedMemory{*memory, file(), at};
      auto pin = counter(doomed);
      try {
        for (auto const& step : kStory) ASSERT_TRUE(observer.answered(perform(pin, observer, step)));
      } catch (PowerCut const&) {
        cut = true;
      }
      if (!cut) break;
      disks = {doomed.before, doomed.after};
      for (std::size_t written = 0; !doomed.before.empty() && written <= kCardRecordBytes; ++written) {
        disks.push_back(torn(doomed, written, true));
        disks.push_back(torn(doomed, written, false));
      }
    }
    for (std::size_t i = 0; i < disks.size(); ++i) {
      auto const state = on_disk(disks[i]);
      ASSERT_TRUE(observer.allows(state)) << "store " << at << ", disk " << i;
      if (i % kFrontDoor == 0) {
        ASSERT_EQ(found_after(disks[i]), state) << "store " << at << ", disk " << i;
      }
      ++cuts;
    }
  }
  EXPECT_GT(cuts, static_cast<int>(2 * kCardRecordBytes * kStory.size()));
}

TEST_F(CardCrashTest, AFileThatWasNotFinishedIsNoFile) {
  {
    auto files = CardStateFiles{folder(), Durability::kProcess};
    files.memory_of(kCard)->store(PinId::kAuthentication, pin_state("1234", 2));
  }
  auto const whole = identity::read_file(file());
  fs::remove(file());
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write(file().string() + ".new", std::string_view{whole}.substr(0, size));
    ASSERT_EQ(found(), pin_state("1234", kAuthenticationTries)) << size;
  }
  {
    auto files = CardStateFiles{folder(), Durability::kProcess};
    files.memory_of(kCard)->store(PinId::kAuthentication, pin_state("1234", 1));
  }
  EXPECT_EQ(found(), pin_state("1234", 1));
}

// A power cut between two commands, with the memory that `wrapped` makes of the real one.
int gives_back(fs::path const& folder, auto const& wrapped) {
  auto violations = 0;
  for (std::size_t steps = 1; steps <= kStory.size(); ++steps) {
    fs::remove_all(folder);
    auto observer = AttentiveObserver{pin_state("1234", kAuthenticationTries)};
    {
      auto files = CardStateFiles{folder, Durability::kProcess};
      auto const memory = files.memory_of(kCard);
      auto around = wrapped(*memory);
      auto pin = counter(around);
      for (std::size_t i = 0; i < steps; ++i) observer.answered(perform(pin, observer, kStory.at(i)));
    }
    auto const state = stored_card_state(folder, kCard)->load(PinId::kAuthentication);
    if (!observer.allows(state.value_or(pin_state("1234", kAuthenticationTries)))) ++violations;
  }
  return violations;
}

TEST_F(CardCrashTest, FindsAMemoryThatStoresLate) {
  auto const never = [](card::CardMemory& memory) { return DoomedMemory{memory, {}, kStory.size() * 2}; };
  EXPECT_EQ(gives_back(folder(), never), 0);
  auto const late = [](card::CardMemory& memory) { return LateMemory{memory}; };
  EXPECT_GT(gives_back(folder(), late), 0);
}

// What somebody at the memory's wires sees written first, before the power is cut.
struct WatchedMemory final : card::CardMemory {
  std::optional<PinState> load(PinId) const override { return std::nullopt; }
  void store(PinId, PinState const& state) override {
    seen = state;
    throw PowerCut{};
  }
  std::optional<PinState> seen;
};

// The order that must not be: compares, then stores what came of it.
struct LateCounter {
  explicit LateCounter(card::CardMemory& to) : memory(to) {}
  StatusWord verify(std::string_view attempt) {
    auto const right = attempt == "1234";
    memory.store(PinId::kAuthentication,
                 pin_state("1234", right ? kAuthenticationTries : kAuthenticationTries - 1));
    return right ? StatusWord::kSuccess : card::tries_left_status(kAuthenticationTries - 1);
  }
  card::CardMemory& memory;
};

// Whether the first thing that is written depends on the PIN: then the comparison came first, and cutting
// the power there tells right from wrong for nothing.
bool tells_before_it_pays(auto const& make_counter) {
  auto first_written = [&](char const* attempt) {
    auto memory = WatchedMemory{};
    auto pin = make_counter(memory);
    EXPECT_THROW(pin.verify(attempt), PowerCut);
    return memory.seen;
  };
  return first_written("1234") != first_written("0000");
}

TEST(CardOrder, PaysBeforeItCompares) {
  EXPECT_FALSE(tells_before_it_pays([](card::CardMemory& memory) { return counter(memory); }));
  EXPECT_TRUE(tells_before_it_pays([](card::CardMemory& memory) { return LateCounter{memory}; }));
}

// A memory that works again after it failed at one store.
class FailingMemory final : public card::CardMemory {
 public:
  FailingMemory(card::CardMemory& memory, std::size_t at) : memory_(memory), at_(at) {}
  std::optional<PinState> load(PinId pin) const override { return memory_.load(pin); }
  void store(PinId pin, PinState const& state) override {
    if (stores_++ == at_) throw std::runtime_error("the memory is worn out");
    memory_.store(pin, state);
  }
  bool failed() const { return stores_ > at_; }

 private:
  card::CardMemory& memory_;
  std::size_t at_;
  std::size_t stores_ = 0;
};

TEST_F(CardCrashTest, AFailureAtAnyStoreGivesNoTryBack) {
  for (std::size_t at = 0;; ++at) {
    fs::remove_all(folder());
    auto files = CardStateFiles{folder(), Durability::kProcess};
    auto const memory = files.memory_of(kCard);
    auto failing = FailingMemory{*memory, at};
    auto pin = counter(failing);
    auto observer = AttentiveObserver{pin_state("1234", kAuthenticationTries)};
    for (auto const& step : kStory) {
      auto const status = perform(pin, observer, step);
      if (failing.failed()) {
        ASSERT_EQ(status, StatusWord::kMemoryFailure) << at;
        break;
      }
      ASSERT_TRUE(observer.answered(status));
    }
    if (!failing.failed()) break;
    auto const state = memory->load(PinId::kAuthentication).value_or(pin_state("1234", kAuthenticationTries));
    EXPECT_TRUE(observer.allows(state)) << at;
    EXPECT_EQ(pin.tries_left(), state.tries_left) << at;
  }
}

}  // namespace
}  // namespace kazasu::adapters
