// One authentication from the tap to the signature, as a nurse's device does it.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "emulators/terminal/card_reader.h"
#include "sim/realtime.h"

namespace kazasu::terminal {

// Ends with the first step that is not kOk, or with the signature. `patience` is that of every step.
inline sim::Task<void> authenticate(sim::Engine& engine, CardReader& reader, std::string pin,
                                    std::vector<CardAnswer>& answers) {
  auto const deadline = engine.now() + std::chrono::seconds{20};
  auto activated = co_await reader.activate(deadline);
  answers.push_back(activated);
  if (activated.result != CardResult::kOk) co_return;
  auto selected = co_await reader.select(deadline);
  answers.push_back(selected);
  if (selected.result != CardResult::kOk) co_return;
  auto verified = co_await reader.verify(std::move(pin), deadline);
  answers.push_back(verified);
  if (verified.result != CardResult::kOk) co_return;
  auto certificate = co_await reader.read_certificate(deadline);
  answers.push_back(certificate);
  if (certificate.result != CardResult::kOk) co_return;
  auto signature = co_await reader.sign("nonce", deadline);
  answers.push_back(signature);
}

struct Tap {
  identity::PersonIndex person = 0;
  std::string pin;
};

// One tap after the other; the answers of all.
inline sim::Task<void> tap_all(sim::Engine& engine, CardReaderSource& source, std::vector<Tap> taps,
                               std::vector<CardAnswer>& answers) {
  for (auto const& tap : taps) {
    auto const reader = source.tap(tap.person, 1);
    co_await authenticate(engine, *reader, tap.pin, answers);
  }
}

// Twice right, then wrong until the card is locked, then right and too late; and another person's card.
inline std::vector<Tap> taps_until_locked() {
  return {{3, "1234"}, {3, "1234"}, {3, "0000"}, {3, "0000"}, {3, "0000"}, {3, "1234"}, {4, "1234"}};
}

}  // namespace kazasu::terminal
