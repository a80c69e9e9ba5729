// Where the time of an exchange over a phone goes: radio, network or card, without clocks that agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/histogram.h"
#include "sim/time.h"

namespace kazasu::reader {

// The phone's own monotonic clock, in nanoseconds from any origin; 0: not known.
using PhoneTime = std::uint64_t;

// One exchange in parts that add up to what the terminal waited.
struct PhoneTimes {
  sim::Duration network{};  // both ways, the phone's own work included
  sim::Duration host{};     // in the host, without the card
  sim::Duration card{};
};

// Nothing when the figures contradict each other (a turnaround shorter than the host's part, a clock that
// went back, more than an hour). `turnaround`: between the command's coming from the radio and the answer's
// being handed to it; `host`: between the command's coming to the host and the answer's leaving it, of which
// the card had `card`.
std::optional<PhoneTimes> separate(sim::Duration turnaround, sim::Duration host, sim::Duration card);
// `later` - `earlier`; nothing when one is not known, the clock went back or an hour has passed.
std::optional<sim::Duration> elapsed(PhoneTime earlier, PhoneTime later);

struct PhoneSummary {
  sim::Histogram radio{};  // answer and next command on the air, the terminal's thinking included
  sim::Histogram network{};
  sim::Histogram host{};
  sim::Histogram card{};
  std::uint64_t exchanges = 0;
  std::uint64_t unusable = 0;  // exchanges whose stamps contradict each other
};
// A table for people: count, median, 99th percentile and share of each part.
std::string text_of(PhoneSummary const& summary);

// One phone's exchanges in order, from the host's side: the parts of an exchange are known once the phone
// says, with the next command or with the end of the field, when it handed the answer to the radio.
class PhoneTimeline {
 public:
  // `into` outlives the timeline and may be shared by several, one call at a time.
  explicit PhoneTimeline(PhoneSummary& into) : summary_(into) {}

  void field_on();
  // A command came: heard from the radio at `heard`; the previous answer was handed to it at `handed`.
  void command(PhoneTime heard, PhoneTime handed);
  // Its answer leaves.
  void answered(sim::Duration host, sim::Duration card);
  void field_off(PhoneTime handed);

 private:
  void close_exchange(PhoneTime handed);

  struct Open {
    PhoneTime heard = 0;
    sim::Duration host{};
    sim::Duration card{};
    bool answered = false;
  };
  PhoneSummary& summary_;
  std::optional<Open> open_;
};

}  // namespace kazasu::reader
