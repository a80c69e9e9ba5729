// What pcscd has been told about a card against what is true, so that no change is lost between two
// questions.
#pragma once

#include <cstdint>
#include <optional>

namespace kazasu::adapters {

// One card in one slot: another insertion or another start of the host is another card.
struct InsertedCard {
  std::uint64_t host = 0;
  std::uint64_t insertion = 0;
  bool operator==(InsertedCard const&) const = default;
};

// pcscd keeps one idea of the slot, in the thread that polls it. A card that was swapped between two of that
// thread's questions would go unnoticed, and a client's handle would then work on a card that it was not
// opened for. So after every change of the card that thread hears "absent" once.
class PresenceLatch {
 public:
  enum class Asker : std::uint8_t {
    kBeforePolling,  // pcscd's start, which asks several times, not always heeding the answer: "absent" stays
                     // to be heard
    kPolling,        // the polling thread's own question, whose answer changes pcscd's idea
    kOther,          // a check within an operation, which changes nothing
  };

  // The link says which card is there; nothing: none, or no host.
  void learn(std::optional<InsertedCard> const& card) { known_ = card; }
  // pcscd's idea: nothing when it takes the slot for empty.
  std::optional<InsertedCard> const& told() const { return told_; }
  // True when pcscd's idea is not what is known.
  bool pending() const { return told_ != known_; }

  bool answer(Asker asker) {
    if (asker == Asker::kOther || told_ == known_) return known_.has_value();
    auto const must_hear_absent = told_.has_value();
    if (!must_hear_absent) {
      told_ = known_;
    } else if (asker == Asker::kPolling) {
      told_.reset();
    }
    return !must_hear_absent;
  }

 private:
  std::optional<InsertedCard> known_;
  std::optional<InsertedCard> told_;
};

}  // namespace kazasu::adapters
