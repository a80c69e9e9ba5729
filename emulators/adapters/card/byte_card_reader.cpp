#include "emulators/adapters/card/byte_card_reader.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/card/apdu_link.h"
#include "emulators/card/card_commands.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/terminal/card_sequence.h"
#include "emulators/terminal/stepwise_reader.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

using terminal::CardAnswer;
using terminal::CardResult;
using terminal::CardStep;

// Command APDUs to one card. Calls that cost a signature run on the pool, all others on the engine's thread:
// a thread switch costs more than a card of microseconds.
class ByteLink final : public ApduLink {
 public:
  ByteLink(card::CardStock& stock, identity::PersonIndex person, TerminalTrace trace)
      : ApduLink(trace), stock_(stock), person_(person) {}

  // True when `step` costs an RSA signature: the card's own, or the issuer's for a card not made yet.
  bool is_costly(CardStep step) const {
    return step == CardStep::kSign || (step == CardStep::kActivate && !card_ && !stock_.has(person_));
  }

 private:
  // The card comes out of the stock here, not at the tap: issuing it costs a signature.
  LinkAnswer power_up() override {
    if (!card_) card_ = stock_.card(person_);
    card_->power_off();
    return {};
  }
  std::optional<LinkAnswer> transmit(std::string_view command) override {
    if (!card_) throw std::logic_error("a card reader was used before activate()");
    return LinkAnswer{.bytes = card::transmit(*card_, command)};
  }

  card::CardStock& stock_;
  identity::PersonIndex person_;
  std::optional<card::Card> card_;
};

struct Pace {
  card::NfcTiming const& timing;
  sim::RandomStream random;
};

class ByteCardReader final : public terminal::StepwiseReader {
 public:
  ByteCardReader(sim::Realtime& realtime, boost::asio::thread_pool& pool, ByteLink link, Pace pace)
      : realtime_(realtime),
        pool_(pool),
        link_(std::move(link)),
        sequence_(link_, pace.timing, pace.random) {}

 private:
  sim::Task<CardAnswer> perform(CardStep step, std::string argument, sim::TimePoint deadline) override {
    auto& engine = realtime_.engine;
    auto const begin = engine.now();
    if (begin > deadline) co_return CardAnswer{.result = CardResult::kTimedOut, .data = {}};
    auto work = [this, step, &argument, begin, deadline] {
      if (realtime_.clock.wall_now() > deadline) {
        return terminal::TimedAnswer{CardAnswer{.result = CardResult::kTimedOut, .data = {}}};
      }
      return sequence_.run(step, argument, deadline - begin);
    };
    auto timed = terminal::TimedAnswer{};
    if (link_.is_costly(step)) {
      timed = co_await sim::await_pool(realtime_, pool_, std::move(work));
    } else {
      timed = work();
    }
    if (engine.now() > deadline) co_return CardAnswer{.result = CardResult::kTimedOut, .data = {}};
    auto const due = std::min(deadline, sim::saturating_add(begin, timed.elapsed));
    if (due > engine.now()) co_await engine.sleep_until(due);
    co_return std::move(timed.answer);
  }

  sim::Realtime& realtime_;
  boost::asio::thread_pool& pool_;
  ByteLink link_;
  terminal::CardSequence sequence_;
};

class ByteCardReaders final : public terminal::CardReaderSource {
 public:
  ByteCardReaders(sim::Realtime& realtime, ByteReaderParts const& parts)
      : realtime_(realtime),
        stock_(parts.stock),
        timing_(parts.model),
        seed_(parts.seed),
        sink_(parts.sink),
        pool_(parts.threads) {}

  std::unique_ptr<terminal::CardReader> tap(identity::PersonIndex person, std::uint64_t visit) override {
    auto const random = sim::RandomStream{seed_, terminal::kCardTimingPurpose, visit};
    auto const trace = TerminalTrace{.sink = sink_, .slot = static_cast<std::uint32_t>(visit)};
    return std::make_unique<ByteCardReader>(realtime_, pool_, ByteLink{stock_, person, trace},
                                            Pace{timing_, random});
  }

 private:
  sim::Realtime& realtime_;
  card::CardStock& stock_;
  card::NfcTiming timing_;
  std::uint64_t seed_;
  reader::ApduSink* sink_;
  boost::asio::thread_pool pool_;  // joined first, while everything its work refers to still stands
};

}  // namespace

std::unique_ptr<terminal::CardReaderSource> make_byte_card_readers(sim::Realtime& realtime,
                                                                   ByteReaderParts parts) {
  if (parts.threads == 0) throw std::invalid_argument("the byte card readers need at least one thread");
  return std::make_unique<ByteCardReaders>(realtime, parts);
}

}  // namespace kazasu::adapters
