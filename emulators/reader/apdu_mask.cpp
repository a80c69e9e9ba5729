#include "emulators/reader/apdu_mask.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace kazasu::reader {

namespace {

using card::ApplicationId;
using card::CommandApdu;
using card::FileId;

constexpr std::size_t kHeaderLength = 4;
constexpr std::size_t kStatusLength = 2;
constexpr std::uint8_t kReaderClass = 0xFF;

enum Instruction : std::uint8_t {
  kVerify = 0x20,
  kChangeReferenceData = 0x24,
  kSign = 0x2A,
  kChangeKey = 0x32,
  kChallenge = 0x84,
  kAuthenticate = 0x88,
  kSelect = 0xA4,
  kReadBinary = 0xB0,
  kReadRecord = 0xB2,
  kGetData = 0xCA,
};

std::uint8_t byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint8_t>(bytes[index]);
}

// The classes of commands in the clear; a header says nothing that must be hidden.
bool is_plain_class(std::uint8_t cla) {
  return cla == 0x00 || cla == 0x80;
}
// Secure messaging (b3 or b4) and logical channels of either.
bool is_known_class(std::uint8_t cla) {
  return (cla & 0x70U) == 0 || cla == kReaderClass;
}

// Files whose content is neither a PIN, nor a personal number, nor a hash of one (券面入力補助AP 0003), nor
// what a 照合番号 is made of (券面事項確認AP 0001 and 0002). A file that is not listed is hidden.
struct ShownFile {
  ApplicationId application;
  std::uint16_t file;
};
constexpr auto kShownFiles = std::array{
    ShownFile{ApplicationId::kJpki, 0x0001},   ShownFile{ApplicationId::kJpki, 0x0002},
    ShownFile{ApplicationId::kJpki, 0x0006},   ShownFile{ApplicationId::kJpki, 0x0008},
    ShownFile{ApplicationId::kJpki, 0x000A},   ShownFile{ApplicationId::kJpki, 0x000B},
    ShownFile{ApplicationId::kText, 0x0002},   ShownFile{ApplicationId::kText, 0x0004},
    ShownFile{ApplicationId::kText, 0x0005},   ShownFile{ApplicationId::kText, 0x0006},
    ShownFile{ApplicationId::kVisual, 0x0003}, ShownFile{ApplicationId::kVisual, 0x0004},
    ShownFile{ApplicationId::kCommon, 0x0001}, ShownFile{ApplicationId::kCommon, 0x0002},
};

constexpr auto kShownObjects =
    std::array<std::uint16_t, 8>{0x0042, 0x0045, 0x0066, 0x00F0, 0x00F2, 0x00F7, 0x7F21, 0x5F51};

// The application that a name means whatever other applications the card has: a short name that fits several
// means none.
std::optional<ApplicationId> only_application(std::string_view aid) {
  constexpr auto kAids = std::array{card::kCardManagerAid, card::kJpkiAid,   card::kTextAid,
                                    card::kVisualAid,      card::kCommonAid, card::kResidentAid};
  auto const fits = [aid](auto name) { return name.starts_with(aid); };
  if (std::count_if(kAids.begin(), kAids.end(), fits) != 1) return std::nullopt;
  return card::find_application(aid);
}

bool is_known_instruction(std::uint8_t ins) {
  constexpr auto kKnown = std::array<std::uint8_t, 10>{
      kVerify, kChangeReferenceData, kSign,       kChangeKey, kChallenge, kAuthenticate,
      kSelect, kReadBinary,          kReadRecord, kGetData};
  return std::find(kKnown.begin(), kKnown.end(), ins) != kKnown.end();
}

// All of ISO/IEC 7816-4's and JICSAP's that take a PIN: VERIFY, CHANGE, RESET RETRY COUNTER and the like.
bool takes_pin(std::uint8_t ins) {
  return ((ins & 0xF0U) == 0x20U || (ins & 0xF0U) == 0x30U) && ins != kSign;
}

// A command's short file identifier, when it has one.
std::optional<FileId> short_file(CommandApdu const& command) {
  auto sfi = 0;
  switch (command.ins) {
    case kReadBinary:
      if ((command.p1 & 0x80U) != 0) sfi = command.p1 & 0x1F;
      break;
    case kReadRecord:
      sfi = command.p2 >> 3U;
      break;
    case kVerify:
    case kChangeReferenceData:
    case kChangeKey:
    case kSign:
    case kAuthenticate:
      sfi = command.p2 & 0x1F;
      break;
    default:
      break;
  }
  if (sfi == 0) return std::nullopt;
  return static_cast<FileId>(sfi);
}

// A hash in a DigestInfo (DER, up to 127 bytes) or, for the forms that take it so, alone. Messages and
// whatever else may be signed is not shown, nor its signature: a guess could be checked against that.
bool is_hash(CommandApdu const& command) {
  constexpr std::size_t kSha256Length = 32;
  if (command.p1 == 0x02 || command.p1 == 0x04) return command.data.size() == kSha256Length;
  auto const data = command.data;
  return command.p1 == 0x00 && data.size() >= 20 && data[0] == 0x30 && byte_at(data, 1) == data.size() - 2;
}

// What a PIN, a personal number or a 照合番号 is made of, wherever it is sent by mistake.
bool looks_like_pin(std::string_view data) {
  constexpr std::size_t kShortestPin = 4;
  return data.size() >= kShortestPin && std::all_of(data.begin(), data.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

// True for the command data that everybody may see.
bool shows_data(CommandApdu const& command) {
  if (!is_plain_class(command.cla) || looks_like_pin(command.data)) return false;
  switch (command.ins) {
    case kSelect:
      return command.p1 == 0x00 || command.p1 == 0x02 || command.p1 == 0x04;
    case kSign:
      return is_hash(command);
    case kAuthenticate:
      return true;
    default:
      return false;
  }
}

MaskedBytes hidden_in_command(std::string_view bytes) {
  if (bytes.size() < kHeaderLength || !is_known_class(byte_at(bytes, 0))) return {0, bytes.size()};
  auto const behind_header = MaskedBytes{kHeaderLength, bytes.size() - kHeaderLength};
  auto const command = card::decode_command(bytes);
  if (!command) return behind_header;
  if (!command->data.empty()) {
    if (shows_data(*command)) return {};
    return {static_cast<std::size_t>(command->data.data() - bytes.data()), command->data.size()};
  }
  // A lone byte in the place of a length might be the beginning of a PIN.
  return takes_pin(command->ins) ? behind_header : MaskedBytes{};
}

bool ends_with_status(std::string_view answer) {
  if (answer.size() < kStatusLength) return false;
  auto const sw1 = byte_at(answer, answer.size() - kStatusLength) >> 4U;
  return sw1 == 0x6 || sw1 == 0x9;
}

// Of an answer that may not be shown: all of it but a status word. The last bytes of a distorted answer may
// be data.
MaskedBytes hidden_in_answer(ApduRecord const& record) {
  auto const size = record.answer.size();
  auto const whole = record.end == ExchangeEnd::kAnswer || size == kStatusLength;
  if (whole && ends_with_status(record.answer)) return {0, size - kStatusLength};
  return {0, size};
}

ApduMask::Outcome outcome_of(ApduRecord const& record) {
  using enum ApduMask::Outcome;
  auto const answer = card::decode_response(record.answer);
  if (record.end != ExchangeEnd::kAnswer || !answer) return kUnknown;
  return answer->status == card::StatusWord::kSuccess ? kDone : kRefused;
}

void hide(std::string& bytes, MaskedBytes hidden) {
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(hidden.at), hidden.count, kMaskedByte);
}

}  // namespace

void ApduMask::apply(ApduRecord& record) {
  if (record.event == ReaderEvent::kExchange) {
    apply_to_exchange(record);
  } else {
    current_ = {.application = ApplicationId::kCardManager, .file = {}};
  }
}

void ApduMask::apply_to_exchange(ApduRecord& record) {
  if (!shows_answer(record.command)) record.masked_answer = hidden_in_answer(record);
  record.masked_command = hidden_in_command(record.command);
  follow(record);
  hide(record.command, record.masked_command);
  hide(record.answer, record.masked_answer);
}

bool ApduMask::shows_answer(std::string_view bytes) const {
  auto const command = card::decode_command(bytes);
  if (!command) return false;
  if (command->cla == kReaderClass) return command->ins == kGetData;
  if (!is_plain_class(command->cla)) return false;
  switch (command->ins) {
    case kChallenge:
    case kAuthenticate:
      return true;
    case kSign:
      return shows_data(*command);
    case kGetData: {
      auto const tag = static_cast<std::uint16_t>(command->p1 << 8U | command->p2);
      auto const known = std::find(kShownObjects.begin(), kShownObjects.end(), tag) != kShownObjects.end();
      return known && current_.application == ApplicationId::kCardManager;
    }
    case kReadBinary:
    case kReadRecord: {
      auto const named = short_file(*command);
      auto const file = named ? named : current_.file;
      return std::any_of(kShownFiles.begin(), kShownFiles.end(), [&](auto const& shown) {
        return current_.application == shown.application && file == static_cast<FileId>(shown.file);
      });
    }
    default:
      return false;
  }
}

void ApduMask::follow(ApduRecord const& record) {
  if (!record.command.empty() && byte_at(record.command, 0) == kReaderClass) return;
  auto const outcome = outcome_of(record);
  auto const command = card::decode_command(record.command);
  if (!command || !is_known_instruction(command->ins) || !is_plain_class(command->cla)) {
    if (outcome != Outcome::kRefused) current_ = {};
  } else if (command->ins == kSelect) {
    follow_select(*command, outcome);
  } else if (auto const named = short_file(*command)) {
    current_.file = outcome == Outcome::kDone ? named : std::nullopt;
  }
}

// When a name is refused, the application stays; which file is current then may differ between cards.
void ApduMask::follow_select(CommandApdu const& command, Outcome outcome) {
  if (command.p1 == 0x00 && command.data.empty()) return;
  current_.file.reset();
  if (command.p1 == 0x04) {
    if (outcome == Outcome::kRefused) return;
    current_.application = outcome == Outcome::kDone ? only_application(command.data) : std::nullopt;
  } else if (command.p1 == 0x02 && command.data.size() == 2 && outcome == Outcome::kDone) {
    auto const high = byte_at(command.data, 0);
    current_.file = static_cast<FileId>(high << 8U | byte_at(command.data, 1));
  } else if (outcome != Outcome::kRefused) {
    // A form of SELECT that is not followed, or nobody knows what became of it.
    if (command.p1 != 0x02) current_.application.reset();
  }
}

void MaskingSink::record(ApduRecord const& record) {
  auto masked = record;
  mask_of(record.slot).apply(masked);
  next_.record(masked);
}

ApduMask& MaskingSink::mask_of(std::uint32_t slot) {
  auto const lock = std::lock_guard{mutex_};
  return masks_[slot];
}

}  // namespace kazasu::reader
