// Where the body of a request goes while it is read: a port of services that take more than memory should
// hold.
#pragma once

#include <string_view>

namespace kazasu::adapters {

struct BodySink {
  virtual ~BodySink() = default;
  // The next bytes of the body, in order and without any framing; at least one and 16 KiB or so at most. Runs
  // on the listener's thread and must not block for long. An exception that leaves it is answered with status
  // 500, and the connection ends.
  virtual void take(std::string_view bytes) = 0;
};

// Of a request that is refused whatever its body says: the connection can go on after it.
class DroppedBody : public BodySink {
 public:
  void take(std::string_view) override {}
};

}  // namespace kazasu::adapters
