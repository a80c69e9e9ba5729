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

struct Journal;

// Grows only with the cards whose standing or issue changed; at most one entry for each person.
class CardRegister {
 public:
  struct Key {
    identity::PersonIndex person = 0;
    Environment environment = Environment::kOperation;
    bool operator==(Key const&) const = default;
  };

  // Nothing while the registry's word still holds.
  std::optional<identity::CardStanding> standing(Key const& key) const;
  void set_standing(Key const& key, identity::CardStanding standing);
  // The latest card that was linked to the person; 1 until another one was.
  unsigned linked_issue(Key const& key) const;
  void link(Key const& key, unsigned issue);
  std::size_t size() const { return changes_.size(); }

  void report_to(Journal* journal) { journal_ = journal; }

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
  Journal* journal_ = nullptr;
};

}  // namespace kazasu::eligibility
