#include "emulators/card/card.h"

#include <stdexcept>
#include <utility>

#include "emulators/card/pin_counter.h"

namespace kazasu::card {

namespace {

constexpr int kAuthenticationTries = 3;
constexpr int kSigningTries = 5;
// ISO/IEC 7816-5: the registered part of an AID, the shortest name that can be meant.
constexpr std::size_t kShortestAid = 5;
// PKCS#1 v1.5 type 1 padding of 11 bytes in an RSA-2048 block.
constexpr std::size_t kLongestDigestInfo = 245;

bool names(std::string_view aid, std::string_view application) {
  return aid.size() >= kShortestAid && application.starts_with(aid);
}

}  // namespace

struct Card::Contents {
  explicit Contents(CardParts parts)
      : certificate(std::move(parts.certificate)),
        issuer_certificate(std::move(parts.issuer_certificate)),
        signer(std::move(parts.signer)),
        authentication_pin(parts.pin, kAuthenticationTries) {}

  std::string certificate;
  std::shared_ptr<std::string const> issuer_certificate;
  std::shared_ptr<identity::CardSigner const> signer;
  PinCounter authentication_pin;
  PinCounter signing_pin{{}, kSigningTries};

  PinCounter& pin(FileId file) {
    return file == FileId::kAuthenticationPin ? authentication_pin : signing_pin;
  }
};

Card::Card(CardParts parts) : contents_(std::make_shared<Contents>(std::move(parts))) {
  if (!contents_->signer) throw std::invalid_argument("a card needs a signer for its authentication key");
}

Card::Card(identity::CardCredential const& credential, std::string_view pin)
    : Card(CardParts{.certificate = credential.certificate,
                     .issuer_certificate = std::make_shared<std::string const>(credential.issuer_certificate),
                     .signer = credential.signer,
                     .pin = std::string{pin}}) {}

StatusWord Card::select_application(std::string_view aid) {
  if (names(aid, kJpkiAid)) {
    state_ = State{.application = Application::kJpki};
  } else if (names(aid, kCardManagerAid)) {
    state_ = State{};
  } else {
    return StatusWord::kFileNotFound;
  }
  return StatusWord::kSuccess;
}

StatusWord Card::select_file(FileId file) {
  auto const kind = jpki_selected() ? jpki_file_kind(file) : std::nullopt;
  if (!kind) return StatusWord::kFileNotFound;
  state_.file_selected = true;
  state_.kind = *kind;
  state_.file = file;
  return StatusWord::kSuccess;
}

// The file that a command works on: the current one, or the one that its short identifier makes current.
StatusWord Card::use_file(ShortFileId file, FileKind wanted) {
  if (file != kCurrentFile) {
    auto const selected = select_file(FileId{file});
    if (selected != StatusWord::kSuccess) return selected;
  }
  if (!state_.file_selected) return StatusWord::kNoCurrentFile;
  return state_.kind == wanted ? StatusWord::kSuccess : StatusWord::kCommandIncompatible;
}

std::string_view Card::content() const {
  switch (state_.file) {
    case FileId::kTokenInfo:
      return token_info();
    case FileId::kCertificatePresence:
      return kCertificatePresenceContent;
    case FileId::kAuthenticationCertificate:
      return contents_->certificate;
    case FileId::kAuthenticationIssuer:
      if (contents_->issuer_certificate) return *contents_->issuer_certificate;
      return {};
    case FileId::kAuthenticationKey:
    case FileId::kAuthenticationPin:
    case FileId::kSigningPin:
      return {};
  }
  return {};
}

ReadAnswer Card::read_binary(BinaryRange range, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kTransparent);
  if (usable != StatusWord::kSuccess) return {usable, {}};
  auto const bytes = content();
  if (range.offset >= bytes.size()) return {StatusWord::kOffsetOutsideFile, {}};
  return {StatusWord::kSuccess, bytes.substr(range.offset, range.length)};
}

StatusWord Card::verify(std::string_view pin, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kPin);
  if (usable != StatusWord::kSuccess) return usable;
  if (pin.empty() || pin.size() > kLongestPin) return StatusWord::kWrongLength;
  auto const verdict = contents_->pin(state_.file).verify(pin);
  if (state_.file == FileId::kAuthenticationPin) {
    state_.authentication_verified = verdict == StatusWord::kSuccess;
  }
  return verdict;
}

StatusWord Card::query_tries(ShortFileId file) {
  auto const usable = use_file(file, FileKind::kPin);
  if (usable != StatusWord::kSuccess) return usable;
  return tries_left_status(contents_->pin(state_.file).tries_left());
}

SignAnswer Card::sign(std::string_view digest_info, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kKey);
  if (usable != StatusWord::kSuccess) return {usable, {}};
  if (!state_.authentication_verified) return {StatusWord::kSecurityNotSatisfied, {}};
  if (digest_info.empty()) return {StatusWord::kWrongLength, {}};
  if (digest_info.size() > kLongestDigestInfo) return {StatusWord::kConditionsNotSatisfied, {}};
  return {StatusWord::kSuccess, contents_->signer->sign(digest_info)};
}

}  // namespace kazasu::card
