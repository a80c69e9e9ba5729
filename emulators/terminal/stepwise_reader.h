// A reader whose calls are all one step of the card sequence: what the readers of both clocks have in common.
#pragma once

#include <string>
#include <utility>

#include "emulators/terminal/card_reader.h"
#include "emulators/terminal/card_sequence.h"

namespace kazasu::terminal {

class StepwiseReader : public CardReader {
 public:
  sim::Task<CardAnswer> activate(sim::TimePoint deadline) final {
    return perform(CardStep::kActivate, {}, deadline);
  }
  sim::Task<CardAnswer> select(sim::TimePoint deadline) final {
    return perform(CardStep::kSelect, {}, deadline);
  }
  sim::Task<CardAnswer> verify(std::string pin, sim::TimePoint deadline) final {
    return perform(CardStep::kVerify, std::move(pin), deadline);
  }
  sim::Task<CardAnswer> read_certificate(sim::TimePoint deadline) final {
    return perform(CardStep::kReadCertificate, {}, deadline);
  }
  sim::Task<CardAnswer> sign(std::string message, sim::TimePoint deadline) final {
    return perform(CardStep::kSign, std::move(message), deadline);
  }

 private:
  virtual sim::Task<CardAnswer> perform(CardStep step, std::string argument, sim::TimePoint deadline) = 0;
};

}  // namespace kazasu::terminal
