#include "emulators/adapters/files/descriptor.h"

#include <unistd.h>

namespace kazasu::adapters {

void Descriptor::reset() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

}  // namespace kazasu::adapters
