#include "emulators/adapters/card/card_state_files.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/card/card_state_record.h"

namespace kazasu::adapters {

namespace {

namespace fs = std::filesystem;

constexpr identity::PersonIndex kPeopleInAFolder = 1000;
constexpr std::size_t kLongestProfileName = 32;

void require_file_name(std::string_view profile) {
  auto const fits = std::all_of(profile.begin(), profile.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (fits && !profile.empty() && profile.size() <= kLongestProfileName) return;
  throw std::invalid_argument(
      "a profile whose cards keep their state has a name of 1 to 32 of a-z, 0-9 and _");
}

// What the file has of the card; nothing when there is no file.
std::optional<CardStateRecord> read_state(fs::path const& path, card::CardKey const& card) {
  auto const bytes = read_if_there(path, 2 * kCardRecordStride);
  if (!bytes) return std::nullopt;
  auto reading = read_card_state(*bytes);
  if (reading.finding == CardRecordFinding::kUnknownVersion) {
    throw std::runtime_error(
        path.string() +
        ": the state of a card in a version that this program does not know; "
        "use the kazasu that wrote it, or remove the file for a card with all its tries");
  }
  if (reading.finding != CardRecordFinding::kWhole) {
    throw std::runtime_error(path.string() +
                             ": the state of a card, damaged beyond what a power cut does; "
                             "remove the file for a card with all its tries");
  }
  auto const& record = reading.record;
  if (record.seed != card.seed || record.person != card.person || record.profile != card.profile ||
      record.issue != card.issue) {
    throw std::runtime_error(path.string() +
                             ": the state of another card; put the file back to where it was");
  }
  return std::move(reading.record);
}

std::optional<card::PinState> pin_of(CardStateRecord const* record, card::PinId pin) {
  return record == nullptr ? std::nullopt : record->pins.at(static_cast<std::size_t>(pin));
}

class StoredState final : public card::CardMemory {
 public:
  explicit StoredState(std::optional<CardStateRecord> record) : record_(std::move(record)) {}
  std::optional<card::PinState> load(card::PinId pin) const override {
    return pin_of(record_ ? &*record_ : nullptr, pin);
  }
  void store(card::PinId, card::PinState const&) override {
    throw std::logic_error("the stored state of a card was opened for reading alone");
  }

 private:
  std::optional<CardStateRecord> record_;
};

// A key that owns its profile's name.
struct OwnKey {
  explicit OwnKey(card::CardKey const& key)
      : seed(key.seed), person(key.person), profile(key.profile), issue(key.issue) {}
  card::CardKey view() const { return {.seed = seed, .person = person, .profile = profile, .issue = issue}; }
  auto operator<=>(OwnKey const&) const = default;

  std::uint64_t seed;
  identity::PersonIndex person;
  std::string profile;
  std::uint8_t issue;
};

}  // namespace

struct CardStateFiles::State {
  fs::path folder;
  Durability durability;
  Complaint complaint;
  FolderLock lock;
  std::mutex mutex{};
  std::set<OwnKey> in_use{};  // by memories that live
};

class CardStateFiles::Memory final : public card::CardMemory {
 public:
  // Precondition: the card is in use by this memory alone.
  Memory(State& files, OwnKey key) : files_(files), key_(std::move(key)) {
    auto record = read_state(path(), key_.view());
    if (record) record_ = std::make_unique<CardStateRecord>(std::move(*record));
  }
  ~Memory() override {
    auto const lock = std::lock_guard{files_.mutex};
    files_.in_use.erase(key_);
  }
  Memory(Memory const&) = delete;
  Memory& operator=(Memory const&) = delete;

  std::optional<card::PinState> load(card::PinId pin) const override {
    auto const lock = std::lock_guard{mutex_};
    return pin_of(record_.get(), pin);
  }

  void store(card::PinId pin, card::PinState const& state) override {
    auto const lock = std::lock_guard{mutex_};
    try {
      write(pin, state);
    } catch (std::runtime_error const& error) {
      if (files_.complaint) files_.complaint(error.what());
      throw;
    }
  }

 private:
  fs::path path() const { return card_state_file(files_.folder, key_.view()); }

  // A record that failed half-way is written again at the same place by the next store: the other place has
  // the only whole one.
  void write(card::PinId pin, card::PinState const& state) {
    auto next = record_ ? *record_ : first_record();
    if (record_) ++next.sequence;
    next.pins.at(static_cast<std::size_t>(pin)) = state;
    auto const bytes = encode_card_record(next);
    if (record_) {
      overwrite(path(), place_of(next), bytes, files_.durability);
      *record_ = std::move(next);
    } else {
      write_new_file(path(), bytes, files_.durability);
      record_ = std::make_unique<CardStateRecord>(std::move(next));
    }
  }
  CardStateRecord first_record() const {
    return {.seed = key_.seed, .person = key_.person, .profile = key_.profile, .issue = key_.issue};
  }

  State& files_;
  OwnKey key_;
  mutable std::mutex mutex_;
  std::unique_ptr<CardStateRecord> record_;  // the last one that is whole on disk; null: no file
};

CardStateFiles::CardStateFiles(fs::path folder, Durability durability, Complaint complaint)
    : state_(new State{.folder = folder,
                       .durability = durability,
                       .complaint = std::move(complaint),
                       .lock = FolderLock{folder, durability, "a card host"}}) {}

CardStateFiles::~CardStateFiles() = default;

std::unique_ptr<card::CardMemory> CardStateFiles::memory_of(card::CardKey const& card) {
  require_file_name(card.profile);
  auto key = OwnKey{card};
  {
    auto const lock = std::lock_guard{state_->mutex};
    if (!state_->in_use.insert(key).second) {
      throw std::logic_error(
          "the memory of a card was asked for while another one of the same card is in use");
    }
  }
  try {
    return std::make_unique<Memory>(*state_, key);
  } catch (...) {
    auto const lock = std::lock_guard{state_->mutex};
    state_->in_use.erase(key);
    throw;
  }
}

fs::path card_state_file(fs::path const& folder, card::CardKey const& card) {
  auto const thousand = card.person / kPeopleInAFolder;
  auto const name = std::to_string(card.person) + "." + std::string{card.profile} + "." +
                    std::to_string(static_cast<unsigned>(card.issue)) + ".pins";
  return folder / ("seed-" + std::to_string(card.seed)) / std::to_string(thousand / kPeopleInAFolder) /
         std::to_string(thousand % kPeopleInAFolder) / name;
}

std::unique_ptr<card::CardMemory> stored_card_state(fs::path const& folder, card::CardKey const& card) {
  require_file_name(card.profile);
  return std::make_unique<StoredState>(read_state(card_state_file(folder, card), card));
}

}  // namespace kazasu::adapters
