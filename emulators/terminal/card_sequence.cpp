#include "emulators/terminal/card_sequence.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace kazasu::terminal {

namespace {

using card::FileId;
using card::StatusWord;
using card::Work;

constexpr std::uint32_t kBlock = 256;
constexpr std::uint32_t kDerHeader = 4;
constexpr std::size_t kStatusBytes = 2;

// The whole length of a DER object from its first four bytes: SEQUENCE with a two-byte length.
std::optional<std::uint32_t> der_length(std::string_view header) {
  if (header.size() != kDerHeader || !header.starts_with("\x30\x82")) return std::nullopt;
  auto const high = static_cast<std::uint8_t>(header[2]);
  auto const low = static_cast<std::uint8_t>(header[3]);
  return (static_cast<std::uint32_t>(high) << 8U | low) + kDerHeader;
}

// The step ends with an exchange that brought something else than what it needs, or nothing at all.
CardAnswer refused(Exchange const& exchange) {
  auto const delivered = exchange.delivery == CardResult::kOk;
  return CardAnswer{.result = delivered ? CardResult::kNotThisCard : exchange.delivery, .data = {}};
}
CardAnswer succeeded(std::string data = {}) {
  return CardAnswer{.result = CardResult::kOk, .data = std::move(data)};
}

CardAnswer pin_answer(Exchange const& verdict) {
  if (verdict.delivery != CardResult::kOk) return refused(verdict);
  auto const status = verdict.status;
  if (status == StatusWord::kSuccess) return succeeded();
  auto const tries = card::tries_left(status);
  if (tries && *tries > 0)
    return CardAnswer{.result = CardResult::kPinWrong, .data = {}, .tries_left = *tries};
  if (tries || status == StatusWord::kReferenceDataUnusable) {
    return CardAnswer{.result = CardResult::kPinLocked, .data = {}, .tries_left = 0};
  }
  return refused(verdict);
}

}  // namespace

// Adds up the time of one step's exchanges.
class CardSequence::Attempt {
 public:
  Attempt(CardSequence& sequence, sim::Duration patience) : sequence_(sequence), patience_(patience) {}

  // False when the answer came too late, not at all or is not 9000: no further command is then sent.
  bool spend(Exchange const& exchange, Work work) {
    if (exchange.delivery != CardResult::kOk) return false;
    elapsed_ +=
        sequence_.timing_.exchange(exchange.command_bytes, exchange.response_bytes, work, sequence_.random_);
    return in_time() && exchange.status == StatusWord::kSuccess;
  }
  void spend(sim::Duration time) { elapsed_ += time; }

  TimedAnswer close(CardAnswer answer) const {
    if (in_time()) return {std::move(answer), elapsed_};
    return {CardAnswer{.result = CardResult::kTimedOut, .data = {}}, elapsed_};
  }

 private:
  bool in_time() const { return elapsed_ <= patience_; }

  CardSequence& sequence_;
  sim::Duration patience_;
  sim::Duration elapsed_{};
};

CardAnswer CardSequence::activate(Attempt& attempt) {
  auto const ready = link_.power_on();
  if (ready != CardResult::kOk) return CardAnswer{.result = ready, .data = {}};
  attempt.spend(timing_.activation(random_));
  return succeeded();
}

CardAnswer CardSequence::select(Attempt& attempt) {
  auto const selected = link_.select_application();
  if (!attempt.spend(selected, Work::kSelect)) return refused(selected);
  return succeeded();
}

CardAnswer CardSequence::verify(Attempt& attempt, std::string_view pin) {
  auto const selected = link_.select_file(FileId::kAuthenticationPin);
  if (!attempt.spend(selected, Work::kSelect)) return refused(selected);
  auto const verdict = link_.verify(pin);
  attempt.spend(verdict, Work::kVerify);
  return pin_answer(verdict);
}

CardAnswer CardSequence::read_certificate(Attempt& attempt) {
  auto const selected = link_.select_file(FileId::kAuthenticationCertificate);
  if (!attempt.spend(selected, Work::kSelect)) return refused(selected);
  auto const header = link_.read_binary(0, kDerHeader);
  if (!attempt.spend(header, Work::kNone)) return refused(header);
  auto const length = der_length(header.data);
  if (!length) return refused(header);
  auto certificate = std::string{};
  for (auto offset = std::uint32_t{0}; offset < *length; offset += kBlock) {
    auto const wanted = std::min(kBlock, *length - offset);
    auto const block = link_.read_binary(offset, wanted);
    auto const read = attempt.spend(block, Work::kNone);
    if (!read || block.response_bytes != wanted + kStatusBytes) return refused(block);
    certificate += block.data;
  }
  return succeeded(std::move(certificate));
}

CardAnswer CardSequence::sign(Attempt& attempt, std::string_view message) {
  auto const selected = link_.select_file(FileId::kAuthenticationKey);
  if (!attempt.spend(selected, Work::kSelect)) return refused(selected);
  auto signature = link_.sign(message);
  if (!attempt.spend(signature, Work::kSign)) return refused(signature);
  return succeeded(std::move(signature.data));
}

CardAnswer CardSequence::run(Attempt& attempt, CardStep step, std::string_view argument) {
  switch (step) {
    case CardStep::kActivate:
      return activate(attempt);
    case CardStep::kSelect:
      return select(attempt);
    case CardStep::kVerify:
      return verify(attempt, argument);
    case CardStep::kReadCertificate:
      return read_certificate(attempt);
    case CardStep::kSign:
      return sign(attempt, argument);
  }
  return CardAnswer{.result = CardResult::kNotThisCard, .data = {}};
}

TimedAnswer CardSequence::run(CardStep step, std::string_view argument, sim::Duration patience) {
  auto attempt = Attempt{*this, patience};
  auto answer = run(attempt, step, argument);
  return attempt.close(std::move(answer));
}

}  // namespace kazasu::terminal
