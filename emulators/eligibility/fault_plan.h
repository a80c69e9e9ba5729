// The fault rules in force, and what each request comes to under them: the same on both clocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulators/eligibility/responder_rules.h"
#include "emulators/eligibility/service_fault.h"

namespace kazasu::eligibility {

// Who asks for what. `person` and `session` where they are known.
struct FaultSubject {
  FaultOperation operation{};
  identity::StationIndex station = 0;
  std::optional<identity::PersonIndex> person = {};
  std::string_view session = {};
};

struct FaultDecision {
  sim::Duration delay{};                   // of all rules that strike, together
  sim::Duration drip{};                    // likewise
  std::optional<FaultEffect> effect = {};  // of the first other rule that strikes
  int http_status = 0;                     // with kStatus
  std::uint64_t rule = 0;                  // the first rule that struck; 0: none did

  bool is_any() const { return rule != 0; }
  // No byte of an answer comes, and nothing was done.
  bool resets() const {
    return effect == FaultEffect::kReset || effect == FaultEffect::kLineLost ||
           effect == FaultEffect::kStationRevoked;
  }
  bool is_busy() const { return effect == FaultEffect::kBusy || effect == FaultEffect::kMaintenance; }
  // The request has no effect.
  bool prevents() const { return resets() || is_busy() || effect == FaultEffect::kStatus; }
};

// A rule with `share` strikes the n-th request that fits it at a station by a draw of (seed, rule, station,
// n): whatever the order of the requests of different stations, as many are struck. Not thread-safe.
class FaultPlan final : public ResponderOverlay {
 public:
  static constexpr auto kMostRules = std::size_t{1000};

  explicit FaultPlan(std::uint64_t seed) : seed_(seed) {}

  struct Entry {
    FaultRule rule;
    std::uint64_t fitted = 0;  // requests that the rule concerned
    std::uint64_t struck = 0;
  };
  // The rule's number, from 1 up, never given out again. Nothing when kMostRules stand already.
  std::optional<std::uint64_t> add(FaultRule const& rule);
  // False when there is no such rule.
  bool remove(std::uint64_t number);
  void clear() { rules_.clear(); }
  // By number: the order in which they are asked.
  std::vector<std::pair<std::uint64_t, Entry>> entries() const;
  bool empty() const { return rules_.empty(); }

  // True when a rule that stands selects by person for that operation.
  bool asks_for_person(FaultOperation operation, sim::Instant now) const;
  FaultDecision decide(FaultSubject const& subject, sim::Instant now);
  // Whether the station's certificate is revoked; counts nothing.
  bool revokes_station(identity::StationIndex station, sim::Instant now) const;

  // ResponderOverlay: what the rules of cards say, by certificate. `person` of the holder.
  std::optional<ResponderState> state_of(CardOfStatus const& card, sim::Instant now) const override;

 private:
  struct Standing {
    Entry entry;
    sim::Distribution time;
    std::uint64_t seed = 0;                                               // of its draws
    std::unordered_map<identity::StationIndex, std::uint32_t> fitted_at;  // never iterated
    std::unordered_map<identity::StationIndex, std::uint64_t> struck_at;  // likewise
  };
  bool strikes(Standing& standing, FaultSubject const& subject, sim::Duration& time) const;

  std::uint64_t seed_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Standing> rules_;
};

}  // namespace kazasu::eligibility
