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
    kBeforePolling,  // pcscd's initialisation, which asks several times before it polls
    kPolling,        // the polling thread's own question, whose answer changes pcscd's idea
    kOther,          // a check within an operation: true only for the card that pcscd believes in
  };

  // The link says which card is there; nothing: none, or no host.
  void learn(std::optional<InsertedCard> const& card) { known_ = card; }
  // True when pcscd's idea is not what is known.
  bool pending() const { return told_ != known_; }
  // The card that pcscd believes to be in the slot.
  std::optional<InsertedCard> const& told() const { return told_; }

  bool answer(Asker asker) {
    if (told_ == known_) return told_.has_value();
    auto const must_hear_absent = told_.has_value();
    switch (asker) {
      case Asker::kOther:
        return false;
      case Asker::kBeforePolling:
        // The first question may be asked by a thread whose answer is forgotten: "absent" stays to be heard.
        if (!must_hear_absent) told_ = known_;
        break;
      case Asker::kPolling:
        told_ = must_hear_absent ? std::nullopt : known_;
        break;
    }
    return !must_hear_absent;
  }

 private:
  std::optional<InsertedCard> known_;
  std::optional<InsertedCard> told_;
};

}  // namespace kazasu::adapters
