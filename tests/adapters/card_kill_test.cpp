// Kills a process in which a card answers, at random instants, and looks at what its files then say.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>

#include "emulators/adapters/card/card_state_files.h"
#include "emulators/card/card_commands.h"
#include "sim/random.h"
#include "tests/adapters/attentive_observer.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

namespace fs = std::filesystem;
using card::from_hex;
using card::PinId;
using card::PinState;

constexpr auto kSelectJpki = "00A4040C0AD392F000260100000001";
constexpr auto kVerify = "0020009804";
constexpr auto kChange = "0024019804";

enum class Order : std::uint8_t { kStoreFirst, kStoreLate };

struct Experiment {
  int kills;
  Durability durability = Durability::kProcess;
  Order order = Order::kStoreFirst;
};

card::CardKey key_of(identity::PersonIndex person) {
  return {.seed = 1, .person = person, .profile = "ordinary"};
}

// A memory that owns what it wraps.
class LateOwner final : public card::CardMemory {
 public:
  explicit LateOwner(std::unique_ptr<card::CardMemory> memory)
      : memory_(std::move(memory)), late_(*memory_) {}
  std::optional<PinState> load(PinId pin) const override { return late_.load(pin); }
  void store(PinId pin, PinState const& state) override { late_.store(pin, state); }

 private:
  std::unique_ptr<card::CardMemory> memory_;
  LateMemory late_;
};

// The child: a card on real files, one command a packet. Ends when it is killed, or the line is.
[[noreturn]] void answer_until_killed(int line, fs::path const& folder, Experiment const& experiment,
                                      identity::PersonIndex person) {
  auto files = CardStateFiles{folder, experiment.durability};
  auto memory = files.memory_of(key_of(person));
  if (experiment.order == Order::kStoreLate) memory = std::make_unique<LateOwner>(std::move(memory));
  auto card = card::Card{card::test_parts(), std::move(memory)};
  auto packet = std::array<char, 300>{};
  while (true) {
    auto const got = ::recv(line, packet.data(), packet.size(), 0);
    if (got <= 0) ::_exit(0);
    auto const answer = transmit(card, {packet.data(), static_cast<std::size_t>(got)});
    if (::send(line, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) ::_exit(0);
  }
}

// A card in a process of its own.
class CardProcess {
 public:
  CardProcess(fs::path const& folder, Experiment const& experiment, identity::PersonIndex person) {
    auto ends = std::array<int, 2>{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()) != 0)
      throw std::runtime_error("no socket pair");
    child_ = ::fork();
    if (child_ == 0) {
      ::close(ends[0]);
      try {
        answer_until_killed(ends[1], folder, experiment, person);
      } catch (...) {
        ::_exit(1);  // the parent then finds the line closed
      }
    }
    ::close(ends[1]);
    line_ = ends[0];
  }
  ~CardProcess() {
    kill();
    ::close(line_);
  }
  CardProcess(CardProcess const&) = delete;
  CardProcess& operator=(CardProcess const&) = delete;

  bool send(std::string_view command) const {
    return ::send(line_, command.data(), command.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(command.size());
  }
  // Nothing when the card is dead and has said all it had to say.
  std::optional<card::StatusWord> answer() const {
    auto packet = std::array<char, 300>{};
    auto const got = ::recv(line_, packet.data(), packet.size(), 0);
    if (got <= 0) return std::nullopt;
    auto const response = card::decode_response({packet.data(), static_cast<std::size_t>(got)});
    return response ? std::optional{response->status} : std::nullopt;
  }
  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
  }

 private:
  pid_t child_ = 0;
  int line_ = -1;
};

struct Findings {
  int given_back = 0;  // states that the observer does not allow
  int unreadable = 0;
  int wrong_answers = 0;
  int cut_short = 0;  // killed with a command under way that was never answered
  int answered = 0;   // killed with every answer on its way or arrived
};

class Observation {
 public:
  Observation(fs::path folder, Experiment experiment)
      : folder_(std::move(folder)),
        experiment_(experiment),
        random_(static_cast<std::uint64_t>(experiment.kills), "kills", 0) {}

  Findings run() {
    for (auto i = 0; i < experiment_.kills; ++i) {
      if (observer_.blocked()) next_person();
      one_life();
      look();
    }
    return findings_;
  }

 private:
  static PinState first_state() { return pin_state(card::kTestPin, kAuthenticationTries); }

  void next_person() {
    ++person_;
    observer_ = AttentiveObserver{first_state()};
  }

  void one_life() {
    auto process = CardProcess{folder_, experiment_, person_};
    observer_.powered_up();
    process.send(from_hex(kSelectJpki));
    if (process.answer() != card::StatusWord::kSuccess) ++findings_.wrong_answers;
    auto const peaceful = random_.below(4);
    for (std::uint64_t i = 0; i < peaceful && !observer_.blocked(); ++i) {
      if (!process.send(next_command())) ++findings_.wrong_answers;
      take(process.answer());
    }
    if (!observer_.blocked()) process.send(next_command());
    if (observer_.waits() && random_.below(4) == 0) {
      ++findings_.answered;
      take(process.answer());
    }
    for (auto spins = random_.below(longest_life()); spins > 0; --spins) {
      std::atomic_signal_fence(std::memory_order_seq_cst);  // so that the loop stays
    }
    process.kill();
    if (!observer_.waits()) return;
    if (auto const last = process.answer()) {
      ++findings_.answered;
      take(last);
    } else {
      ++findings_.cut_short;
    }
  }

  void take(std::optional<card::StatusWord> status) {
    if (!status || !observer_.answered(*status)) ++findings_.wrong_answers;
  }

  std::string next_command() {
    auto const draw = random_.below(10);
    if (draw < 2 && observer_.verified()) {
      auto const pin = std::to_string(1000 + random_.below(8000));
      observer_.sent(Act::kChange, pin);
      return from_hex(kChange) + pin;
    }
    auto const right = draw < 6;
    observer_.sent(right ? Act::kRightPin : Act::kWrongPin);
    return from_hex(kVerify) + (right ? observer_.pin() : "0000");
  }

  void look() {
    try {
      auto files = CardStateFiles{folder_, experiment_.durability};  // nobody holds it any more
      auto const kept = files.memory_of(key_of(person_))->load(PinId::kAuthentication);
      auto const state = kept.value_or(first_state());
      if (!observer_.allows(state)) ++findings_.given_back;
      observer_.found(state);
    } catch (std::exception const& error) {
      ++findings_.unreadable;
      ADD_FAILURE() << error.what();
    }
  }

  // Turns of the loop, about as long as a command takes.
  std::uint64_t longest_life() const {
    return experiment_.durability == Durability::kPower ? 2'000'000 : 150'000;
  }

  fs::path folder_;
  Experiment experiment_;
  sim::RandomStream random_;
  identity::PersonIndex person_ = 0;
  AttentiveObserver observer_{first_state()};
  Findings findings_;
};

void expect_nothing_given_back(Experiment const& experiment) {
  auto const temporary = identity::TemporaryFolder{};
  auto const findings = Observation{temporary.path() / "cards", experiment}.run();
  EXPECT_EQ(findings.given_back, 0);
  EXPECT_EQ(findings.unreadable, 0);
  EXPECT_EQ(findings.wrong_answers, 0);
  EXPECT_GT(findings.cut_short, 0);
  EXPECT_GT(findings.answered, 0);
  testing::Test::RecordProperty("cut_short", findings.cut_short);
  testing::Test::RecordProperty("answered", findings.answered);
}

TEST(CardKill, FiveHundredKillsGiveNoTryBackAndTearNoFile) {
  expect_nothing_given_back({.kills = 500});
}

TEST(CardKill, NorDoTheyWhenEveryStoreWaitsForTheDisk) {
  expect_nothing_given_back({.kills = 100, .durability = Durability::kPower});
}

TEST(CardKill, FindsACardThatStoresLate) {
  auto const temporary = identity::TemporaryFolder{};
  auto const findings =
      Observation{temporary.path() / "cards", {.kills = 60, .order = Order::kStoreLate}}.run();
  EXPECT_EQ(findings.unreadable, 0);
  EXPECT_GT(findings.given_back, 0);
}

}  // namespace
}  // namespace kazasu::adapters
