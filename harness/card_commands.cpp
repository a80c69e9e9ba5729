#include "harness/card_commands.h"

#include <cstdio>
#include <stdexcept>
#include <variant>

#include "emulators/adapters/card_host/control_client.h"
#include "emulators/adapters/http/target_url.h"
#include "sim/overloaded.h"

namespace kazasu::harness {

namespace {

using adapters::ControlVerdict;

ExitCode code_of(ControlVerdict verdict) {
  switch (verdict) {
    case ControlVerdict::kDone:
      return ExitCode::kOk;
    case ControlVerdict::kNotUnderstood:
      return ExitCode::kUsage;
    case ControlVerdict::kNoSuchSlot:
    case ControlVerdict::kOccupied:
    case ControlVerdict::kEmpty:
      return ExitCode::kSlot;
    case ControlVerdict::kCardUnusable:
      return ExitCode::kCardHost;
  }
  return ExitCode::kInternal;
}

[[noreturn]] void no_host(std::filesystem::path const& data) {
  throw CommandError(ExitCode::kCardHost, "no card host listens at " + control_socket(data).string() +
                                              "; start one with `kazasu card host --slots 1`, or name its "
                                              "folder with --data");
}

adapters::ControlAnswer ask(std::filesystem::path const& data, adapters::ControlOrder const& order) {
  auto answer = std::optional<adapters::ControlAnswer>{};
  try {
    answer = adapters::ask_card_host(control_socket(data), order);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
  if (!answer) no_host(data);
  if (answer->verdict != ControlVerdict::kDone) throw CommandError(code_of(answer->verdict), answer->message);
  return std::move(*answer);
}

ExitCode insert(CardInsertOptions const& options) {
  if (!options.vpcd.empty() || !options.vpcd_listen.empty()) return present_card(options);
  ask(options.world.data,
      adapters::InsertOrder{.slot = options.slot,
                            .person = options.person,
                            .profile = options.profile,
                            .faults = options.faults,
                            .fault_seed = options.fault_seed,
                            .interface = options.contact ? adapters::CardInterface::kContact
                                                         : adapters::CardInterface::kContactless,
                            .swap = options.swap});
  return ExitCode::kOk;
}

ExitCode remove(CardRemoveOptions const& options) {
  ask(options.data, adapters::RemoveOrder{options.slot});
  return ExitCode::kOk;
}

ExitCode list(CardListOptions const& options) {
  for (auto const& slot : ask(options.data, adapters::ListOrder{}).slots) {
    std::printf("slot %u: %s, %llu exchanges\n", slot.slot, slot.card.empty() ? "empty" : slot.card.c_str(),
                static_cast<unsigned long long>(slot.exchanges));
  }
  return ExitCode::kOk;
}

// Until the host ends or the reader of our standard output does.
ExitCode trace(CardTraceOptions const& options) {
  try {
    auto const found = adapters::follow_card_host(control_socket(options.data), [](std::string const& line) {
      return std::puts(line.c_str()) >= 0 && std::fflush(stdout) == 0;
    });
    if (!found) no_host(options.data);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
  return ExitCode::kOk;
}

}  // namespace

void require_own_host(std::string const& host, std::vector<std::string> const& owned) {
  try {
    adapters::require_allowed(host, owned);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kRefusedTarget, error.what());
  }
}

std::filesystem::path card_host_folder(std::filesystem::path const& data) {
  return std::filesystem::absolute(data / "card-host").lexically_normal();
}

std::filesystem::path control_socket(std::filesystem::path const& data) {
  return card_host_folder(data) / "control.sock";
}

std::filesystem::path reader_socket(std::filesystem::path const& data) {
  return card_host_folder(data) / "reader.sock";
}

ExitCode execute_card_command(CardCommand const& command) {
  return std::visit(
      sim::Overloaded{[](CardHostOptions const& options) { return host_cards(options); },
                      [](CardInsertOptions const& options) { return insert(options); },
                      [](CardRemoveOptions const& options) { return remove(options); },
                      [](CardListOptions const& options) { return list(options); },
                      [](CardTraceOptions const& options) { return trace(options); },
                      [](CardProfilesOptions const& options) { return list_profiles(options); },
                      [](CardShowOptions const& options) { return show_card(options); },
                      [](CardPhoneOptions const& options) { return be_phone(options); },
                      [](ReaderInstallOptions const& options) { return install_reader(options); },
                      [](CardSignOptions const& options) { return sign_with_card(options); }},
      command);
}

}  // namespace kazasu::harness
