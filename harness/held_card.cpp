#include "harness/held_card.h"

#include <stdexcept>

#include "emulators/adapters/pcsc/pcsc_card_readers.h"
#include "emulators/adapters/pcsc/reader_choice.h"
#include "emulators/adapters/pcsc/slot_card_reader.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

// Block waiting time of a card that is mute.
constexpr auto kCardPatience = std::chrono::milliseconds{2500};

std::unique_ptr<adapters::PcscReader> reader_over_pcsc(std::string const& wanted) {
  using enum adapters::PcscSharing;
  try {
    auto const names = adapters::choose_readers(adapters::list_pcsc_readers(), {wanted}, kExclusive);
    if (names.size() != 1) {
      throw CommandError(ExitCode::kReader, "--reader " + wanted + " fits " + std::to_string(names.size()) +
                                                " readers; name one of them");
    }
    return adapters::open_pcsc_reader(names.front(), kExclusive);
  } catch (adapters::PcscError const& error) {
    throw CommandError(ExitCode::kReader, error.what());
  }
}

adapters::SlotCard card_of(CardSupply& supply, HeldCardOptions const& options) {
  try {
    return supply.card(
        {.person = options.person.value(), .profile = options.profile, .faults = options.faults});
  } catch (std::invalid_argument const& mistake) {
    throw CommandError(ExitCode::kUsage, mistake.what());
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
}

}  // namespace

HeldCard::HeldCard(HeldCardOptions const& options) {
  if (!options.reader.empty()) {
    reader_ = reader_over_pcsc(options.reader);
    return;
  }
  if (!options.person) {
    throw CommandError(ExitCode::kUsage,
                       "whose card? name a person with --person, or a reader of PC/SC with --reader");
  }
  supply_ = std::make_unique<CardSupply>(CardSupplyOptions{.world = options.world});
  slot_ = std::make_shared<adapters::CardSlot>(0, nullptr);
  slot_->insert(card_of(*supply_, options));
  reader_ = adapters::make_slot_card_reader("in process", slot_, kCardPatience);
}

std::unique_ptr<terminal::CardReaderSource> HeldCard::readers(sim::Realtime& realtime) {
  auto parts = adapters::PcscReaderParts{};
  parts.readers.push_back(std::move(reader_));
  return adapters::make_pcsc_card_readers(realtime, std::move(parts));
}

}  // namespace kazasu::harness
