// What happened to insurance cards since the calendar started; everything else is the registry's to know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "emulators/eligibility/environment.h"
#include "emulators/identity/card_standing.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

// Grows only with the cards whose standing or issue changed.
class CardRegister {
 public:
  struct Key {
    identity::PersonIndex person = 0;
    Environment environment = Environment::kOperation;
    bool operator==(Key const&) const = default;
  };

  // Nothing while the registry's word still holds.
  std::optional<identity::CardStanding> standing(Key const& key) const;
  void set_standing(Key const& key, identity::CardStanding standing) { changes_[key].standing = standing; }
  // The latest card that was linked to the person; 1 until another one was.
  unsigned linked_issue(Key const& key) const;
  void link(Key const& key, unsigned issue) { changes_[key].issue = issue; }
  std::size_t size() const { return changes_.size(); }

 private:
  struct Change {
    std::optional<identity::CardStanding> standing = {};
    unsigned issue = 1;
  };
  struct Hash {
    std::size_t operator()(Key const& key) const {
      return static_cast<std::size_t>((key.person << 1U | static_cast<std::uint64_t>(key.environment)) *
                                      0x9E3779B97F4A7C15U);
    }
  };
  std::unordered_map<Key, Change, Hash> changes_;  // never iterated
};

}  // namespace kazasu::eligibility
