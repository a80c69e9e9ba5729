// Visits between the consent screen and the card: open sessions with the nonce to be signed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "emulators/eligibility/messages.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// A visit that the patient opened; `nonce` is what the card has to sign.
struct Visit {
  identity::StationIndex station = 0;
  ConsentSet consents;
  sim::Instant opened;
  Care care = Care::kContinuing;
  ConsentAction action = ConsentAction::kRegister;
  std::optional<std::chrono::year_month_day> consultation = {};  // of online care
  bool registers_card = false;
  WayIn way_in = WayIn::kWeb;
};

// Every session name and nonce is a function of the seed and of the visit's number. A session is forgotten
// when it is used, or kRemembered after it was opened; in between it can still be told apart from an unknown
// one.
class VisitSessions {
 public:
  // Both ours, in calendar time: the patient has ten minutes from the consent to the card.
  static constexpr auto kLifetime = std::chrono::minutes{10};
  static constexpr auto kRemembered = 2 * kLifetime;
  static constexpr auto kDefaultLimit = std::size_t{1} << 20U;
  static constexpr auto kNonceBytes = std::size_t{32};

  // `first`: number of the first visit. A system that goes on after a restart must not give out the nonces of
  // its earlier life again, for which there may be signatures.
  VisitSessions(std::uint64_t seed, std::size_t limit, std::uint64_t first = 0)
      : seed_(seed), limit_(limit), opened_(first) {}

  struct Opened {
    std::string session;  // 32 hexadecimal digits
    std::string nonce;    // kNonceBytes
  };
  // Nothing when `limit` visits are open or remembered.
  std::optional<Opened> open(Visit const& visit);

  enum class Finding { kOpen, kUnknown, kExpired };
  struct Taken {
    Finding finding = Finding::kUnknown;
    Visit visit;        // meaningful when open
    std::string nonce;  // likewise
  };
  // Takes the session out: a second call finds it unknown. A session of another station is unknown and stays.
  Taken take(std::string_view session, identity::StationIndex station, sim::Instant now);

  std::size_t size() const { return visits_.size(); }
  // All of them; the next visit goes on counting.
  void forget_all() {
    visits_.clear();
    ages_.clear();
  }

 private:
  struct Entry {
    std::uint64_t number = 0;
    Visit visit;
  };
  struct Age {
    std::uint64_t key = 0;
    std::uint64_t number = 0;
    sim::Instant opened;
  };
  void forget_old(sim::Instant now);

  std::uint64_t seed_;
  std::size_t limit_;
  std::uint64_t opened_;                             // number of the next visit
  std::unordered_map<std::uint64_t, Entry> visits_;  // by the first half of the session name; never iterated
  std::deque<Age> ages_;                             // in order of opening
};

}  // namespace kazasu::eligibility
