// Frames of the reader link on a socket, for both of its ends.
#pragma once

#include <cstdint>

#include "emulators/reader/reader_link.h"

namespace kazasu::adapters {

// Writes a frame with one system call where the socket takes it whole. False when the link is gone, or when
// the other end did not read within the socket's time-out.
bool send_frame(int socket, reader::Frame const& frame);
// The same without waiting: false as well when the socket's buffer is full.
bool try_send_frame(int socket, reader::Frame const& frame);

enum class Receipt : std::uint8_t {
  kBytes,
  kNothing,  // none within the socket's time-out, or at once with kNow
  kClosed,
};
enum class Patience : std::uint8_t { kSocket, kNow };

// One receive. Precondition: `frames` is not broken, and next() has nothing more.
Receipt receive_into(int socket, reader::FrameReader& frames, Patience patience);

}  // namespace kazasu::adapters
