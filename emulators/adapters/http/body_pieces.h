// The body of a request that is longer than memory should hold, on the side that sends it. Internal to the
// adapters.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "emulators/adapters/tls/socket_stream.h"

namespace kazasu::adapters {

// A body that is read while it is sent.
struct BodyPieces {
  std::uint64_t size = 0;  // bytes of the whole
  // What stands at `offset`, which is below `size`: at least one byte, as many as are to be held at a time.
  // The call ends as unreachable when there is none. Asked from the start again when a kept connection turned
  // out to be closed.
  std::function<std::string(std::uint64_t offset)> at;
};

// Lets others run between the pieces: as long as the server keeps up, writing does not wait.
boost::asio::awaitable<IoStatus> send_pieces(boost::asio::io_context& io, BodyPieces const& pieces,
                                             SocketStream& stream);

}  // namespace kazasu::adapters
