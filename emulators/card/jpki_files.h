// The elementary files of the JPKI application (公的個人認証AP) that this card has, and their fixed contents.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kazasu::card {

// Applications by AID. The card manager is current after power-up.
inline constexpr std::string_view kJpkiAid{"\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01", 10};
inline constexpr std::string_view kCardManagerAid{"\xA0\x00\x00\x01\x51\x00\x00", 7};

// File identifiers. The short file identifier of each is its low five bits.
enum class FileId : std::uint16_t {
  kTokenInfo = 0x0006,
  kCertificatePresence = 0x0008,
  kAuthenticationCertificate = 0x000A,
  kAuthenticationIssuer = 0x000B,
  kAuthenticationKey = 0x0017,
  kAuthenticationPin = 0x0018,
  kSigningPin = 0x001B,  // there, but never set: this card has no signing certificate
};

enum class FileKind : std::uint8_t { kTransparent, kKey, kPin };

// Nothing when this card has no such file in the JPKI application.
std::optional<FileKind> jpki_file_kind(FileId file);

// EF 0006: a CK_TOKEN_INFO, big-endian, 160 bytes. Label, flags and PIN lengths are a real card's; the
// manufacturer, model and serial number say TEST.
std::string_view token_info();

// EF 0008: no signing certificate (00), an authentication certificate (8F), and a byte of unknown meaning.
inline constexpr std::string_view kCertificatePresenceContent{"\x00\x8F\x00", 3};

}  // namespace kazasu::card
