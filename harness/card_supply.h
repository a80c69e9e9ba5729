// Cards for readers: made from the test PKI, the generated people and the profiles, with a memory on disk.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "emulators/adapters/card/card_state_files.h"
#include "emulators/adapters/card_host/control_messages.h"
#include "emulators/card/card_deck.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/identity/card_credential.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/test_pki.h"
#include "harness/card_options.h"

namespace kazasu::harness {

// Any index is a person. Throws CommandError(kUsage).
identity::PopulationSettings card_population(CardWorldOptions const& options);
// The built-in profiles and the user's. Throws CommandError(kUsage) with a line for each mistake.
std::vector<card::CardProfile> card_profiles(std::filesystem::path const& file);
std::filesystem::path card_state_folder(std::filesystem::path const& data);

struct CardSupplyOptions {
  CardWorldOptions world;
  bool sync = false;
  bool model_timing = false;
};

class CardSupply {
 public:
  // Holds the folder of the cards' state. Throws CommandError.
  explicit CardSupply(CardSupplyOptions const& options);
  CardSupply(CardSupply const&) = delete;
  CardSupply& operator=(CardSupply const&) = delete;

  // Throws std::invalid_argument for a person, profile or fault that there is not, std::runtime_error when
  // the state of the card cannot be used. Thread-safe.
  adapters::SlotCard card(adapters::InsertOrder const& order);

 private:
  std::function<sim::Duration(std::string_view, std::string_view)> pace();

  identity::TestPki pki_;
  identity::GeneratedPeople people_;
  std::unique_ptr<identity::CardIssuer> issuer_;
  std::unique_ptr<identity::CardIssuer> next_generation_;
  std::unique_ptr<card::CardImages> images_;
  card::SharedParts shared_;
  adapters::CardStateFiles states_;
  card::CardDeck deck_;
  std::optional<card::NfcTiming> timing_;
  std::uint64_t seed_;
  std::mutex mutex_;
  std::uint64_t supplied_ = 0;
};

}  // namespace kazasu::harness
