// The elementary files of every application: kind, rights, and which PIN, key or content each one is.
#pragma once

#include <cstdint>
#include <span>

#include "emulators/card/applications.h"
#include "emulators/card/jpki_files.h"

namespace kazasu::card {

enum class FileKind : std::uint8_t {
  kTransparent,
  kRecord,
  kSigningKey,    // COMPUTE DIGITAL SIGNATURE
  kChallengeKey,  // INTERNAL AUTHENTICATE
  kPin,
  kTerminalKey,     // what a terminal's certificate is checked against
  kAdministrative,  // there, of unknown or administrative use: can be selected and nothing else
};

// One bit per PIN of the application, 1 << slot; any one of them opens the file.
using Rights = std::uint8_t;
inline constexpr Rights kFree = 0;
inline constexpr Rights kNobody = 0x80;
// Of a terminal that proved itself; no PIN has this bit.
inline constexpr Rights kTerminalRight = 0x40;
constexpr Rights right_of(std::uint8_t pin_slot) {
  return static_cast<Rights>(1U << pin_slot);
}

// `slot` counts separately for contents, keys and PINs of an application.
struct FileRow {
  FileId id;
  FileKind kind;
  std::uint8_t slot = 0;
  Rights rights = kFree;
  bool signing_half = false;  // only on a card with a signing certificate
};

// Empty for the card manager.
std::span<FileRow const> files_of(ApplicationId application);

// The command that changes a PIN which is verified.
enum class PinChange : std::uint8_t {
  kNone,
  kReferenceData,  // 00 24 01
  kKey,            // 80 32 00, of the JICSAP common specification
};
struct PinRule {
  std::uint8_t shortest;  // characters
  std::uint8_t longest;
  bool letters;  // A to Z besides digits
  std::uint8_t tries;
  PinChange change = PinChange::kNone;
};
// Precondition: the application has a PIN in that slot.
PinRule const& pin_rule(ApplicationId application, std::uint8_t slot);

namespace jpki {
inline constexpr std::uint8_t kAuthentication = 0;  // slots of PIN and key
inline constexpr std::uint8_t kSigning = 1;
}  // namespace jpki
namespace text {
inline constexpr std::uint8_t kSessionKey = 5;  // slot of a content
inline constexpr std::uint8_t kPin = 0;         // slots of PINs
inline constexpr std::uint8_t kNeverSet = 1;
inline constexpr std::uint8_t kNumberA = 2;
inline constexpr std::uint8_t kNumberB = 3;
}  // namespace text
namespace visual {
inline constexpr std::uint8_t kBirthDate = 0;
inline constexpr std::uint8_t kNumberB = 1;
inline constexpr std::uint8_t kNumberA = 2;
}  // namespace visual

}  // namespace kazasu::card
