#include "harness/interruption.h"

#include <ctime>

namespace kazasu::harness {

Interruption::Interruption() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

Interruption::~Interruption() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interruption::requested() {
  auto const at_once = timespec{};
  if (!seen_ && sigtimedwait(&signals_, nullptr, &at_once) > 0) seen_ = true;
  return seen_;
}

void Interruption::wait() {
  while (!seen_) seen_ = sigwaitinfo(&signals_, nullptr) > 0;
}

}  // namespace kazasu::harness
