// The line DEVICENAME of pcscd's configuration, which tells the virtual reader where its card host is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// pcscd has room for 16 slots in all (PCSCLITE_MAX_READERS_CONTEXTS of 1.9.9).
inline constexpr std::size_t kMostSlots = 16;

struct DeviceName {
  std::size_t slots = 1;
  std::string socket;
};

// "/dev/null:4:/run/user/1000/kazasu/reader.sock". What is before the first colon has no meaning for the
// reader; pcscd looks whether it exists. Nothing when there are not 1 to 16 slots, or no absolute path of at
// most 107 bytes.
std::optional<DeviceName> parse_device_name(std::string_view text);
std::string text_of(DeviceName const& name);

}  // namespace kazasu::adapters
