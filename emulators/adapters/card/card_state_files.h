// The PIN state of cards in a folder: what makes a card remember its tries when its process is killed.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "emulators/adapters/files/durable_file.h"
#include "emulators/card/card_memory.h"

namespace kazasu::adapters {

// A card gets a file with the first command that changes one of its PINs; until then nothing is written. The
// folder is made with mode 0700, files with 0600. Thread-safe; outlives the memories it hands out.
// docs/protocols/card-profiles.md describes the files.
class CardStateFiles final : public card::CardMemories {
 public:
  // Hears why a store failed (the card itself can only answer 6581), on the thread of the command.
  using Complaint = std::function<void(std::string const&)>;

  // Holds the folder until its end. Throws std::runtime_error when somebody else holds it, or it cannot be
  // made or used.
  CardStateFiles(std::filesystem::path folder, Durability durability, Complaint complaint = {});
  ~CardStateFiles() override;
  CardStateFiles(CardStateFiles const&) = delete;
  CardStateFiles& operator=(CardStateFiles const&) = delete;

  // Throws std::runtime_error naming the file when it is damaged, of an unknown version or another card's,
  // and std::invalid_argument for a profile whose name no file can have (1 to 32 of a-z, 0-9 and _).
  std::unique_ptr<card::CardMemory> memory_of(card::CardKey const& card) override;

 private:
  struct State;
  class Memory;
  std::unique_ptr<State> state_;
};

// Where the state of a card is, whether or not there is any yet.
std::filesystem::path card_state_file(std::filesystem::path const& folder, card::CardKey const& card);

// What a folder holds of a card, for looking at it while its host is running: the state at this moment, whose
// store() throws std::logic_error. Throws as memory_of() does.
std::unique_ptr<card::CardMemory> stored_card_state(std::filesystem::path const& folder,
                                                    card::CardKey const& card);

}  // namespace kazasu::adapters
