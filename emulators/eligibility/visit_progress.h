// What became of the visits that were opened: for the page that opened one and waits for its card.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/visit_sessions.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

enum class VisitState : std::uint8_t {
  kUnknown,  // never opened at that institution, or long ago
  kWaiting,  // for the card
  kEnded,    // without one
  kJudged,   // the card was shown; the outcome says how that went
};

// Why a visit ended before a card was shown; told by the page or by the app on the phone. Ours.
enum class VisitEnd : std::uint8_t { kByPatient, kPinLocked, kCardUnusable };
inline constexpr int kVisitEnds = 3;

// A session and the token of the institution's URL: who knows only one of them learns nothing.
struct VisitName {
  std::string reception_token;
  std::string session;
};

// Bounded: the oldest visits are forgotten when there are more than `limit`. Not thread-safe. `now` is
// calendar time.
class VisitProgress {
 public:
  // The page may ask as long as the session itself is remembered.
  static constexpr auto kRemembered = VisitSessions::kRemembered;
  static constexpr auto kDefaultLimit = std::size_t{1} << 16U;

  explicit VisitProgress(std::size_t limit = kDefaultLimit) : limit_(limit) {}

  void open(VisitName const& visit, sim::Instant now);
  // The first outcome stands: nothing happens unless the visit is waiting.
  void judge(VisitName const& visit, Registration registration, sim::Instant now);
  // False unless the visit was waiting.
  bool end(VisitName const& visit, VisitEnd reason, sim::Instant now);

  struct Found {
    VisitState state = VisitState::kUnknown;
    Registration registration;            // meaningful when judged
    VisitEnd end = VisitEnd::kByPatient;  // meaningful when ended
  };
  Found look_up(VisitName const& visit, sim::Instant now);

  std::size_t size() const { return visits_.size(); }

 private:
  struct Entry {
    std::string reception_token;
    Found found;
  };
  struct Age {
    std::string session;
    sim::Instant opened;
  };
  Entry* find(VisitName const& visit, sim::Instant now);
  void forget_oldest();

  std::size_t limit_;
  std::unordered_map<std::string, Entry> visits_;  // by session; never iterated
  std::deque<Age> ages_;                           // in order of opening
};

}  // namespace kazasu::eligibility
