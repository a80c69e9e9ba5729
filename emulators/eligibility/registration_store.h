// What card-holder authentications left behind: numbered registrations and the notices of each station.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/eligibility/environment.h"
#include "emulators/eligibility/messages.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

struct Journal;

struct RegistrationRecord {
  identity::PersonIndex person = 0;
  sim::Instant registered;
  identity::StationIndex station = 0;
  bool eligibility_only = false;
  Care care = Care::kContinuing;
  Environment environment = Environment::kOperation;
};

// A number has 20 digits, all ours: the date of registration in Japan (8) and a serial number (12). Keeps the
// latest kMostKept registrations for kKept, so that its size has a bound; the latest of all stays.
class RegistrationStore {
 public:
  struct StationKey {
    identity::StationIndex station = 0;
    Environment environment = Environment::kOperation;
  };
  using Ordinal = std::uint32_t;
  // Notices that one answer carries at most; the next request asks for the rest (ours).
  static constexpr auto kNoticesPerAnswer = std::size_t{256};

  // Both ours; the second is 64 bytes for each, 256 MiB in all. What is older goes, kForgottenAtOnce or a
  // day's worth at a time, whether its notice was fetched or not.
  static constexpr auto kKept = std::chrono::days{31};
  static constexpr auto kMostKept = std::size_t{1} << 22U;
  static constexpr auto kForgottenAtOnce = std::size_t{4096};

  RegistrationStore() = default;
  explicit RegistrationStore(std::size_t most_kept) : most_kept_(most_kept) {}

  // Throws std::length_error beyond four thousand million registrations.
  Ordinal add(RegistrationRecord const& record);
  std::string number_of(Ordinal ordinal) const;
  // Nothing for a number that was never given out or is kept no longer.
  std::optional<Ordinal> find(std::string_view number) const;
  // Here and below: of one that is kept.
  RegistrationRecord const& record(Ordinal ordinal) const { return entry(ordinal).record; }

  // Takes the registration off its station's notices; more than once does nothing.
  void mark_fetched(Ordinal ordinal);
  // Oldest first: not fetched, and with a sequence above `after`.
  std::vector<Notice> notices(StationKey const& key, std::uint64_t after) const;
  std::size_t size() const { return entries_.size(); }

  // Takes up what an earlier life left, in order of the ordinals. Throws std::invalid_argument when one is
  // missing in between.
  struct Restored {
    Ordinal ordinal = 0;
    std::uint32_t sequence = 0;
    bool fetched = false;
    RegistrationRecord record;
  };
  void restore(Restored const& restored);
  // The last sequence that a station's notices had, where that is more than what is kept shows.
  void restore_sequence(StationKey const& key, std::uint32_t last);
  void report_to(Journal* journal) { journal_ = journal; }

 private:
  static constexpr auto kNone = Ordinal{0xFFFFFFFFU};
  struct Entry {
    RegistrationRecord record;
    std::uint32_t sequence = 0;  // within the station, from 1
    Ordinal previous = kNone;    // in the station's list of notices
    Ordinal next = kNone;
    bool pending = true;
  };
  static_assert(sizeof(Entry) <= 64);
  struct Pending {
    Ordinal first = kNone;
    Ordinal last = kNone;
    std::uint32_t registrations = 0;  // ever
  };

  static std::size_t place(StationKey const& key) {
    return key.station * std::size_t{2} + static_cast<std::size_t>(key.environment);
  }
  Pending& station_of(StationKey const& key);
  Entry& entry(Ordinal ordinal) { return entries_[ordinal - forgotten_]; }
  Entry const& entry(Ordinal ordinal) const { return entries_[ordinal - forgotten_]; }
  Ordinal next_ordinal() const { return static_cast<Ordinal>(forgotten_ + entries_.size()); }
  void append(RegistrationRecord const& record, std::uint32_t sequence);
  void unlink(Entry& entry);
  void forget_old(sim::Instant now);

  std::size_t most_kept_ = kMostKept;
  std::deque<Entry> entries_;
  Ordinal forgotten_ = 0;          // ordinal of the first entry
  std::vector<Pending> stations_;  // by place(); grows to the highest station seen
  Journal* journal_ = nullptr;
};

}  // namespace kazasu::eligibility
