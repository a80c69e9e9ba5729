#include "harness/card_readers.h"

#include <utility>
#include <vector>

#include "emulators/adapters/card/byte_card_reader.h"
#include "emulators/adapters/pcsc/pcsc_card_readers.h"
#include "emulators/adapters/pcsc/reader_choice.h"
#include "harness/card_hand.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

template <class Action>
auto saying_what_is_wrong(Action const& action) {
  try {
    return action();
  } catch (adapters::PcscError const& error) {
    throw CommandError(ExitCode::kReader, error.what());
  } catch (terminal::CardHandError const& error) {
    throw CommandError(ExitCode::kReader, error.what());
  }
}

adapters::PcscSharing sharing(RunOptions const& options) {
  return options.share_readers ? adapters::PcscSharing::kShared : adapters::PcscSharing::kExclusive;
}

std::vector<std::string> chosen_readers(RunOptions const& options) {
  return adapters::choose_readers(adapters::list_pcsc_readers(), options.readers, sharing(options));
}

std::unique_ptr<RunTrace> make_trace(RunOptions const& options) {
  return options.trace.empty() ? nullptr : std::make_unique<RunTrace>(options.trace);
}

reader::ApduSink* sink_of(CardReaders const& readers) {
  return readers.trace ? &readers.trace->sink() : nullptr;
}

CardReaders over_pcsc(sim::Realtime& realtime, RunOptions const& options) {
  auto readers =
      CardReaders{.in_process = false, .trace = make_trace(options), .hand = make_card_hand(options)};
  auto parts = adapters::PcscReaderParts{.hand = readers.hand.get(), .sink = sink_of(readers)};
  for (auto const& name : chosen_readers(options)) {
    readers.description += (readers.description.empty() ? "" : ", ") + name;
    parts.readers.push_back(adapters::open_pcsc_reader(name, sharing(options)));
  }
  readers.source = adapters::make_pcsc_card_readers(realtime, std::move(parts));
  return readers;
}

}  // namespace

void require_card_readers(RunOptions const& options, scenarios::Scenario const& scenario) {
  if (options.readers.empty()) return;
  auto const& mix = scenario.card_mix;
  if (mix.face_authentication_ppm + mix.pin_locked_ppm + mix.reissued_ppm > 0) {
    throw CommandError(ExitCode::kUsage,
                       "--reader: the scenario's card.face_authentication, card.pin_locked and card.reissued "
                       "are for cards in process; leave them out, the cards on readers are the card host's");
  }
  saying_what_is_wrong([&options] {
    auto const hand = make_card_hand(options);
    for (auto const& name : chosen_readers(options)) {
      if (hand) hand->take_away(name);
    }
  });
}

CardReaders make_card_readers(sim::Realtime& realtime, card::CardStock& stock,
                              scenarios::Scenario const& scenario, RunOptions const& options) {
  if (!options.readers.empty()) {
    return saying_what_is_wrong([&] { return over_pcsc(realtime, options); });
  }
  auto readers = CardReaders{.trace = make_trace(options)};
  readers.source = adapters::make_byte_card_readers(
      realtime,
      {.stock = stock, .model = scenario.card, .seed = scenario.population.seed, .sink = sink_of(readers)});
  return readers;
}

bool with_card_readers(std::function<bool()> const& run) {
  return saying_what_is_wrong(run);
}

}  // namespace kazasu::harness
