// The consents that patients gave to stations, and how long they stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "emulators/eligibility/consent.h"
#include "emulators/eligibility/environment.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

struct Journal;

// The last instant (a whole second) of a consent given at `consented`: the end of the last day, in Japan, of
// the third month after it (中医協 slides of 2023-10, continuing home-visit care). Consent given again starts
// the period anew (ours).
sim::Instant consent_valid_until(sim::Instant consented);
// The same counted from any day of a month: a claim for that month prolongs to there (ours).
sim::Instant prolonged_until(std::chrono::year_month month);
// The last second of a day in Japan. 往診 consents end with the day of the visit (ours), online ones with the
// day of the consultation (slides of 2023-11-30).
sim::Instant end_of_day(std::chrono::year_month_day day);

struct Consent {
  sim::Instant given;
  ConsentSet items;
  sim::Instant until;  // its last second
};

struct ConsentKey {
  identity::PersonIndex person = 0;
  identity::StationIndex station = 0;
  Care care = Care::kContinuing;
  Environment environment = Environment::kOperation;
  bool operator==(ConsentKey const&) const = default;
};

// Holds what stands, and for kRemembered (ours) what ended, so that the reason can be told; so its size is
// bounded by what is valid. Not thread-safe.
class ConsentStore {
 public:
  static constexpr auto kRemembered = std::chrono::days{31};

  // Replaces what the person consented to at that station for that care before. Forgets what ended long ago.
  void put(ConsentKey const& key, Consent const& consent);

  enum class Standing : std::uint8_t { kNone, kStands, kEnded };
  struct Found {
    Standing standing = Standing::kNone;
    Consent consent;                       // meaningful unless there is none
    ConsentEnd end = ConsentEnd::kByTime;  // meaningful when it ended
  };
  Found look_up(ConsentKey const& key, sim::Instant now) const;
  // Nothing unless it stands.
  std::optional<Consent> find(ConsentKey const& key, sim::Instant now) const;
  // What stands for a person at a station, in order of Care.
  std::vector<std::pair<Care, Consent>> at_station(ConsentKey const& any_care, sim::Instant now) const;
  struct Held {
    identity::StationIndex station = 0;
    Care care = Care::kContinuing;
    Consent consent;
  };
  // What stands for a person anywhere, in the order of giving.
  std::vector<Held> of_person(ConsentKey const& any_station, sim::Instant now) const;
  // Who gave a station a consent that stands, from one instant to another (both included), oldest first.
  struct Span {
    sim::Instant from;
    sim::Instant to;
  };
  std::vector<identity::PersonIndex> given_between(ConsentKey const& any_person, Span span,
                                                   sim::Instant now) const;

  // Moves the end of a consent that stands to `until` when that is later. False when none stands.
  bool prolong(ConsentKey const& key, sim::Instant until, sim::Instant now);
  // Ends what stands for a person at a station, whatever the care.
  std::vector<std::pair<Care, Consent>> cancel(ConsentKey const& any_care, ConsentEnd reason,
                                               sim::Instant now);
  // Ends everything that stands at a station; returns how many that were.
  std::size_t cancel_station(ConsentKey const& any_person, ConsentEnd reason, sim::Instant now);

  std::size_t size() const { return size_; }

  // Takes up a consent of an earlier life; in order of their giving, and each key once.
  void restore(ConsentKey const& key, Consent const& consent, std::optional<ConsentEnd> cancelled);
  void report_to(Journal* journal) { journal_ = journal; }

 private:
  struct Entry {
    Consent consent;
    identity::StationIndex station = 0;
    Care care = Care::kContinuing;
    Environment environment = Environment::kOperation;
    std::optional<ConsentEnd> cancelled = {};
    bool stands(sim::Instant now) const;
    bool is(ConsentKey const& key) const {
      return station == key.station && care == key.care && environment == key.environment;
    }
  };
  struct Given {
    sim::Instant at;
    identity::PersonIndex person = 0;
    Care care = Care::kContinuing;
  };
  // In order of giving. Entries of consents that were replaced or forgotten go when they are the half.
  struct StationLog {
    std::vector<Given> given;
    std::size_t tidy_at = 64;
  };
  static std::uint64_t station_key(ConsentKey const& key) {
    return std::uint64_t{key.station} << 1U | static_cast<std::uint64_t>(key.environment);
  }
  Entry const* find_entry(ConsentKey const& key) const;
  Entry* find_entry(ConsentKey const& key);
  void end(ConsentKey const& key, ConsentEnd reason);
  void note_end(ConsentKey const& key, sim::Instant until);
  void log(ConsentKey const& key, sim::Instant given);
  void forget(ConsentKey const& key, sim::Instant now);
  void forget_old(sim::Instant now);

  std::unordered_map<identity::PersonIndex, std::vector<Entry>> people_;  // never iterated
  std::unordered_map<std::uint64_t, StationLog> stations_;                // never iterated
  std::map<sim::Instant, std::vector<ConsentKey>> ends_;  // a key may stand under several ends
  std::size_t size_ = 0;
  Journal* journal_ = nullptr;
};

}  // namespace kazasu::eligibility
