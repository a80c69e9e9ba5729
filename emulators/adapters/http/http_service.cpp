#include "emulators/adapters/http/http_service.h"

#include <utility>

namespace kazasu::adapters {

void when_complete(HttpAnswer& answer, std::function<void(HttpAnswer&)> change) {
  if (answer.is_complete()) {
    change(answer);
  } else if (!answer.alter) {
    answer.alter = std::move(change);
  } else {
    answer.alter = [first = std::move(answer.alter), then = std::move(change)](HttpAnswer& complete) {
      first(complete);
      then(complete);
    };
  }
}

}  // namespace kazasu::adapters
