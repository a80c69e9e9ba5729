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
    FileRow{FileId::kTerminalAuthority, kTerminalKey},
    FileRow{FileId::kAuthenticationKey, kSigningKey, jpki::kAuthentication,
            kAuthenticationRight | kTerminalRight},
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

constexpr auto kTextPin = right_of(text::kPin);
constexpr auto kTextA = right_of(text::kNumberA);
constexpr auto kTextB = right_of(text::kNumberB);

constexpr auto kTextFiles = std::array{
    FileRow{FileId{0x0001}, kTransparent, 0, kTextPin | kTextA},
    FileRow{FileId{0x0002}, kTransparent, 1, kTextPin | kTextB},
    FileRow{FileId{0x0003}, kTransparent, 2, kTextPin | kTextA | kTextB},
    FileRow{FileId{0x0004}, kTransparent, 3},
    FileRow{FileId{0x0005}, kTransparent, 4},
    FileRow{FileId{0x0006}, kTransparent, text::kSessionKey},
    FileRow{FileId{0x0007}, kTransparent, 6},
    FileRow{FileId{0x0008}, kTransparent, 7},
    FileRow{FileId{0x0011}, kPin, text::kPin},
    FileRow{FileId{0x0012}, kPin, text::kNeverSet},
    FileRow{FileId{0x0013}, kSigningKey},
    FileRow{FileId{0x0014}, kPin, text::kNumberA},
    FileRow{FileId{0x0015}, kPin, text::kNumberB},
};
constexpr auto kTextPins = std::array{
    PinRule{4, 4, false, 3, PinChange::kReferenceData},
    PinRule{4, 4, false, 0},
    PinRule{12, 12, false, 10},
    PinRule{14, 14, false, 10},
};

constexpr auto kVisualA = right_of(visual::kNumberA);
constexpr auto kVisualB = right_of(visual::kNumberB);

constexpr auto kVisualFiles = std::array{
    FileRow{FileId{0x0001}, kTransparent, 0, right_of(visual::kBirthDate)},
    FileRow{FileId{0x0002}, kTransparent, 1, kVisualA | kVisualB},
    FileRow{FileId{0x0003}, kTransparent, 2},
    FileRow{FileId{0x0004}, kTransparent, 3},
    FileRow{FileId{0x0005}, kTransparent, 4, kVisualA},
    FileRow{FileId{0x0006}, kTransparent, 5},
    FileRow{FileId{0x0011}, kPin, visual::kBirthDate},
    FileRow{FileId{0x0012}, kPin, visual::kNumberB},
    FileRow{FileId{0x0013}, kPin, visual::kNumberA},
};
constexpr auto kVisualPins = std::array{
    PinRule{6, 6, false, 10},
    PinRule{14, 14, false, 10},
    PinRule{12, 12, false, 10},
};

constexpr auto kCommonFiles = std::array{
    FileRow{FileId{0x0001}, kRecord, 0},
    FileRow{FileId{0x0002}, kTransparent, 1},
    FileRow{FileId{0x0019}, kChallengeKey},
    FileRow{FileId{0x001C}, kPin},
};
constexpr auto kResidentFiles = std::array{
    FileRow{FileId{0x0002}, kRecord, 0, kNobody},
    FileRow{FileId{0x001C}, kPin},
};
constexpr auto kResidentPin = PinRule{4, 4, false, 3, PinChange::kKey};

}  // namespace

std::span<FileRow const> files_of(ApplicationId application) {
  switch (application) {
    case ApplicationId::kCardManager:
      return {};
    case ApplicationId::kJpki:
      return kJpkiFiles;
    case ApplicationId::kText:
      return kTextFiles;
    case ApplicationId::kVisual:
      return kVisualFiles;
    case ApplicationId::kCommon:
      return kCommonFiles;
    case ApplicationId::kResident:
      return kResidentFiles;
  }
  return {};
}

PinRule const& pin_rule(ApplicationId application, std::uint8_t slot) {
  switch (application) {
    case ApplicationId::kJpki:
      return kJpkiPins.at(slot);
    case ApplicationId::kText:
      return kTextPins.at(slot);
    case ApplicationId::kVisual:
      return kVisualPins.at(slot);
    case ApplicationId::kCardManager:
    case ApplicationId::kCommon:
    case ApplicationId::kResident:
      return kResidentPin;
  }
  return kResidentPin;
}

}  // namespace kazasu::card
