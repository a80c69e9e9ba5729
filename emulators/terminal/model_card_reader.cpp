#include "emulators/terminal/model_card_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/terminal/card_sequence.h"
#include "emulators/terminal/stepwise_reader.h"

namespace kazasu::terminal {

namespace {

using card::StatusWord;

// Lengths of command APDUs: header, Lc and Le of one byte each.
constexpr std::size_t kHeader = 4;
constexpr std::size_t kStatusBytes = 2;
constexpr std::uint32_t kWholeFile = 65'536;

// The card's typed operations, with the lengths that a real certificate and signature would have.
class TypedLink final : public CardLink {
 public:
  explicit TypedLink(card::Card card) : card_(std::move(card)) {}

  CardResult power_on() override {
    card_.power_off();
    return CardResult::kOk;
  }
  Exchange select_application() override {
    return bare(card_.select_application(card::kJpkiAid), kHeader + 1 + card::kJpkiAid.size());
  }
  Exchange select_file(card::FileId file) override { return bare(card_.select_file(file), kHeader + 1 + 2); }
  Exchange verify(std::string_view pin) override {
    if (pin.empty()) return bare(card_.query_tries(), kHeader);
    return bare(card_.verify(pin), kHeader + 1 + pin.size());
  }
  Exchange read_binary(std::uint32_t offset, std::uint32_t length) override;
  Exchange sign(std::string_view message) override;

 private:
  static Exchange bare(StatusWord status, std::size_t command_bytes) {
    return {.status = status, .data = {}, .command_bytes = command_bytes, .response_bytes = kStatusBytes};
  }

  card::Card card_;
};

constexpr auto kNominalHeader = std::string_view{"\x30\x82\x06\x2B"};
static_assert((0x06 << 8 | 0x2B) + 4 == kNominalCertificateBytes);

// The file seems to be kNominalCertificateBytes long. All of the twin's certificate comes with the block at
// offset 0; the later blocks only take their time.
Exchange TypedLink::read_binary(std::uint32_t offset, std::uint32_t length) {
  auto const whole = card_.read_binary({.offset = 0, .length = kWholeFile});
  auto exchange = bare(whole.status, kHeader + 1);
  if (whole.status != StatusWord::kSuccess) return exchange;
  exchange.response_bytes += std::min(length, kNominalCertificateBytes - offset);
  if (length == kNominalHeader.size()) {
    exchange.data = kNominalHeader;
  } else if (offset == 0) {
    exchange.data = whole.data;
  }
  return exchange;
}

Exchange TypedLink::sign(std::string_view message) {
  auto signed_message = card_.sign(message);
  auto exchange = bare(signed_message.status, kHeader + 1 + kNominalDigestInfoBytes + 1);
  if (signed_message.status != StatusWord::kSuccess) return exchange;
  exchange.response_bytes += kNominalSignatureBytes;
  exchange.data = std::move(signed_message.signature);
  return exchange;
}

class ModelCardReader final : public StepwiseReader {
 public:
  ModelCardReader(sim::Engine& engine, card::Card card, card::NfcTiming const& timing,
                  sim::RandomStream random)
      : engine_(engine), link_(std::move(card)), sequence_(link_, timing, random) {}

 private:
  sim::Task<CardAnswer> perform(CardStep step, std::string argument, sim::TimePoint deadline) override {
    auto const begin = engine_.now();
    if (begin > deadline) co_return CardAnswer{.result = CardResult::kTimedOut, .data = {}};
    auto timed = sequence_.run(step, argument, deadline - begin);
    if (timed.elapsed > sim::Duration::zero()) {
      co_await engine_.sleep_until(std::min(deadline, sim::saturating_add(begin, timed.elapsed)));
    }
    co_return std::move(timed.answer);
  }

  sim::Engine& engine_;
  TypedLink link_;
  CardSequence sequence_;
};

}  // namespace

std::unique_ptr<CardReader> ModelCardReaders::tap(identity::PersonIndex person, std::uint64_t visit) {
  return std::make_unique<ModelCardReader>(engine_, stock_.card(person), timing_,
                                           sim::RandomStream{seed_, kCardTimingPurpose, visit});
}

}  // namespace kazasu::terminal
