// One card reader as PC/SC shows it, with calls that block.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/card/apdu_link.h"

namespace kazasu::adapters {

enum class PcscProblem : std::uint8_t {
  kNoService,  // pcscd is not running, or has ended
  kNoReader,   // no such reader
  kInUse,      // another program keeps the reader to itself
};

// PC/SC cannot be used at all; the message says what to do.
class PcscError : public std::runtime_error {
 public:
  PcscError(PcscProblem problem, std::string const& message)
      : std::runtime_error(message), problem_(problem) {}
  PcscProblem problem() const { return problem_; }

 private:
  PcscProblem problem_;
};

// Whether other programs may talk to the card during a tap.
enum class PcscSharing : std::uint8_t { kExclusive, kShared };

using PcscDeadline = std::chrono::steady_clock::time_point;

// Belongs to one thread, cancel() excepted. Every call throws PcscError when pcscd is gone.
struct PcscReader {
  virtual ~PcscReader() = default;
  virtual std::string const& name() const = 0;

  // Ends what connection there was, waits for a card and powers it up. `bytes` is its ATR. kTimedOut: no card
  // came by the deadline, or another program kept the reader to itself until then. kNotThisCard: the card
  // answers no reset, or speaks neither T=0 nor T=1. kCardRemoved: the reader itself is gone.
  virtual LinkAnswer connect(PcscDeadline deadline) = 0;
  // kCardRemoved: the card left, or another one lies there now. kTimedOut: it is there and did not answer for
  // as long as the reader waits for a card. The call itself knows no deadline: PC/SC has none.
  virtual LinkAnswer transmit(std::string_view command) = 0;
  // Leaves the card to pcscd, which takes its power when nobody uses it; nothing happens without a
  // connection.
  virtual void disconnect() = 0;
  // True when the reader is empty by the deadline.
  virtual bool wait_until_empty(PcscDeadline deadline) = 0;
  // From any thread: connect() and wait_until_empty() give up at once from now on.
  virtual void cancel() = 0;
};

struct PcscReaderState {
  std::string name;
  bool exclusive = false;  // a program keeps it to itself
  bool in_use = false;     // a program talks to its card
};
// The readers there are, in pcscd's order; may be none. Throws PcscError kNoService.
std::vector<PcscReaderState> list_pcsc_readers();

// Throws PcscError kNoService.
std::unique_ptr<PcscReader> open_pcsc_reader(std::string name, PcscSharing sharing);

}  // namespace kazasu::adapters
