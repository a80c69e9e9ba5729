#include "emulators/adapters/card_host/control_client.h"

#include <stdexcept>

#include "emulators/adapters/card_host/line_socket.h"
#include "emulators/adapters/card_host/send_all.h"

namespace kazasu::adapters {

namespace {

constexpr std::size_t kLongestLine = 1 << 20;

ControlAnswer ask(Descriptor const& socket, LineReader& lines, ControlOrder const& order) {
  send_all(socket, text_of(order) + '\n');
  auto const line = lines.next();
  if (!line) throw std::runtime_error("the card host closed its control socket without an answer");
  try {
    return parse_answer(*line);
  } catch (std::invalid_argument const& mistake) {
    throw std::runtime_error(std::string{"the card host's answer is not understood: "} + mistake.what());
  }
}

}  // namespace

std::optional<ControlAnswer> ask_card_host(std::filesystem::path const& socket, ControlOrder const& order) {
  auto const connection = connect_to(socket);
  if (!connection) return std::nullopt;
  auto lines = LineReader{*connection, kLongestLine};
  return ask(*connection, lines, order);
}

bool follow_card_host(std::filesystem::path const& socket,
                      std::function<bool(std::string const&)> const& line) {
  auto const connection = connect_to(socket);
  if (!connection) return false;
  auto lines = LineReader{*connection, kLongestLine};
  ask(*connection, lines, TraceOrder{});
  while (auto const text = lines.next()) {
    if (!line(*text)) break;
  }
  return true;
}

}  // namespace kazasu::adapters
