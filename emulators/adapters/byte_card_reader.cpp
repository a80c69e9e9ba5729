#include "emulators/adapters/byte_card_reader.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/card/card_commands.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/terminal/card_sequence.h"
#include "emulators/terminal/stepwise_reader.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

using namespace std::string_view_literals;
using card::CommandApdu;
using terminal::CardAnswer;
using terminal::CardResult;
using terminal::CardStep;
using terminal::Exchange;

// DigestInfo of SHA-256 up to the digest itself (RFC 8017, section 9.2, note 1).
constexpr auto kSha256Prefix =
    "\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"sv;

std::string digest_info(std::string_view message) {
  auto digest = std::array<unsigned char, EVP_MAX_MD_SIZE>{};
  auto length = 0U;
  if (EVP_Digest(message.data(), message.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest for the card to sign");
  }
  auto bytes = std::string{kSha256Prefix};
  for (std::size_t i = 0; i < length; ++i) bytes.push_back(static_cast<char>(digest[i]));
  return bytes;
}

// Command APDUs to one card. Calls that cost a signature run on the pool, all others on the engine's thread:
// a thread switch costs more than a card of microseconds.
class ByteLink final : public terminal::CardLink {
 public:
  ByteLink(card::CardStock& stock, identity::PersonIndex person) : stock_(stock), person_(person) {}

  // True when `step` costs an RSA signature: the card's own, or the issuer's for a card not made yet.
  bool is_costly(CardStep step) const {
    return step == CardStep::kSign || (step == CardStep::kActivate && !card_ && !stock_.has(person_));
  }

  // The card comes out of the stock here, not at the tap: issuing it costs a signature.
  void power_on() override {
    if (!card_) card_ = stock_.card(person_);
    card_->power_off();
  }
  Exchange select_application() override {
    return exchange({.ins = 0xA4, .p1 = 0x04, .p2 = 0x0C, .data = card::kJpkiAid});
  }
  Exchange select_file(card::FileId file) override {
    auto const id = std::array{static_cast<char>(static_cast<std::uint16_t>(file) >> 8U),
                               static_cast<char>(static_cast<std::uint16_t>(file) & 0xFFU)};
    return exchange({.ins = 0xA4, .p1 = 0x02, .p2 = 0x0C, .data = {id.data(), id.size()}});
  }
  Exchange verify(std::string_view pin) override { return exchange({.ins = 0x20, .p2 = 0x80, .data = pin}); }
  Exchange read_binary(std::uint32_t offset, std::uint32_t length) override {
    auto const high = static_cast<std::uint8_t>(offset >> 8U);
    return exchange({.ins = 0xB0, .p1 = high, .p2 = static_cast<std::uint8_t>(offset & 0xFFU), .le = length});
  }
  Exchange sign(std::string_view message) override {
    auto const input = digest_info(message);
    return exchange({.cla = 0x80, .ins = 0x2A, .p2 = 0x80, .data = input, .le = 256});
  }

 private:
  Exchange exchange(CommandApdu const& command) {
    if (!card_) throw std::logic_error("a card reader was used before activate()");
    auto const request = card::encode_command(command);
    auto const bytes = card::transmit(*card_, request);
    auto response = card::decode_response(bytes).value();
    return {.status = response.status,
            .data = std::move(response.data),
            .command_bytes = request.size(),
            .response_bytes = bytes.size()};
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
        pool_(parts.threads) {}

  std::unique_ptr<terminal::CardReader> tap(identity::PersonIndex person, std::uint64_t visit) override {
    auto const random = sim::RandomStream{seed_, terminal::kCardTimingPurpose, visit};
    return std::make_unique<ByteCardReader>(realtime_, pool_, ByteLink{stock_, person},
                                            Pace{timing_, random});
  }

 private:
  sim::Realtime& realtime_;
  card::CardStock& stock_;
  card::NfcTiming timing_;
  std::uint64_t seed_;
  boost::asio::thread_pool pool_;  // joined first, while everything its work refers to still stands
};

}  // namespace

std::unique_ptr<terminal::CardReaderSource> make_byte_card_readers(sim::Realtime& realtime,
                                                                   ByteReaderParts parts) {
  if (parts.threads == 0) throw std::invalid_argument("the byte card readers need at least one thread");
  return std::make_unique<ByteCardReaders>(realtime, parts);
}

}  // namespace kazasu::adapters
