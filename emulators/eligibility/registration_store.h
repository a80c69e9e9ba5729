// What card-holder authentications left behind: numbered registrations and the notices of each station.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/eligibility/environment.h"
#include "emulators/eligibility/messages.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

struct RegistrationRecord {
  identity::PersonIndex person = 0;
  sim::Instant registered;
  identity::StationIndex station = 0;
  bool eligibility_only = false;
  Care care = Care::kContinuing;
  Environment environment = Environment::kOperation;
};

// A number has 20 digits, all ours: the date of registration in Japan (8) and a serial number (12).
class RegistrationStore {
 public:
  struct StationKey {
    identity::StationIndex station = 0;
    Environment environment = Environment::kOperation;
  };
  using Ordinal = std::uint32_t;
  // Notices that one answer carries at most; the next request asks for the rest (ours).
  static constexpr auto kNoticesPerAnswer = std::size_t{256};

  // Throws std::length_error beyond four thousand million registrations.
  Ordinal add(RegistrationRecord const& record);
  std::string number_of(Ordinal ordinal) const;
  // Nothing for a number that was never given out.
  std::optional<Ordinal> find(std::string_view number) const;
  RegistrationRecord const& record(Ordinal ordinal) const { return entries_[ordinal].record; }

  // Takes the registration off its station's notices; more than once does nothing.
  void mark_fetched(Ordinal ordinal);
  // Oldest first: not fetched, and with a sequence above `after`.
  std::vector<Notice> notices(StationKey const& key, std::uint64_t after) const;
  std::size_t size() const { return entries_.size(); }

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
  Pending& pending_of(RegistrationRecord const& record) {
    return stations_[place({record.station, record.environment})];
  }

  std::vector<Entry> entries_;
  std::vector<Pending> stations_;  // by place(); grows to the highest station seen
};

}  // namespace kazasu::eligibility
