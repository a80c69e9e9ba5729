// A terminal's commands as APDU bytes, the same for every card that is talked to in bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/reader/apdu_record.h"
#include "emulators/terminal/card_sequence.h"

namespace kazasu::adapters {

// What came back over the link: an answer or an ATR, or why there is none.
struct LinkAnswer {
  terminal::CardResult result = terminal::CardResult::kOk;
  std::string bytes;
};

// Where the terminal's side of a link is written down. `slot` tells apart what happens at the same time.
struct TerminalTrace {
  reader::ApduSink* sink = nullptr;  // null: nothing is written
  std::uint32_t slot = 0;
};

// An answer without a status word is one a card never gives: kNotThisCard.
class ApduLink : public terminal::CardLink {
 public:
  explicit ApduLink(TerminalTrace trace) : trace_(trace) {}

  // Recorded as kPowerOn, with the ATR where there is one.
  terminal::CardResult power_on() final;
  terminal::Exchange select_application() final;
  terminal::Exchange select_file(card::FileId file) final;
  terminal::Exchange verify(std::string_view pin) final;
  terminal::Exchange read_binary(std::uint32_t offset, std::uint32_t length) final;
  // Computes the DigestInfo: a card signs what it is given.
  terminal::Exchange sign(std::string_view message) final;

 private:
  virtual LinkAnswer power_up() = 0;
  // Nothing when the command was not sent, because the time for it was over.
  virtual std::optional<LinkAnswer> transmit(std::string_view command) = 0;

  terminal::Exchange exchange(card::CommandApdu const& command);

  TerminalTrace trace_;
};

}  // namespace kazasu::adapters
