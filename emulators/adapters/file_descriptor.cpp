#include "emulators/adapters/file_descriptor.h"

#include <unistd.h>

namespace kazasu::adapters {

void FileDescriptor::reset() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

}  // namespace kazasu::adapters
