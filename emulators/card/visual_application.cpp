#include "emulators/card/visual_application.h"

#include <array>

#include "emulators/card/printed_objects.h"
#include "emulators/card/tlv.h"

namespace kazasu::card {

namespace {

// FF20 always has a length of two bytes, so that its objects begin behind five.
constexpr std::size_t kHeader = 5;

std::string printed_items(CardHolder const& holder, PrintedImages const& images) {
  auto const entity = holder.person;
  auto const objects = std::array{tlv(0xDF22, holder.birth_date),
                                  tlv(0xDF23, holder.sex),
                                  tlv(0xDF24, public_key_objects(entity)),
                                  tlv(0xDF25, images.name),
                                  tlv(0xDF26, images.address),
                                  tlv(0xDF27, images.photograph),
                                  tlv(0xDF28, issuer_signature(entity)),
                                  tlv(0xDF29, holder.expiry),
                                  tlv(0xDF2A, images.security_code)};
  auto offset = kHeader + tlv(0xDF21, std::string(2 * objects.size(), '\0')).size();
  auto table = std::string{};
  auto items = std::string{};
  for (auto const& object : objects) {
    table += two_bytes(offset);
    offset += object.size();
    items += object;
  }
  return tlv(0xFF20, tlv(0xDF21, table) + items, TlvLength::kTwoBytes);
}

}  // namespace

std::vector<std::string> visual_contents(CardHolder const& holder, PrintedImages const& images) {
  auto const entity = holder.person;
  auto const key = public_key_objects(entity);
  auto const signature = issuer_signature(entity);
  auto const version = std::string{"\x06\x03\x0E\x01", 4};
  return {tlv(0xFF10, tlv(0xDF11, holder.birth_date) + tlv(0xDF12, key) + tlv(0xDF13, signature)),
          printed_items(holder, images),
          tlv(0xFF30, tlv(0xDF31, version) + tlv(0xDF32, placeholder("card print identifier", entity, 16)) +
                          tlv(0xDF33, "01") + tlv(0xDF34, holder.municipality) +
                          tlv(0xDF35, placeholder("card print data", entity, 272))),
          card_verifiable_certificate(entity),
          tlv(0xFF40, tlv(0xDF41, images.personal_number) + tlv(0xDF42, key) + tlv(0xDF43, signature)),
          std::string(16, '\xFF')};
}

}  // namespace kazasu::card
