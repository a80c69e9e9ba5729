#include "emulators/card/card_contents.h"

#include <stdexcept>
#include <utility>

namespace kazasu::card {

namespace {

std::string_view shared_bytes(std::shared_ptr<std::string const> const& bytes) {
  return bytes ? std::string_view{*bytes} : std::string_view{};
}

std::string_view certificate_file(CardParts const& parts, FileId file) {
  switch (file) {
    case FileId::kAuthenticationCertificate:
      return parts.certificate;
    case FileId::kAuthenticationIssuer:
      return shared_bytes(parts.issuer_certificate);
    case FileId::kSigningCertificate:
      return parts.signing->certificate;
    case FileId::kSigningIssuer:
      return shared_bytes(parts.signing->issuer_certificate);
    default:
      return {};
  }
}

// What no card of the kind has, whatever its maker gave.
CardParts fitting(CardParts parts) {
  if (parts.kind == CardKind::kFaceAuthentication) {
    parts.pin.clear();
    parts.signing.reset();
  }
  return parts;
}

}  // namespace

Card::Contents::Contents(CardParts given, std::unique_ptr<CardMemory> kept)
    : parts(fitting(std::move(given))),
      memory(std::move(kept)),
      authentication_pin({.pin = parts.pin,
                          .tries = pin_rule(ApplicationId::kJpki, jpki::kAuthentication).tries,
                          .left = parts.tries_left,
                          .memory = memory.get(),
                          .id = PinId::kAuthentication}),
      signing_pin({.pin = parts.signing ? std::string_view{parts.signing->pin} : std::string_view{},
                   .tries = pin_rule(ApplicationId::kJpki, jpki::kSigning).tries,
                   .left = parts.signing ? parts.signing->tries_left : std::nullopt,
                   .memory = memory.get(),
                   .id = PinId::kSigning}) {
  // Runs hold hundreds of thousands of cards; what few of them need is made on demand.
  static_assert(sizeof(Contents) <= 512);
  if (!parts.signer && parts.later == nullptr)
    throw std::invalid_argument("a card needs a signer for its authentication key");
  if (parts.signing && !parts.signing->signer && parts.later == nullptr) {
    throw std::invalid_argument("a card with a signing certificate needs a signer for its key");
  }
  parts.pin = {};
  if (parts.signing) parts.signing->pin = {};
}

bool Card::Contents::has(ApplicationId application) const {
  auto const for_all = application == ApplicationId::kCardManager || application == ApplicationId::kJpki;
  return for_all || (parts.people != nullptr && parts.kind != CardKind::kSmartphone);
}

Rights Card::Contents::rights(ApplicationId application, FileRow const& file) const {
  auto const phone_certificate = parts.kind == CardKind::kSmartphone && application == ApplicationId::kJpki &&
                                 file.id == FileId::kAuthenticationCertificate;
  return phone_certificate ? right_of(jpki::kAuthentication) : file.rights;
}

std::size_t Card::Contents::least_size(ApplicationId application, FileRow const& file) const {
  if (application != ApplicationId::kJpki) return 0;
  switch (file.id) {
    case FileId::kAuthenticationCertificate:
    case FileId::kSigningCertificate:
      return kCertificateFileBytes;
    case FileId::kAuthenticationIssuer:
    case FileId::kSigningIssuer:
      return kIssuerFileBytes;
    default:
      return 0;
  }
}

CardParts const& Card::Contents::issued() {
  if (parts.later != nullptr) std::call_once(issued_once, [this] { parts.later->issue(parts); });
  return parts;
}

PersonalApplications* Card::Contents::personal() {
  if (parts.people == nullptr || parts.kind == CardKind::kSmartphone) return nullptr;
  std::call_once(personal_once, [this] {
    auto holder = card_holder(parts.people->person(parts.person));
    if (parts.kind == CardKind::kFaceAuthentication) holder.pin.clear();
    auto const* const images = parts.shared == nullptr ? nullptr : parts.shared->images;
    personal_applications = std::make_unique<PersonalApplications>(std::move(holder), memory.get(), images);
  });
  return personal_applications.get();
}

std::string_view Card::Contents::jpki_content(FileId file) {
  switch (file) {
    case FileId::kTokenInfo:
      return token_info(parts.kind);
    case FileId::kCertificatePresence:
      return parts.signing ? kBothCertificates : kAuthenticationOnly;
    default:
      return certificate_file(issued(), file);
  }
}

std::string_view Card::Contents::content(ApplicationId application, FileRow const& file) {
  if (application == ApplicationId::kJpki) return jpki_content(file.id);
  if (application == ApplicationId::kText && file.slot == text::kSessionKey) {
    return personal()->session_key(*issued().signer);
  }
  return personal()->content(application, file.slot);
}

PinCounter& Card::Contents::pin(ApplicationId application, FileRow const& file) {
  if (application != ApplicationId::kJpki) return personal()->pin(application, file.slot);
  return file.slot == jpki::kAuthentication ? authentication_pin : signing_pin;
}

std::string Card::Contents::challenge(std::size_t length) {
  auto const lock = std::lock_guard{challenge_mutex};
  auto bytes = std::string{};
  bytes.reserve(length);
  while (bytes.size() < length) bytes += static_cast<char>(parts.challenges.next() & 0xFFU);
  return bytes;
}

identity::CardSigner const& Card::Contents::signer(ApplicationId application, FileRow const& file) {
  auto const signing = application == ApplicationId::kJpki && file.slot == jpki::kSigning;
  return signing ? *issued().signing->signer : *issued().signer;
}

}  // namespace kazasu::card
