#include "emulators/card/printed_objects.h"

#include "emulators/card/tlv.h"

namespace kazasu::card {

namespace {

constexpr std::size_t kRsaBytes = 256;
constexpr std::size_t kKeyIdentifier = 16;

}  // namespace

std::string public_key_objects(std::uint64_t entity) {
  auto modulus = placeholder("modulus on a card", entity, kRsaBytes);
  modulus.front() = static_cast<char>(modulus.front() | '\x80');  // 2048 bits
  modulus.back() = static_cast<char>(modulus.back() | '\x01');    // odd
  return public_key_objects(std::string_view{modulus});
}

std::string public_key_objects(std::string_view modulus) {
  auto const exponent = std::string{"\x01\x00\x01", 3};
  return tlv(0x90, exponent) + tlv(0x91, modulus);
}

std::string issuer_signature(std::uint64_t entity) {
  return placeholder("issuer's signature on a card", entity, kRsaBytes);
}

std::string card_verifiable_certificate(std::uint64_t entity) {
  auto const issuer = std::string{"KAZASU TEST CA  "};
  auto const subject = placeholder("card key identifier", entity, kKeyIdentifier);
  return tlv(0x7F21, tlv(0x5F4E, issuer + subject + public_key_objects(entity)) +
                         tlv(0x5F37, placeholder("card key certificate", entity, kRsaBytes)));
}

}  // namespace kazasu::card
