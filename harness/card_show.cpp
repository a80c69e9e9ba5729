// `kazasu card profiles` and `kazasu card show`.
#include <cstdio>
#include <stdexcept>

#include "emulators/adapters/card/card_state_files.h"
#include "emulators/card/card_deck.h"
#include "emulators/card/card_description.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "harness/card_commands.h"
#include "harness/card_supply.h"
#include "harness/open_pki.h"

namespace kazasu::harness {

namespace {

// What is on the disk now, without the folder's lock: its host may be running.
class StoredStates final : public card::CardMemories {
 public:
  explicit StoredStates(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::unique_ptr<card::CardMemory> memory_of(card::CardKey const& card) override {
    return adapters::stored_card_state(folder_, card);
  }

 private:
  std::filesystem::path folder_;
};

std::string text_of_card(CardShowOptions const& options) {
  auto const settings = card_population(options.world);
  auto const people = identity::GeneratedPeople{settings};
  auto const pki = open_test_pki(options.world.data, settings.calendar_start, settings.calendar_start);
  auto const issuer = identity::make_openssl_card_issuer(pki);
  auto const next_generation = identity::make_next_generation_card_issuer(pki);
  auto states = StoredStates{card_state_folder(options.world.data)};
  auto deck = card::CardDeck{{.people = people,
                              .issuer = *issuer,
                              .next_generation = next_generation.get(),
                              .calendar = {.seed = options.world.seed, .first_day = settings.calendar_start}},
                             card_profiles(options.world.profiles),
                             &states};
  auto const& maker = deck.maker(options.profile);
  if (!options.pins) return describe_card(maker, options.person, deck.card(options.person, options.profile));
  auto const memory = states.memory_of(maker.key(options.person));
  return card_pins(maker, options.person, memory.get());
}

}  // namespace

ExitCode list_profiles(CardProfilesOptions const& options) {
  std::fputs(card::describe_profiles(card_profiles(options.profiles)).c_str(), stdout);
  return ExitCode::kOk;
}

ExitCode show_card(CardShowOptions const& options) {
  try {
    std::fputs(text_of_card(options).c_str(), stdout);
  } catch (CommandError const&) {
    throw;
  } catch (std::invalid_argument const& mistake) {
    throw CommandError(ExitCode::kUsage, mistake.what());
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
