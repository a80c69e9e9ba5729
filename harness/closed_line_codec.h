// The XML of the closed line, bound to what the HTTP adapters ask for.
#pragma once

#include "emulators/adapters/closed_line_http.h"
#include "emulators/adapters/https_client.h"

namespace kazasu::harness {

adapters::ClosedLineServerCodec closed_line_server_codec();
adapters::ClosedLineClientCodec closed_line_client_codec();

}  // namespace kazasu::harness
