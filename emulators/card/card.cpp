#include "emulators/card/card.h"

#include <algorithm>
#include <utility>

#include "emulators/card/card_contents.h"
#include "emulators/card/card_data.h"
#include "emulators/card/terminal_authentication.h"

namespace kazasu::card {

namespace {

constexpr std::size_t kLongestChallenge = 255;
constexpr std::size_t kSessionKeyBytes = 256;

bool has_form(std::string_view pin, PinRule const& rule) {
  return std::all_of(pin.begin(), pin.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (rule.letters && c >= 'A' && c <= 'Z');
  });
}

}  // namespace

Card::Card(CardParts parts, std::unique_ptr<CardMemory> memory)
    : contents_(std::make_shared<Contents>(std::move(parts), std::move(memory))) {}

Card::Card(identity::CardCredential const& credential, std::string_view pin)
    : Card(CardParts{.certificate = credential.certificate,
                     .issuer_certificate = std::make_shared<std::string const>(credential.issuer_certificate),
                     .signer = credential.signer,
                     .pin = std::string{pin}}) {}

StatusWord Card::select_application(std::string_view aid) {
  auto const found = find_application(aid);
  if (!found || !contents_->has(*found)) return StatusWord::kFileNotFound;
  state_ = State{.application = *found, .last = state_.last};
  return StatusWord::kSuccess;
}

StatusWord Card::select_file(FileId file) {
  auto const files = files_of(state_.application);
  auto const row = std::find_if(files.begin(), files.end(), [file](auto const& f) { return f.id == file; });
  if (row == files.end() || !contents_->has(*row)) return StatusWord::kFileNotFound;
  state_.file = &*row;
  return StatusWord::kSuccess;
}

// The file that a command works on: the current one, or the one that its short identifier makes current.
StatusWord Card::use_file(ShortFileId file, FileKind wanted) {
  if (file != kCurrentFile) {
    auto const selected = select_file(FileId{file});
    if (selected != StatusWord::kSuccess) return selected;
  }
  if (state_.file == nullptr) return StatusWord::kNoCurrentFile;
  return state_.file->kind == wanted ? StatusWord::kSuccess : StatusWord::kCommandIncompatible;
}

bool Card::opened(FileRow const& file) const {
  auto const rights = contents_->rights(state_.application, file);
  return rights == kFree || (rights & state_.verified) != 0;
}

ReadAnswer Card::read_binary(BinaryRange range, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kTransparent);
  if (usable != StatusWord::kSuccess) return {usable, {}};
  if (!opened(*state_.file)) return {StatusWord::kSecurityNotSatisfied, {}};
  auto const bytes = contents_->content(state_.application, *state_.file);
  auto const filled = bytes.empty() ? 0 : contents_->least_size(state_.application, *state_.file);
  auto const size = std::max(bytes.size(), filled);
  if (range.offset >= size) return {StatusWord::kOffsetOutsideFile, {}};
  auto const data = bytes.substr(std::min<std::size_t>(range.offset, bytes.size()), range.length);
  auto const filler = std::min<std::size_t>(range.length, size - range.offset) - data.size();
  return {StatusWord::kSuccess, data, static_cast<std::uint32_t>(filler)};
}

StatusWord Card::verify(std::string_view pin, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kPin);
  if (usable != StatusWord::kSuccess) return usable;
  if (pin.empty() || pin.size() > kLongestPin) return StatusWord::kWrongLength;
  auto const verdict = contents_->pin(state_.application, *state_.file).verify(pin);
  auto const right = right_of(state_.file->slot);
  auto const others = static_cast<Rights>(state_.verified & ~right);
  state_.verified = verdict == StatusWord::kSuccess ? static_cast<Rights>(others | right) : others;
  return verdict;
}

StatusWord Card::query_tries(ShortFileId file) {
  auto const usable = use_file(file, FileKind::kPin);
  if (usable != StatusWord::kSuccess) return usable;
  return tries_left_status(contents_->pin(state_.application, *state_.file).tries_left());
}

StatusWord Card::change_pin(std::string_view pin, PinChange by, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kPin);
  if (usable != StatusWord::kSuccess) return usable;
  auto const& rule = pin_rule(state_.application, state_.file->slot);
  if (rule.change != by) return StatusWord::kConditionsNotSatisfied;
  if ((right_of(state_.file->slot) & state_.verified) == 0) return StatusWord::kSecurityNotSatisfied;
  if (pin.size() < rule.shortest || pin.size() > rule.longest) return StatusWord::kWrongLength;
  if (!has_form(pin, rule)) return StatusWord::kIncorrectData;
  return contents_->pin(state_.application, *state_.file).change(pin);
}

SignAnswer Card::sign(std::string_view data, ShortFileId file, SignatureInput input) {
  auto const usable = use_file(file, FileKind::kSigningKey);
  if (usable != StatusWord::kSuccess) return {usable, {}};
  if (!opened(*state_.file)) return {StatusWord::kSecurityNotSatisfied, {}};
  return signature_over(data, input, contents_->signer(state_.application, *state_.file));
}

ReadAnswer Card::read_record(std::uint8_t record, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kRecord);
  if (usable != StatusWord::kSuccess) return {usable, {}};
  if (!opened(*state_.file)) return {StatusWord::kSecurityNotSatisfied, {}};
  if (record != 1) return {StatusWord::kRecordNotFound, {}};
  return {StatusWord::kSuccess, contents_->content(state_.application, *state_.file)};
}

SignAnswer Card::sign_without_pin(std::string_view data) {
  auto const application = state_.application;
  if (application != ApplicationId::kText && application != ApplicationId::kVisual) {
    return {StatusWord::kWrongParameters, {}};
  }
  return signature_over(data, SignatureInput::kDigestInfo, *contents_->issued().signer);
}

SignAnswer Card::authenticate(std::string_view challenge, ShortFileId file) {
  auto const usable = use_file(file, FileKind::kChallengeKey);
  if (usable == StatusWord::kCommandIncompatible && state_.file->kind == FileKind::kSigningKey) {
    auto const right = opened(*state_.file);
    return {right ? StatusWord::kConditionsNotSatisfied : StatusWord::kSecurityNotSatisfied, {}};
  }
  if (usable != StatusWord::kSuccess) return {usable, {}};
  if (challenge.empty() || challenge.size() > kLongestChallenge) return {StatusWord::kWrongLength, {}};
  return signature_over(challenge, SignatureInput::kMessage, *contents_->issued().signer);
}

DataAnswer Card::get_data(std::uint16_t tag) {
  if (state_.application != ApplicationId::kCardManager) return {StatusWord::kReferencedDataNotFound, {}};
  auto object = card_data_object(tag, contents_->parts.kind, contents_->personal());
  if (!object) return {StatusWord::kReferencedDataNotFound, {}};
  return {StatusWord::kSuccess, std::move(*object)};
}

std::uint32_t Card::signature_bytes() const {
  // ECDSA-Sig-Value: two integers of up to 49 bytes, each with tag and length, in a sequence.
  return contents_->parts.kind == CardKind::kNextGeneration ? 104 : 256;
}

StatusWord Card::open_session(std::string_view cryptogram) {
  if (state_.application == ApplicationId::kCardManager) return StatusWord::kSecurityNotSatisfied;
  if (state_.application != ApplicationId::kText) return StatusWord::kNotThisApplication;
  if ((state_.verified & right_of(text::kPin)) == 0) return StatusWord::kSecurityNotSatisfied;
  if (cryptogram.size() != kSessionKeyBytes) return StatusWord::kWrongLength;
  auto const delivery = contents_->issued().signer->open_session_message(cryptogram);
  if (!delivery) return StatusWord::kIncorrectData;
  auto session = SecureSession::delivered(*delivery);
  if (!session) return StatusWord::kIncorrectData;
  state_.dealings.made().session = session;
  return StatusWord::kSuccess;
}

SecureSession* Card::session() {
  auto* const dealings = state_.dealings.get();
  return dealings != nullptr && dealings->session ? &*dealings->session : nullptr;
}

void Card::end_session() {
  if (auto* const dealings = state_.dealings.get()) dealings->session.reset();
}

StatusWord Card::present_terminal(std::string_view piece) {
  auto const usable = use_file(kCurrentFile, FileKind::kTerminalKey);
  if (usable != StatusWord::kSuccess) return usable;
  auto& certified = state_.dealings.made().terminal;
  if (auto const signature = terminal_signature(piece)) {
    if (certified.empty()) return StatusWord::kConditionsNotSatisfied;
    auto const good = is_signed(certified, *signature, contents_->parts.shared->terminal_authority);
    certified.clear();
    if (!good) return StatusWord::kVerificationFailed;
    state_.verified = static_cast<Rights>(state_.verified | kTerminalRight);
    return StatusWord::kSuccess;
  }
  auto const content = terminal_content(piece);
  if (!content) return StatusWord::kWrongLength;
  certified.clear();
  auto const trusts =
      contents_->parts.shared != nullptr && !contents_->parts.shared->terminal_authority.empty();
  if (!trusts || !names_terminal_authority(*content)) return StatusWord::kReferencedDataNotFound;
  certified = *content;
  return StatusWord::kSuccess;
}

std::optional<LastCommand> Card::last_command() const {
  if (contents_->parts.kind != CardKind::kSmartphone) return std::nullopt;
  return state_.last;
}

std::string Card::challenge(std::size_t length) {
  return contents_->challenge(length);
}

}  // namespace kazasu::card
