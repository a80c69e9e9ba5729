// The elementary files of the JPKI application (公的個人認証AP) by name, and their fixed contents.
#pragma once

#include <cstdint>
#include <string_view>

#include "emulators/card/applications.h"

namespace kazasu::card {

// File identifiers. The short file identifier of each is its low five bits.
enum class FileId : std::uint16_t {
  kSigningCertificate = 0x0001,
  kSigningIssuer = 0x0002,
  kTokenInfo = 0x0006,
  kCertificatePresence = 0x0008,
  kAuthenticationCertificate = 0x000A,
  kAuthenticationIssuer = 0x000B,
  kAuthenticationKey = 0x0017,
  kAuthenticationPin = 0x0018,
  kSigningKey = 0x001A,
  kSigningPin = 0x001B,  // also on a card without signing certificate, where it was never set
};

// EF 0006: a CK_TOKEN_INFO, big-endian, 160 bytes. Label, flags and PIN lengths are a real card's; the
// manufacturer, model and serial number say TEST.
std::string_view token_info();

// EF 0008: 8F for a certificate that is there, 00 for one that is not: signing, authentication, and a byte of
// unknown meaning.
inline constexpr std::string_view kAuthenticationOnly{"\x00\x8F\x00", 3};
inline constexpr std::string_view kBothCertificates{"\x8F\x8F\x00", 3};

}  // namespace kazasu::card
