// Speaks to a card host's control socket.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "emulators/adapters/card_host/control_messages.h"

namespace kazasu::adapters {

// Nothing when no host listens at `socket`. Throws std::runtime_error when it does not answer as one.
std::optional<ControlAnswer> ask_card_host(std::filesystem::path const& socket, ControlOrder const& order);

// Each line of the trace as it comes, until the host ends or `line` returns false. False when no host
// listens.
bool follow_card_host(std::filesystem::path const& socket,
                      std::function<bool(std::string const&)> const& line);

}  // namespace kazasu::adapters
