// How the certificate status responder answers: what is revoked, and how the responder itself fares.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "emulators/eligibility/certificate_status.h"
#include "emulators/identity/population.h"
#include "sim/time.h"

namespace kazasu::eligibility {

enum class ResponderConduct : std::uint8_t {
  kGood,              // for everyone: as the table says; for one certificate: good whatever the table says
  kRevoked,           // from `since` on
  kUnknown,           // the responder does not know the certificate
  kExpiredResponder,  // the answer is right and its signer's certificate has expired
  kSlow,              // the answer is right and comes after `delay`
  kDown,              // the connection ends without an answer
};
std::string_view name_of(ResponderConduct conduct);  // "good", "expired_responder", ...
std::optional<ResponderConduct> conduct_by_name(std::string_view name);

struct ResponderState {
  ResponderConduct conduct = ResponderConduct::kGood;
  sim::Instant since;                                        // kRevoked
  RevocationReason reason = RevocationReason::kUnspecified;  // kRevoked
  sim::Duration delay{};                                     // kSlow
  bool operator==(ResponderState const&) const = default;
};

// A card as its certificate's status is asked for.
struct CardOfStatus {
  std::uint32_t serial = 0;
  std::optional<identity::PersonIndex> person = {};  // nothing: nobody's that is known
};
// Who may say otherwise for a while: a plan of faults.
struct ResponderOverlay {
  virtual ~ResponderOverlay() = default;
  virtual std::optional<ResponderState> state_of(CardOfStatus const& card, sim::Instant now) const = 0;
};

struct ResponderSettings {
  std::uint64_t seed = 0;
  std::uint32_t revoked_ppm = 0;  // share of the certificates that were revoked in the year before `origin`
  std::uint32_t unknown_ppm = 0;  // share that the responder does not know
  sim::Instant origin;
  identity::PersonSource const* people = nullptr;  // whose certificates were issued; none: any serial was
  ResponderOverlay const* overlay = nullptr;       // asked after the certificate's own state; may be none
};

// What one request comes to.
struct ResponderDecision {
  bool answers = true;
  bool expired_signer = false;
  sim::Duration delay{};
  CertificateStatus status;
};

// The state set for one certificate goes before the state set for everyone, and that before the table; a
// failure of the responder (expired, slow, down) leaves the table's status as it is.
class ResponderRules final : public CertificateStatusSource {
 public:
  // More would be a mistake of whoever sets them.
  static constexpr std::size_t kMostStates = 100'000;

  // Throws std::invalid_argument when the two shares are more than a million parts. `people` must outlive the
  // rules.
  explicit ResponderRules(ResponderSettings const& settings);

  void set(ResponderState const& state) { everyone_ = state; }
  // False when kMostStates certificates have a state of their own already.
  bool set(std::uint32_t serial, ResponderState const& state);
  // False when it had none.
  bool forget(std::uint32_t serial) { return states_.erase(serial) != 0; }
  void reset();

  ResponderState const& everyone() const { return everyone_; }
  std::map<std::uint32_t, ResponderState> const& states() const { return states_; }

  ResponderDecision decide(std::uint32_t serial, sim::Instant now) const;
  // The same as one who asks would see it: kNoAnswer unless a trustworthy answer comes. Says nothing of
  // delay.
  CertificateStatus status_of(std::uint32_t serial, sim::Instant now) const override;

 private:
  std::optional<ResponderState> overlay_of(std::uint32_t serial, sim::Instant now) const;
  CertificateStatus in_table(std::uint32_t serial, sim::Instant now) const;

  ResponderSettings settings_;
  ResponderState everyone_;
  std::map<std::uint32_t, ResponderState> states_;
};

}  // namespace kazasu::eligibility
