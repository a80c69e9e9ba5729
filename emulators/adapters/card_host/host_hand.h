// The hand of a card host: puts people's cards into the slots of its virtual reader, over its control socket.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "emulators/terminal/card_hand.h"

namespace kazasu::adapters {

// The slot that a name of PC/SC stands for: "kazasu RR SS", reader and slot in hexadecimal as pcscd numbers
// them. Nothing for any other reader.
std::optional<std::uint32_t> slot_of_reader(std::string_view name);

// Cards are of the ordinary profile. Every call asks the host anew and throws CardHandError when it does not
// answer, when the reader is none of its slots, or when it refuses the card.
std::unique_ptr<terminal::CardHand> make_host_hand(std::filesystem::path control_socket);

}  // namespace kazasu::adapters
