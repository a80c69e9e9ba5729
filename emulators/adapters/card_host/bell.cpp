#include "emulators/adapters/card_host/bell.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <system_error>

namespace kazasu::adapters {

Bell::Bell() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!event_) throw std::runtime_error("no eventfd: " + std::generic_category().message(errno));
}

void Bell::ring() const {
  auto const one = std::uint64_t{1};
  // It can only fail when it has rung 2^64 - 2 times unheard, and then it is rung already.
  [[maybe_unused]] auto const rung = ::write(event_.number(), &one, sizeof one);
}

void Bell::still() const {
  auto heard = std::uint64_t{0};
  [[maybe_unused]] auto const read = ::read(event_.number(), &heard, sizeof heard);
}

}  // namespace kazasu::adapters
