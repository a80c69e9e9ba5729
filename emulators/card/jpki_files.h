// The elementary files of the JPKI application (公的個人認証AP) by name, and their fixed contents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulators/card/applications.h"
#include "emulators/card/card_profile.h"

namespace kazasu::card {

// File identifiers. The short file identifier of each is its low five bits.
enum class FileId : std::uint16_t {
  kSigningCertificate = 0x0001,
  kSigningIssuer = 0x0002,
  kTokenInfo = 0x0006,
  kCertificatePresence = 0x0008,
  kAuthenticationCertificate = 0x000A,
  kAuthenticationIssuer = 0x000B,
  kTerminalAuthority = 0x0016,
  kAuthenticationKey = 0x0017,
  kAuthenticationPin = 0x0018,
  kSigningKey = 0x001A,
  kSigningPin = 0x001B,  // also on a card without signing certificate, where it was never set
};

// EF 0006: a CK_TOKEN_INFO, big-endian, 160 bytes. Label, flags and PIN lengths are a real card's or
// telephone's; the manufacturer, model and serial number say TEST. A card of the next generation differs from
// the present one in the model alone (ours).
std::string_view token_info(CardKind kind);

// EF 0008: 8F for a certificate that is there, 00 for one that is not: signing, authentication, and a byte of
// unknown meaning.
inline constexpr std::string_view kAuthenticationOnly{"\x00\x8F\x00", 3};
inline constexpr std::string_view kBothCertificates{"\x8F\x8F\x00", 3};

// Bytes of the files that hold certificates of people and of authorities, filled up with FF (ours: real files
// have filler, of unknown length).
inline constexpr std::size_t kCertificateFileBytes = 2048;
inline constexpr std::size_t kIssuerFileBytes = 1536;

}  // namespace kazasu::card
