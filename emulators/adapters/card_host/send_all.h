// Bytes to a blocking stream socket, all of them.
#pragma once

#include <string_view>

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::adapters {

// False when the other side is gone.
bool send_all(Descriptor const& socket, std::string_view bytes);

}  // namespace kazasu::adapters
