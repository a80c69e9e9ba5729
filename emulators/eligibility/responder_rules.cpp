#include "emulators/eligibility/responder_rules.h"

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/random.h"

namespace kazasu::eligibility {

namespace {

using enum ResponderConduct;

constexpr auto kConducts = std::array<std::pair<ResponderConduct, std::string_view>, 6>{{
    {kGood, "good"},
    {kRevoked, "revoked"},
    {kUnknown, "unknown"},
    {kExpiredResponder, "expired_responder"},
    {kSlow, "slow"},
    {kDown, "down"},
}};

constexpr auto kMillion = std::uint64_t{1'000'000};
constexpr auto kSecondsOfYear = std::uint64_t{365} * 24 * 3600;

// Why cards are given up: loss, removal to another municipality, a new card (shares are ours).
constexpr auto kSeededReasons =
    std::array{RevocationReason::kKeyCompromise, RevocationReason::kAffiliationChanged,
               RevocationReason::kSuperseded, RevocationReason::kCessationOfOperation};

CertificateStatus revoked_from(sim::Instant since, RevocationReason reason, sim::Instant now) {
  if (now < since) return {};
  return {.verdict = StatusVerdict::kRevoked, .revoked_at = since, .reason = reason};
}

}  // namespace

std::string_view name_of(ResponderConduct conduct) {
  return kConducts[static_cast<std::size_t>(conduct)].second;
}

std::optional<ResponderConduct> conduct_by_name(std::string_view name) {
  for (auto const& [conduct, text] : kConducts) {
    if (text == name) return conduct;
  }
  return std::nullopt;
}

ResponderRules::ResponderRules(ResponderSettings const& settings) : settings_(settings) {
  if (std::uint64_t{settings.revoked_ppm} + settings.unknown_ppm > kMillion) {
    throw std::invalid_argument("certificate status: revoked and unknown shares add up to " +
                                std::to_string(std::uint64_t{settings.revoked_ppm} + settings.unknown_ppm) +
                                " parts per million, at most 1000000 can be");
  }
}

bool ResponderRules::set(std::uint32_t serial, ResponderState const& state) {
  if (states_.size() >= kMostStates && !states_.contains(serial)) return false;
  states_.insert_or_assign(serial, state);
  return true;
}

void ResponderRules::reset() {
  everyone_ = {};
  states_.clear();
}

ResponderDecision ResponderRules::decide(std::uint32_t serial, sim::Instant now) const {
  auto const own = states_.find(serial);
  auto const overlaid = own == states_.end() ? overlay_of(serial, now) : std::nullopt;
  auto const& state = own != states_.end() ? own->second : overlaid ? *overlaid : everyone_;
  switch (state.conduct) {
    case kGood:
      return {.status = own != states_.end() ? CertificateStatus{} : in_table(serial, now)};
    case kRevoked:
      return {.status = revoked_from(state.since, state.reason, now)};
    case kUnknown:
      return {.status = {.verdict = StatusVerdict::kUnknown}};
    case kExpiredResponder:
      return {.expired_signer = true, .status = in_table(serial, now)};
    case kSlow:
      return {.delay = state.delay, .status = in_table(serial, now)};
    case kDown:
      break;
  }
  return {.answers = false, .status = kNoStatus};
}

CertificateStatus ResponderRules::status_of(std::uint32_t serial, sim::Instant now) const {
  auto const decision = decide(serial, now);
  return decision.answers && !decision.expired_signer ? decision.status : kNoStatus;
}

std::optional<ResponderState> ResponderRules::overlay_of(std::uint32_t serial, sim::Instant now) const {
  if (settings_.overlay == nullptr) return std::nullopt;
  auto card = CardOfStatus{.serial = serial};
  if (settings_.people != nullptr) card.person = settings_.people->by_certificate_serial(serial);
  return settings_.overlay->state_of(card, now);
}

CertificateStatus ResponderRules::in_table(std::uint32_t serial, sim::Instant now) const {
  auto const unknown = CertificateStatus{.verdict = StatusVerdict::kUnknown};
  if (settings_.people != nullptr && !settings_.people->by_certificate_serial(serial)) return unknown;
  if (settings_.revoked_ppm == 0 && settings_.unknown_ppm == 0) return {};
  auto random = sim::RandomStream{settings_.seed, "certificate status", serial};
  auto const draw = random.below(kMillion);
  if (draw >= std::uint64_t{settings_.revoked_ppm} + settings_.unknown_ppm) return {};
  if (draw >= settings_.revoked_ppm) return unknown;
  auto const before = std::chrono::seconds{random.below(kSecondsOfYear) + 1};
  auto const reason = kSeededReasons[random.below(kSeededReasons.size())];
  return revoked_from(settings_.origin - before, reason, now);
}

}  // namespace kazasu::eligibility
