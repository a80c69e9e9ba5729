#include "harness/card_supply.h"

#include <cstdio>
#include <stdexcept>

#include "emulators/adapters/card/card_profiles_file.h"
#include "emulators/adapters/card_images/card_images.h"
#include "emulators/identity/keyed_permutation.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "emulators/identity/openssl_handles.h"
#include "emulators/reader/atr.h"
#include "emulators/reader/card_pace.h"
#include "harness/exit_code.h"
#include "harness/open_pki.h"

namespace kazasu::harness {

namespace {

sim::Instant first_day(CardWorldOptions const& options) {
  try {
    return sim::parse_iso_date_time(options.calendar_start);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, "--calendar-start " + options.calendar_start + ": " + error.what());
  }
}

identity::TestPki open_pki(CardWorldOptions const& options) {
  auto const start = first_day(options);
  return open_test_pki(options.data, start, start);
}

// Guaranteed elision: the folder's lock is not to be moved.
adapters::CardStateFiles open_states(CardSupplyOptions const& options) {
  auto const durability = options.sync ? adapters::Durability::kPower : adapters::Durability::kProcess;
  auto const complain = [](std::string const& why) { std::fprintf(stderr, "kazasu: %s\n", why.c_str()); };
  try {
    return {card_state_folder(options.world.data), durability, complain};
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
}

std::unique_ptr<card::CardImages> open_images() {
  try {
    return adapters::make_card_images();
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
}

}  // namespace

identity::PopulationSettings card_population(CardWorldOptions const& options) {
  return {.seed = options.seed,
          .people = identity::KeyedPermutation::kSize,
          .calendar_start = first_day(options)};
}

std::vector<card::CardProfile> card_profiles(std::filesystem::path const& file) {
  try {
    return file.empty() ? adapters::built_in_card_profiles() : adapters::load_card_profiles(file);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kUsage, error.what());
  }
}

std::filesystem::path card_state_folder(std::filesystem::path const& data) {
  return data / "cards";
}

CardSupply::CardSupply(CardSupplyOptions const& options)
    : pki_(open_pki(options.world)),
      people_(card_population(options.world)),
      issuer_(identity::make_openssl_card_issuer(pki_)),
      next_generation_(identity::make_next_generation_card_issuer(pki_)),
      images_(open_images()),
      shared_{.images = images_.get(),
              .terminal_authority = identity::rsa_modulus(pki_.terminal_ca().key.get())},
      states_(open_states(options)),
      deck_({.people = people_,
             .issuer = *issuer_,
             .next_generation = next_generation_.get(),
             .shared = &shared_,
             .calendar = {.seed = options.world.seed, .first_day = first_day(options.world)}},
            card_profiles(options.world.profiles), &states_),
      seed_(options.world.seed) {
  if (options.model_timing) timing_.emplace(card::CardModel{});
}

std::function<sim::Duration(std::string_view, std::string_view)> CardSupply::pace() {
  if (!timing_) return {};
  auto const lock = std::lock_guard{mutex_};
  return reader::CardPace{*timing_, sim::RandomStream{seed_, "card pace", supplied_++}};
}

adapters::SlotCard CardSupply::card(adapters::InsertOrder const& order) {
  auto const contactless = order.interface == adapters::CardInterface::kContactless;
  auto faults = std::optional<reader::CardFaults>{};
  if (!order.faults.empty()) {
    auto const chance = sim::RandomStream{order.fault_seed, "card faults", order.person};
    faults.emplace(reader::parse_faults(order.faults), chance);
  }
  return {.card = deck_.card(order.person, order.profile),
          .atr = std::string{contactless ? reader::contactless_atr() : reader::contact_atr()},
          .uid = contactless ? reader::pupi(order.person) : std::string{},
          .label = "person " + std::to_string(order.person) + ", " + order.profile,
          .faults = std::move(faults),
          .pace = pace()};
}

}  // namespace kazasu::harness
