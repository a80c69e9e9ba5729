#include "emulators/identity/prefectures.h"

#include <algorithm>

namespace kazasu::identity {

std::uint8_t prefecture_of_thousand(std::uint32_t place) {
  auto const after = std::ranges::upper_bound(kFirstOfThousand, place);
  return static_cast<std::uint8_t>(after - kFirstOfThousand.begin());
}

}  // namespace kazasu::identity
