// What a terminal says to a card for one user authentication, written once for both clocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/jpki_files.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/terminal/card_reader.h"
#include "sim/random.h"
#include "sim/time.h"

namespace kazasu::terminal {

// The purpose of a tap's random stream, the same on both clocks: same seed and visit, same modelled times.
inline constexpr auto kCardTimingPurpose = "card timing";

// One command and its answer. The lengths are those of the APDUs on the air, whether any were built or not.
struct Exchange {
  card::StatusWord status = card::StatusWord::kSuccess;
  std::string data;
  std::size_t command_bytes = 0;
  std::size_t response_bytes = 0;
  CardResult delivery = CardResult::kOk;  // otherwise why no answer came; the rest says nothing then
};

// The way to one card, one exchange at a time: typed operations in virtual time, APDU bytes in real time.
// A link whose exchanges take time of their own keeps the deadline of the step, too: it sends nothing more
// once that has passed.
struct CardLink {
  virtual ~CardLink() = default;
  // kOk when the card is ready for its first command.
  virtual CardResult power_on() = 0;
  virtual Exchange select_application() = 0;
  virtual Exchange select_file(card::FileId file) = 0;
  virtual Exchange verify(std::string_view pin) = 0;
  // Precondition: length <= 256. `response_bytes` tells how much came; `data` may hold more (see the model).
  virtual Exchange read_binary(std::uint32_t offset, std::uint32_t length) = 0;
  virtual Exchange sign(std::string_view message) = 0;
};

// An answer and how long the card and the air took for it. kTimedOut when that is longer than the patience:
// the commands up to then did reach the card, and a try may be gone.
struct TimedAnswer {
  CardAnswer answer;
  sim::Duration elapsed{};
};

enum class CardStep : std::uint8_t {
  kActivate,
  kSelect,           // SELECT the JPKI application
  kVerify,           // SELECT 0018, VERIFY; the argument is the PIN
  kReadCertificate,  // SELECT 000A, READ 4 bytes (tag and length), READ in blocks of 256 from the start
  kSign,             // SELECT 0017, COMPUTE DIGITAL SIGNATURE; the argument is the message
};

// The order is that of OpenSC's JPKI driver (docs/protocols/card.md). No clock: it adds up modelled times.
class CardSequence {
 public:
  // `link` and `timing` must outlive the sequence.
  CardSequence(CardLink& link, card::NfcTiming const& timing, sim::RandomStream random)
      : link_(link), timing_(timing), random_(random) {}

  // A try that leaves no further one is kPinLocked, as is any try after it. Precondition: patience >= 0.
  TimedAnswer run(CardStep step, std::string_view argument, sim::Duration patience);

 private:
  class Attempt;

  CardAnswer activate(Attempt& attempt);
  CardAnswer select(Attempt& attempt);
  CardAnswer verify(Attempt& attempt, std::string_view pin);
  CardAnswer read_certificate(Attempt& attempt);
  CardAnswer sign(Attempt& attempt, std::string_view message);
  CardAnswer run(Attempt& attempt, CardStep step, std::string_view argument);

  CardLink& link_;
  card::NfcTiming const& timing_;
  sim::RandomStream random_;
};

}  // namespace kazasu::terminal
