// `kazasu card sign`: what a card says to a nonce, as the body that the reception takes.
#include <cstdio>
#include <iostream>
#include <string>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/pcsc/pcsc_reader.h"
#include "harness/card_commands.h"
#include "harness/held_card.h"

namespace kazasu::harness {

namespace {

using terminal::CardAnswer;
using terminal::CardResult;

constexpr auto kPatience = std::chrono::seconds{20};

struct Proof {
  CardResult result = CardResult::kCardRemoved;
  int tries_left = -1;
  std::string certificate{};
  std::string signature{};
};

struct Question {
  std::string pin;
  std::string nonce;
};

sim::Task<Proof> ask(sim::Engine& engine, terminal::CardReader& card, Question question) {
  auto const deadline = engine.now() + kPatience;
  auto const activated = co_await card.activate(deadline);
  if (activated.result != CardResult::kOk) co_return Proof{.result = activated.result};
  auto const selected = co_await card.select(deadline);
  if (selected.result != CardResult::kOk) co_return Proof{.result = selected.result};
  auto const verified = co_await card.verify(std::move(question.pin), deadline);
  if (verified.result != CardResult::kOk) {
    co_return Proof{.result = verified.result, .tries_left = verified.tries_left};
  }
  auto certificate = co_await card.read_certificate(deadline);
  if (certificate.result != CardResult::kOk) co_return Proof{.result = certificate.result};
  auto signature = co_await card.sign(std::move(question.nonce), deadline);
  co_return Proof{.result = signature.result,
                  .certificate = std::move(certificate.data),
                  .signature = std::move(signature.data)};
}

sim::Task<void> note_answer(sim::Engine& engine, terminal::CardReader& card, Question question,
                            Proof& proof) {
  auto answer = co_await ask(engine, card, std::move(question));
  proof = std::move(answer);
}

std::string read_pin() {
  auto pin = std::string{};
  std::getline(std::cin, pin);
  if (pin.size() == 4 && pin.find_first_not_of("0123456789") == std::string::npos) return pin;
  throw CommandError(ExitCode::kUsage,
                     "standard input: expected the card's PIN, four digits, on its first line; "
                     "`kazasu card show --person N --pins | head -1` prints it");
}

std::string refusal(Proof const& proof) {
  switch (proof.result) {
    case CardResult::kPinWrong:
      return "the PIN is wrong; " + std::to_string(proof.tries_left) + " more wrong ones lock it";
    case CardResult::kPinLocked:
      return "the PIN is locked";
    case CardResult::kCardRemoved:
      return "the card was taken away before it had answered";
    case CardResult::kTimedOut:
      return "no card lies there, or it does not answer";
    default:
      return "the card is none with the JPKI application";
  }
}

}  // namespace

ExitCode sign_with_card(CardSignOptions const& options) {
  auto const nonce = adapters::decode_base64(options.nonce);
  if (!nonce || nonce->empty()) {
    throw CommandError(ExitCode::kUsage, "--nonce: expected base64, as the reception's answer has it");
  }
  auto const pin = read_pin();
  auto held = HeldCard{options.card};
  auto realtime = sim::Realtime{};
  auto proof = Proof{};
  {
    auto const readers = held.readers(realtime);
    auto const card = readers->tap(options.card.person.value_or(0), 0);
    realtime.engine.spawn(note_answer(realtime.engine, *card, {.pin = pin, .nonce = *nonce}, proof));
    try {
      realtime.engine.run_until();
    } catch (adapters::PcscError const& error) {
      throw CommandError(ExitCode::kReader, error.what());
    }
  }
  if (proof.result != CardResult::kOk) throw CommandError(ExitCode::kCardRefused, refusal(proof));
  std::printf(
      "%s\n",
      adapters::encode_card_proof({.certificate = proof.certificate, .signature = proof.signature}).c_str());
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
