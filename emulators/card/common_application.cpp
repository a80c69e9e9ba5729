#include "emulators/card/common_application.h"

#include "emulators/card/tlv.h"

namespace kazasu::card {

std::vector<std::string> common_contents(CardHolder const& holder) {
  return {tlv(0x01, holder.serial + holder.municipality + holder.expiry),
          placeholder("card key reference", holder.person, 16)};
}

}  // namespace kazasu::card
