// The consents that patients gave to stations, and how long they stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "emulators/eligibility/messages.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// The last instant (a whole second) of a consent given at `consented`: the end of the last day, in Japan, of
// the third month after it (seed003, continuing home-visit care). Consent given again starts the period anew
// (ours).
sim::Instant consent_valid_until(sim::Instant consented);

struct Consent {
  sim::Instant given;
  ConsentSet items;
};

class ConsentStore {
 public:
  struct Key {
    identity::PersonIndex person = 0;
    identity::StationIndex station = 0;
    bool operator==(Key const&) const = default;
  };

  // Replaces what the person consented to at that station before.
  void put(Key const& key, Consent const& consent) { consents_[key] = consent; }
  // Nothing when the person never consented there or the consent has run out.
  std::optional<Consent> find(Key const& key, sim::Instant now) const;
  std::size_t size() const { return consents_.size(); }

 private:
  struct Hash {
    std::size_t operator()(Key const& key) const {
      return static_cast<std::size_t>((key.person << 20U ^ key.station) * 0x9E3779B97F4A7C15U);
    }
  };
  std::unordered_map<Key, Consent, Hash> consents_;  // never iterated
};

}  // namespace kazasu::eligibility
