#include "emulators/eligibility/fault_plan.h"

#include <algorithm>

#include "sim/random.h"

namespace kazasu::eligibility {

namespace {

bool fits(FaultRule const& rule, FaultSubject const& subject, sim::Instant now) {
  if (!rule.concerns(subject.operation) || !rule.stands(now)) return false;
  if (rule.stations && !rule.stations->contains(subject.station)) return false;
  if (rule.people && (!subject.person || !rule.people->contains(*subject.person))) return false;
  return rule.session.empty() || subject.session.starts_with(rule.session);
}

}  // namespace

std::optional<std::uint64_t> FaultPlan::add(FaultRule const& rule) {
  if (rules_.size() >= kMostRules) return std::nullopt;
  auto& standing = rules_[++last_];
  standing.entry.rule = rule;
  standing.time = distribution_of(rule.time);
  standing.seed = sim::RandomStream{seed_, "service fault", last_}.next();
  return last_;
}

bool FaultPlan::remove(std::uint64_t number) {
  return rules_.erase(number) != 0;
}

std::vector<std::pair<std::uint64_t, FaultPlan::Entry>> FaultPlan::entries() const {
  auto entries = std::vector<std::pair<std::uint64_t, Entry>>{};
  for (auto const& [number, standing] : rules_) entries.emplace_back(number, standing.entry);
  return entries;
}

bool FaultPlan::asks_for_person(FaultOperation operation, sim::Instant now) const {
  return std::ranges::any_of(rules_, [&](auto const& numbered) {
    auto const& rule = numbered.second.entry.rule;
    return rule.people && rule.concerns(operation) && rule.stands(now);
  });
}

bool FaultPlan::strikes(Standing& standing, FaultSubject const& subject, sim::Duration& time) const {
  auto& [rule, fitted, struck] = standing.entry;
  ++fitted;
  auto const ordinal = standing.fitted_at[subject.station]++;
  auto draws = sim::RandomStream{standing.seed, "strike", std::uint64_t{subject.station} << 32U | ordinal};
  if (!draws.chance(rule.share_ppm)) return false;
  auto& struck_here = standing.struck_at[subject.station];
  if ((rule.first_of_each_station ? struck_here : struck) >= rule.first) return false;
  ++struck_here;
  ++struck;
  time = standing.time.sample(draws);
  return true;
}

FaultDecision FaultPlan::decide(FaultSubject const& subject, sim::Instant now) {
  auto decision = FaultDecision{};
  for (auto& [number, standing] : rules_) {
    auto const& rule = standing.entry.rule;
    auto time = sim::Duration::zero();
    if (!fits(rule, subject, now) || !strikes(standing, subject, time)) continue;
    if (decision.rule == 0) decision.rule = number;
    if (rule.effect == FaultEffect::kDelay) {
      decision.delay += time;
    } else if (rule.effect == FaultEffect::kDrip) {
      decision.drip += time;
    } else if (!decision.effect) {
      decision.effect = rule.effect;
      decision.http_status = rule.http_status;
    }
  }
  return decision;
}

bool FaultPlan::revokes_station(identity::StationIndex station, sim::Instant now) const {
  return std::ranges::any_of(rules_, [&](auto const& numbered) {
    auto const& rule = numbered.second.entry.rule;
    return rule.effect == FaultEffect::kStationRevoked && rule.stands(now) &&
           (!rule.stations || rule.stations->contains(station)) && rule.share_ppm == 1'000'000 &&
           rule.first == FaultRule{}.first;
  });
}

std::optional<ResponderState> FaultPlan::state_of(CardOfStatus const& card, sim::Instant now) const {
  for (auto const& numbered : rules_) {
    auto const& standing = numbered.second;
    auto const& rule = standing.entry.rule;
    if (!is_of_card_status(rule.effect) || !rule.stands(now)) continue;
    if (rule.people && (!card.person || !rule.people->contains(*card.person))) continue;
    auto draws = sim::RandomStream{standing.seed, "strike", card.serial};
    if (!draws.chance(rule.share_ppm)) continue;
    switch (rule.effect) {
      case FaultEffect::kCardRevoked:
        return ResponderState{.conduct = ResponderConduct::kRevoked,
                              .since = rule.from.value_or(sim::Instant{}),
                              .reason = RevocationReason::kKeyCompromise};
      case FaultEffect::kOcspSlow:
        return ResponderState{.conduct = ResponderConduct::kSlow, .delay = standing.time.sample(draws)};
      case FaultEffect::kOcspExpired:
        return ResponderState{.conduct = ResponderConduct::kExpiredResponder};
      default:
        return ResponderState{.conduct = ResponderConduct::kDown};
    }
  }
  return std::nullopt;
}

}  // namespace kazasu::eligibility
