// An answer as it stands on the wire. Internal to the adapters.
#pragma once

#include <string>
#include <string_view>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

struct Framing {
  bool keep_alive = false;
  std::string server_timing{};
};

std::string_view reason_of(int status);
// Replaces `output` by everything before the body.
void write_head(std::string& output, HttpAnswer const& answer, Framing const& framing);

}  // namespace kazasu::adapters
