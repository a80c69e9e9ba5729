#include "emulators/card/text_application.h"

#include <array>

#include "emulators/card/printed_objects.h"
#include "emulators/card/sha256.h"
#include "emulators/card/tlv.h"

namespace kazasu::card {

namespace {

constexpr auto kFiller = '\xFF';
constexpr std::size_t kFillerBytes = 2;

std::string filled(std::string bytes) {
  return bytes.append(kFillerBytes, kFiller);
}

struct BasicItems {
  std::string file;
  std::string hashed;  // what is behind the table of offsets
};

// 基本4情報. The table has where each object begins, from the start of the file.
BasicItems basic_items(CardHolder const& holder) {
  auto const objects = std::array{tlv(0xDF22, holder.name), tlv(0xDF23, holder.address),
                                  tlv(0xDF24, holder.birth_date), tlv(0xDF25, holder.sex)};
  auto const table_bytes = tlv(0xDF21, std::string(2 * objects.size(), '\0')).size();
  auto items = std::string{};
  for (auto const& object : objects) items += object;
  auto const header =
      tlv(0xFF20, std::string(table_bytes + items.size(), '\0')).size() - table_bytes - items.size();
  auto table = std::string{};
  auto offset = header + table_bytes;
  for (auto const& object : objects) {
    table += two_bytes(offset);
    offset += object.size();
  }
  return {.file = filled(tlv(0xFF20, tlv(0xDF21, table) + items)), .hashed = items};
}

}  // namespace

std::vector<std::string> text_contents(CardHolder const& holder) {
  auto const entity = holder.person;
  auto const number = filled(tlv(0xFF10, holder.personal_number));
  auto const basic = basic_items(holder);
  auto const signature = tlv(0xDF33, issuer_signature(entity));
  auto const hashes = tlv(0xDF31, sha256(number)) + tlv(0xDF32, sha256(basic.hashed));
  auto const version = std::string{"\x01\x03\x0E\x01", 4};
  auto const about = tlv(0xDF41, version) + tlv(0xDF42, placeholder("card text identifier", entity, 16)) +
                     tlv(0xDF43, placeholder("card text data", entity, 128), TlvLength::kTwoBytes);
  auto const key = tlv(0xDF51, public_key_objects(entity)) + tlv(0xDF52, issuer_signature(entity));
  return {number,
          basic.file,
          tlv(0xFF30, hashes + signature),
          card_verifiable_certificate(entity),
          tlv(0xFF40, about, TlvLength::kTwoBytes),
          {},
          tlv(0xFF50, key),
          std::string(16, kFiller)};
}

std::string session_key_file(CardHolder const& holder, std::string_view modulus) {
  return tlv(0xA1, modulus.empty() ? public_key_objects(holder.person) : public_key_objects(modulus));
}

}  // namespace kazasu::card
