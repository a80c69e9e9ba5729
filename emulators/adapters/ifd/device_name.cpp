#include "emulators/adapters/ifd/device_name.h"

#include <sys/un.h>

#include <charconv>

namespace kazasu::adapters {

namespace {

constexpr auto kDevice = std::string_view{"/dev/null"};
constexpr auto kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;

}  // namespace

std::optional<DeviceName> parse_device_name(std::string_view text) {
  auto const first = text.find(':');
  if (first == std::string_view::npos) return std::nullopt;
  auto const second = text.find(':', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  auto const number = text.substr(first + 1, second - first - 1);
  auto const socket = text.substr(second + 1);
  auto slots = std::size_t{0};
  auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), slots);
  if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  if (slots < 1 || slots > kMostSlots) return std::nullopt;
  if (!socket.starts_with('/') || socket.size() > kLongestSocketPath) return std::nullopt;
  return DeviceName{.slots = slots, .socket = std::string{socket}};
}

std::string text_of(DeviceName const& name) {
  return std::string{kDevice} + ":" + std::to_string(name.slots) + ":" + name.socket;
}

}  // namespace kazasu::adapters
