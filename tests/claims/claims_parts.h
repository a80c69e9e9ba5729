// What the claims systems are given in tests: stations, a way to keep passwords, a journal that remembers.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "emulators/claims/claims_system.h"
#include "emulators/identity/generated_stations.h"
#include "sim/calendar.h"

namespace kazasu::claims {

inline sim::Instant at(std::string const& text) {
  return sim::parse_iso_date_time(text + "+09:00");
}

// Turns passwords around, which is enough to see that they are not kept as they are.
struct BackwardSeal final : PasswordSeal {
  std::string seal(std::string_view password) const override { return {password.rbegin(), password.rend()}; }
  bool fits(std::string_view password, std::string_view sealed) const override {
    return seal(password) == sealed;
  }
};

// Change by change, without the files.
struct RememberedChanges final : ClaimsJournal {
  void note(ClaimChange change) override {
    if (auto* const made = std::get_if<SendMade>(&change)) {
      files.push_back(std::move(made->file));
      changes.push_back(SendMade{made->key, made->send, {}});
    } else {
      changes.push_back(std::move(change));
    }
  }
  template <class Change>
  std::size_t count() const {
    auto number = std::size_t{0};
    for (auto const& change : changes) number += std::holds_alternative<Change>(change) ? 1 : 0;
    return number;
  }
  // Into the system of a later life.
  void replay(ClaimsSystem& system) const {
    for (auto const& change : changes) {
      auto const* const made = std::get_if<SendMade>(&change);
      if (made != nullptr) {
        system.restore(SendMade{made->key, made->send, {}});
      } else {
        std::visit(
            [&system](auto const& one) {
              using One = std::decay_t<decltype(one)>;
              if constexpr (!std::is_same_v<One, SendMade>) system.restore(One{one});
            },
            change);
      }
    }
  }

  std::vector<ClaimChange> changes;
  std::vector<SentFile> files;
};

inline identity::GeneratedStations test_stations() {
  return identity::GeneratedStations{
      {.seed = 5, .people = 10, .stations = 20, .calendar_start = at("2025-01-01T00:00:00")}};
}

}  // namespace kazasu::claims
