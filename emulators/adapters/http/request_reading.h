// How a session reads a request: its header, and its body into memory or into the service's sink. Internal to
// the adapters.
#pragma once

#include <cstdint>

#include "emulators/adapters/http/session.h"

namespace kazasu::adapters {

// Why reading a request ended.
enum class Reading : std::uint8_t {
  kMore,  // it has not
  kRequest,
  kEnd,
  kMalformed,
  kHeaderTooLarge,
  kBodyTooLarge,
  kTooSlow,
  kSinkFailed
};

boost::asio::awaitable<Reading> read_request(Session& session);

// Of the answer to what could not be read.
int status_of(Reading reading);

}  // namespace kazasu::adapters
