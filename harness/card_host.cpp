// `kazasu card host`: slots with cards, and everybody who reaches them.
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "emulators/adapters/card_host/apdu_followers.h"
#include "emulators/adapters/card_host/apdu_trace_files.h"
#include "emulators/adapters/card_host/control_server.h"
#include "emulators/adapters/card_host/phone_server.h"
#include "emulators/adapters/card_host/phone_token.h"
#include "emulators/adapters/card_host/reader_server.h"
#include "emulators/reader/apdu_mask.h"
#include "harness/card_commands.h"
#include "harness/card_supply.h"
#include "harness/interruption.h"

namespace kazasu::harness {

namespace {

using adapters::ControlAnswer;
using adapters::ControlVerdict;

ControlAnswer slot_answer(ControlVerdict verdict, std::uint32_t slot, std::string const& what) {
  return {.verdict = verdict, .message = "slot " + std::to_string(slot) + what};
}

class CardHost {
 public:
  explicit CardHost(CardHostOptions const& options)
      : supply_({.world = options.world, .sync = options.sync, .model_timing = options.model_timing}),
        files_(open_files(options)),
        slots_(make_slots(options.slots)),
        reader_(reader_socket(options.world.data), slot_list(), patience(options)),
        phones_(open_phones(options)),
        control_(
            control_socket(options.world.data),
            {.obey = [this](adapters::ControlOrder const& order) { return obey(order); },
             .follow = [this](adapters::LineListener listener) { followers_.follow(std::move(listener)); }}) {
  }

  // One line, for people and for scripts that wait for it.
  void announce(CardHostOptions const& options) const {
    std::printf("ready slots=%zu reader=%s control=%s", slots_.size(), reader_.socket().c_str(),
                control_socket(options.world.data).c_str());
    if (phones_) std::printf(" phones=%u", phones_->port());
    std::printf("\n");
    std::fflush(stdout);
  }

  void say_what_phones_took() const {
    if (phones_ && phones_->counters().accepted > 0) {
      std::fputs(reader::text_of(phones_->summary()).c_str(), stdout);
    }
  }

 private:
  using Slots = std::vector<std::unique_ptr<adapters::CardSlot>>;

  static sim::Duration patience(CardHostOptions const& options) {
    return std::chrono::milliseconds{options.patience_ms};
  }

  static std::unique_ptr<adapters::ApduTraceFiles> open_files(CardHostOptions const& options) {
    if (options.trace.empty()) return nullptr;
    try {
      return std::make_unique<adapters::ApduTraceFiles>(adapters::ApduTraceOptions{.text = options.trace});
    } catch (std::runtime_error const& error) {
      throw CommandError(ExitCode::kOutput, error.what());
    }
  }

  std::vector<reader::ApduSink*> sinks() {
    auto list = std::vector<reader::ApduSink*>{&followers_};
    if (files_) list.push_back(files_.get());
    return list;
  }

  Slots make_slots(std::uint32_t count) {
    auto slots = Slots{};
    for (std::uint32_t i = 0; i < count; ++i)
      slots.push_back(std::make_unique<adapters::CardSlot>(i, &mask_));
    return slots;
  }

  std::vector<adapters::CardSlot*> slot_list() const {
    auto list = std::vector<adapters::CardSlot*>{};
    for (auto const& slot : slots_) list.push_back(slot.get());
    return list;
  }

  std::unique_ptr<adapters::PhoneServer> open_phones(CardHostOptions const& options) {
    if (!options.phone_port) return nullptr;
    auto const address = adapters::TcpAddress{.host = options.phone_address, .port = *options.phone_port};
    if (auto const warning = adapters::exposure_warning(address)) {
      std::fprintf(stderr, "kazasu: %s\n", warning->c_str());
    }
    try {
      return std::make_unique<adapters::PhoneServer>(
          adapters::PhoneServerOptions{.address = address,
                                       .token = adapters::phone_token(card_host_folder(options.world.data)),
                                       .patience = patience(options)},
          slot_list());
    } catch (std::runtime_error const& error) {
      throw CommandError(ExitCode::kPort, error.what());
    }
  }

  ControlAnswer obey(adapters::ControlOrder const& order) {
    if (auto const* const insert = std::get_if<adapters::InsertOrder>(&order)) return obey(*insert);
    if (auto const* const remove = std::get_if<adapters::RemoveOrder>(&order)) return obey(*remove);
    return list();
  }

  ControlAnswer no_such_slot(std::uint32_t slot) const {
    return slot_answer(ControlVerdict::kNoSuchSlot, slot,
                       " is not there; this host has slots 0 to " + std::to_string(slots_.size() - 1));
  }

  ControlAnswer obey(adapters::InsertOrder const& order) {
    if (order.slot >= slots_.size()) return no_such_slot(order.slot);
    auto& slot = *slots_[order.slot];
    try {
      auto card = supply_.card(order);
      if (order.swap) {
        slot.swap(std::move(card));
      } else if (!slot.insert(std::move(card))) {
        return slot_answer(
            ControlVerdict::kOccupied, order.slot,
            " holds a card (" + slot.label().value_or("gone by now") + "); take it out first, or use --swap");
      }
    } catch (std::invalid_argument const& mistake) {
      return {.verdict = ControlVerdict::kNotUnderstood, .message = mistake.what()};
    } catch (std::runtime_error const& error) {
      return {.verdict = ControlVerdict::kCardUnusable, .message = error.what()};
    }
    return {};
  }

  ControlAnswer obey(adapters::RemoveOrder const& order) {
    if (order.slot >= slots_.size()) return no_such_slot(order.slot);
    if (slots_[order.slot]->remove()) return {};
    return slot_answer(ControlVerdict::kEmpty, order.slot, " is empty");
  }

  ControlAnswer list() const {
    auto answer = ControlAnswer{};
    for (std::uint32_t i = 0; i < slots_.size(); ++i) {
      answer.slots.push_back(
          {.slot = i, .card = slots_[i]->label().value_or(""), .exchanges = slots_[i]->exchanges()});
    }
    return answer;
  }

  CardSupply supply_;
  adapters::ApduFollowers followers_;
  std::unique_ptr<adapters::ApduTraceFiles> files_;
  reader::FanOut sinks_{sinks()};
  reader::MaskingSink mask_{sinks_};
  Slots slots_;
  adapters::ReaderServer reader_;
  std::unique_ptr<adapters::PhoneServer> phones_;
  adapters::ControlServer control_;  // last: its threads use all of the above
};

std::unique_ptr<CardHost> start(CardHostOptions const& options) {
  try {
    std::filesystem::create_directories(card_host_folder(options.world.data));
    std::filesystem::permissions(card_host_folder(options.world.data), std::filesystem::perms::owner_all);
    return std::make_unique<CardHost>(options);
  } catch (CommandError const&) {
    throw;
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
}

}  // namespace

ExitCode host_cards(CardHostOptions const& options) {
  auto interruption = Interruption{};  // before any thread
  auto const host = start(options);
  host->announce(options);
  interruption.wait();
  host->say_what_phones_took();
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
