#include "emulators/card/application_files.h"

#include <array>

namespace kazasu::card {

namespace {

using enum FileKind;

constexpr auto kSigningRight = right_of(jpki::kSigning);
constexpr auto kAuthenticationRight = right_of(jpki::kAuthentication);

// Contents of the JPKI application have no slots: Card finds them by identifier.
constexpr auto kJpkiFiles = std::array{
    FileRow{FileId::kSigningCertificate, kTransparent, 0, kSigningRight, true},
    FileRow{FileId::kSigningIssuer, kTransparent, 0, kFree, true},
    FileRow{FileId{0x0005}, kTransparent, 0, kNobody},
    FileRow{FileId::kTokenInfo, kTransparent},
    FileRow{FileId::kCertificatePresence, kTransparent},
    FileRow{FileId{0x0009}, kTransparent, 0, kNobody},
    FileRow{FileId::kAuthenticationCertificate, kTransparent},
    FileRow{FileId::kAuthenticationIssuer, kTransparent},
    FileRow{FileId{0x0010}, kAdministrative},
    FileRow{FileId{0x0016}, kAdministrative},
    FileRow{FileId::kAuthenticationKey, kSigningKey, jpki::kAuthentication, kAuthenticationRight},
    FileRow{FileId::kAuthenticationPin, kPin, jpki::kAuthentication},
    FileRow{FileId{0x0019}, kAdministrative},
    FileRow{FileId::kSigningKey, kSigningKey, jpki::kSigning, kSigningRight, true},
    FileRow{FileId::kSigningPin, kPin, jpki::kSigning},
    FileRow{FileId{0x001C}, kAdministrative},
    FileRow{FileId{0x001E}, kAdministrative},
};
constexpr auto kJpkiPins = std::array{
    PinRule{4, 4, false, 3, PinChange::kReferenceData},
    PinRule{6, 16, true, 5, PinChange::kReferenceData},
};

}  // namespace

std::span<FileRow const> files_of(ApplicationId application) {
  switch (application) {
    case ApplicationId::kJpki:
      return kJpkiFiles;
    case ApplicationId::kCardManager:
    case ApplicationId::kText:
    case ApplicationId::kVisual:
    case ApplicationId::kCommon:
    case ApplicationId::kResident:
      return {};
  }
  return {};
}

PinRule const& pin_rule(ApplicationId, std::uint8_t slot) {
  return kJpkiPins[slot];
}

}  // namespace kazasu::card
