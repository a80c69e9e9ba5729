// One slot of the virtual reader: a card may lie in it, hands put it in and take it out, a reader talks to
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/card.h"
#include "emulators/reader/apdu_record.h"
#include "emulators/reader/card_faults.h"

namespace kazasu::adapters {

enum class CardInterface : std::uint8_t { kContactless, kContact };

// A card as it is put into a slot.
struct SlotCard {
  card::Card card;
  std::string atr;
  std::string uid;    // the PUPI that FF CA 00 00 00 answers with, 4 bytes; empty over contacts
  std::string label;  // for people: "person 7, ordinary"
  std::optional<reader::CardFaults> faults{};
  // How long the card takes for an exchange; empty: as fast as the machine can.
  std::function<sim::Duration(std::string_view command, std::string_view answer)> pace{};
};

enum class SlotReply : std::uint8_t {
  kAnswer,
  kNoCard,      // none is in the slot
  kNotPowered,  // a card is, but not the one that was powered up: it has to be powered up first
  kRemoved,     // the card left during this very command
  kMute,        // the reader's patience was over before an answer came
};
struct SlotAnswer {
  SlotReply reply = SlotReply::kNoCard;
  std::string bytes;  // answer or ATR
};

// `insertion` grows by one with each card that is put in, so that even a swap that nobody had time to notice
// is a change.
struct SlotPresence {
  bool present = false;
  std::uint64_t insertion = 0;
  bool operator==(SlotPresence const&) const = default;
};

// What a link says of the card before, or without, powering it up.
struct SlotCardFacts {
  std::string atr;
  std::string uid;
  std::uint64_t insertion = 0;
};

// Thread-safe. The reader's side (power_on, power_off, transmit) belongs to one link at a time; hands and
// watchers may be on any thread.
class CardSlot {
 public:
  // `sink` may be null and otherwise outlives the slot.
  CardSlot(std::uint32_t number, reader::ApduSink* sink);
  ~CardSlot();
  CardSlot(CardSlot const&) = delete;
  CardSlot& operator=(CardSlot const&) = delete;

  // Hands. insert() says false when a card is there already; remove() false when there is none. Neither waits
  // for the command that is under way, which ends at once with kRemoved.
  bool insert(SlotCard card);
  bool remove();
  // Out with whatever is there, in with `card`, as one act.
  void swap(SlotCard card);
  std::optional<std::string> label() const;
  // Nothing when the slot is empty.
  std::optional<SlotCardFacts> facts() const;

  // The reader. power_on() is cold or, when the card is powered already, a warm reset; both clear the
  // security status. With an insertion it powers that card only: another is kNoCard. `patience` is the block
  // waiting time: a longer wait ends with kMute.
  SlotAnswer power_on(std::optional<std::uint64_t> insertion = std::nullopt);
  void power_off();
  SlotAnswer transmit(std::string_view command, sim::Duration patience);
  // Exchanges so far, for `kazasu card list`.
  std::uint64_t exchanges() const;

  SlotPresence presence() const;
  // Called after every change of presence, one change after the other, from the thread that made it. Changes
  // that follow one another quickly may be told as one. A watcher may ask for presence(); it must not use
  // hands. Several may be added, at any time; they stay for the slot's life.
  void watch(std::function<void(SlotPresence)> watcher);

 private:
  struct State;
  class Passage;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
