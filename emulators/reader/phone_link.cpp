#include "emulators/reader/phone_link.h"

#include <stdexcept>
#include <utility>

namespace kazasu::reader {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLengthBytes = 4;

enum class Type : std::uint8_t {
  kHello = 0x01,
  kChallenge = 0x02,
  kProof = 0x03,
  kWelcome = 0x04,
  kRefused = 0x05,
  kFieldOn = 0x10,
  kFieldOff = 0x11,
  kCommand = 0x12,
  kPing = 0x13,
  kCard = 0x20,
  kNoCard = 0x21,
  kAnswer = 0x22,
  kPresence = 0x23,
  kPong = 0x24,
};

template <class Unsigned>
void append(std::string& bytes, Unsigned value) {
  for (auto shift = sizeof value * 8; shift > 0; shift -= 8) {
    bytes.push_back(static_cast<char>(value >> (shift - 8) & 0xFFU));
  }
}

// The fields of one payload from front to back. A field that is not there is zero or empty, and ends in
// whole() being false.
class Fields {
 public:
  explicit Fields(std::string_view payload) : rest_(payload) {}

  template <class Unsigned>
  Unsigned number() {
    auto value = std::uint64_t{0};
    for (auto const byte : take(sizeof(Unsigned))) value = value << 8U | static_cast<std::uint8_t>(byte);
    return static_cast<Unsigned>(value);
  }
  sim::Duration duration() {
    auto const value = number<std::uint64_t>();
    if (value > static_cast<std::uint64_t>(sim::Duration::max().count())) missing_ = true;
    return missing_ ? sim::Duration::zero() : sim::Duration{static_cast<std::int64_t>(value)};
  }
  std::string bytes(std::size_t size) { return std::string{take(size)}; }
  std::string counted() { return bytes(number<std::uint8_t>()); }
  std::string rest() { return bytes(rest_.size()); }

  // Every field was there and nothing is left over.
  bool whole() const { return !missing_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) missing_ = true;
    if (missing_) return {};
    auto const taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool missing_ = false;
};

void append_counted(std::string& bytes, std::string const& field) {
  if (field.size() > 0xFF) throw std::invalid_argument("a field of a phone's frame is longer than 255 bytes");
  append(bytes, static_cast<std::uint8_t>(field.size()));
  bytes += field;
}

void append_fixed(std::string& bytes, std::string const& field, std::size_t size) {
  if (field.size() != size) {
    throw std::invalid_argument("a field of a phone's frame has to have " + std::to_string(size) + " bytes");
  }
  bytes += field;
}

struct Writer {
  std::string& out;

  Type operator()(PhoneHello const& message) const {
    append(out, message.version);
    append(out, message.slot);
    append_fixed(out, message.nonce, kPhoneNonceBytes);
    return Type::kHello;
  }
  Type operator()(PhoneChallenge const& message) const {
    append(out, message.version);
    append_fixed(out, message.nonce, kPhoneNonceBytes);
    return Type::kChallenge;
  }
  Type operator()(PhoneProof const& message) const {
    append_fixed(out, message.mac, kPhoneMacBytes);
    return Type::kProof;
  }
  Type operator()(PhoneWelcome const& message) const {
    append_fixed(out, message.mac, kPhoneMacBytes);
    return Type::kWelcome;
  }
  Type operator()(PhoneRefused const& message) const {
    append(out, static_cast<std::uint8_t>(message.why));
    return Type::kRefused;
  }
  Type operator()(PhoneFieldOn const&) const { return Type::kFieldOn; }
  Type operator()(PhoneFieldOff const& message) const {
    append(out, message.handed);
    return Type::kFieldOff;
  }
  Type operator()(PhoneCommand const& message) const {
    append(out, message.sequence);
    append(out, message.heard);
    append(out, message.handed);
    out += message.apdu;
    return Type::kCommand;
  }
  Type operator()(PhonePing const& message) const {
    append_fixed(out, message.echo, kPhonePingBytes);
    return Type::kPing;
  }
  Type operator()(PhonePong const& message) const {
    append_fixed(out, message.echo, kPhonePingBytes);
    return Type::kPong;
  }
  Type operator()(PhoneCard const& message) const {
    append(out, message.insertion);
    append(out, message.patience_ms);
    append_counted(out, message.uid);
    append_counted(out, message.atr);
    append_counted(out, message.atqb);
    return Type::kCard;
  }
  Type operator()(PhoneNoCard const&) const { return Type::kNoCard; }
  Type operator()(PhoneAnswer const& message) const {
    append(out, message.sequence);
    append(out, static_cast<std::uint8_t>(message.reply));
    append(out, static_cast<std::uint64_t>(message.host.count()));
    append(out, static_cast<std::uint64_t>(message.card.count()));
    out += message.bytes;
    return Type::kAnswer;
  }
  Type operator()(PhonePresence const& message) const {
    append(out, static_cast<std::uint8_t>(message.present ? 1 : 0));
    append(out, message.insertion);
    return Type::kPresence;
  }
};

// The braces of an initialiser are evaluated from left to right, so that the fields are read in their order.
std::optional<PhoneMessage> read_from_phone(Type type, Fields& fields) {
  switch (type) {
    case Type::kHello:
      return PhoneHello{fields.number<std::uint16_t>(), fields.number<std::uint16_t>(),
                        fields.bytes(kPhoneNonceBytes)};
    case Type::kProof:
      return PhoneProof{fields.bytes(kPhoneMacBytes)};
    case Type::kFieldOn:
      return PhoneFieldOn{};
    case Type::kFieldOff:
      return PhoneFieldOff{fields.number<PhoneTime>()};
    case Type::kCommand:
      return PhoneCommand{fields.number<std::uint32_t>(), fields.number<PhoneTime>(),
                          fields.number<PhoneTime>(), fields.rest()};
    case Type::kPing:
      return PhonePing{fields.bytes(kPhonePingBytes)};
    default:
      return std::nullopt;
  }
}

std::optional<PhoneMessage> read_answer(Fields& fields) {
  auto const sequence = fields.number<std::uint32_t>();
  auto const reply = fields.number<std::uint8_t>();
  if (reply > static_cast<std::uint8_t>(PhoneReply::kMute)) return std::nullopt;
  auto answer = PhoneAnswer{sequence, static_cast<PhoneReply>(reply), fields.duration(), fields.duration(),
                            fields.rest()};
  if (answer.reply != PhoneReply::kAnswer && !answer.bytes.empty()) return std::nullopt;
  return answer;
}

std::optional<PhoneMessage> read_refused(Fields& fields) {
  auto const why = fields.number<std::uint8_t>();
  if (why < static_cast<std::uint8_t>(PhoneRefusal::kVersion) ||
      why > static_cast<std::uint8_t>(PhoneRefusal::kSlotTaken)) {
    return std::nullopt;
  }
  return PhoneRefused{static_cast<PhoneRefusal>(why)};
}

std::optional<PhoneMessage> read_presence(Fields& fields) {
  auto const present = fields.number<std::uint8_t>();
  if (present > 1) return std::nullopt;
  return PhonePresence{present == 1, fields.number<std::uint32_t>()};
}

std::optional<PhoneMessage> read_from_host(Type type, Fields& fields) {
  switch (type) {
    case Type::kChallenge:
      return PhoneChallenge{fields.number<std::uint16_t>(), fields.bytes(kPhoneNonceBytes)};
    case Type::kWelcome:
      return PhoneWelcome{fields.bytes(kPhoneMacBytes)};
    case Type::kRefused:
      return read_refused(fields);
    case Type::kCard:
      return PhoneCard{fields.number<std::uint32_t>(), fields.number<std::uint32_t>(), fields.counted(),
                       fields.counted(), fields.counted()};
    case Type::kNoCard:
      return PhoneNoCard{};
    case Type::kAnswer:
      return read_answer(fields);
    case Type::kPresence:
      return read_presence(fields);
    case Type::kPong:
      return PhonePong{fields.bytes(kPhonePingBytes)};
    default:
      return std::nullopt;
  }
}

// `frame` without its length, at least one byte.
std::optional<PhoneMessage> read(std::string_view frame) {
  auto const type = static_cast<Type>(static_cast<std::uint8_t>(frame.front()));
  auto fields = Fields{frame.substr(1)};
  auto message = read_from_phone(type, fields);
  if (!message) message = read_from_host(type, fields);
  if (!message || !fields.whole()) return std::nullopt;
  return message;
}

}  // namespace

std::string encode(PhoneMessage const& message) {
  auto payload = std::string{};
  auto const type = std::visit(Writer{payload}, message);
  if (1 + payload.size() > kPhoneLongest) throw std::invalid_argument("a phone's frame is too long");
  auto frame = std::string{};
  frame.reserve(kLengthBytes + 1 + payload.size());
  append(frame, static_cast<std::uint32_t>(1 + payload.size()));
  append(frame, static_cast<std::uint8_t>(type));
  return frame += payload;
}

std::optional<PhoneMessage> PhoneParser::next() {
  if (broken_ || pending_.size() < kLengthBytes) return std::nullopt;
  auto const length = Fields{std::string_view{pending_}.substr(0, kLengthBytes)}.number<std::uint32_t>();
  auto message = std::optional<PhoneMessage>{};
  if (length > 0 && length <= longest_) {
    if (pending_.size() < kLengthBytes + length) return std::nullopt;
    message = read(std::string_view{pending_}.substr(kLengthBytes, length));
  }
  if (message) {
    pending_.erase(0, kLengthBytes + length);
  } else {
    broken_ = true;
    pending_.clear();
  }
  return message;
}

std::string atqb_of(std::string_view atr, std::string_view uid) {
  constexpr auto kPrefix = "\x3B\x88\x80\x01"sv;
  constexpr std::size_t kAtrBytes = 13;
  constexpr std::size_t kPupiBytes = 4;
  constexpr std::size_t kAtqbInfo = 7;  // application data and protocol info
  if (!atr.starts_with(kPrefix) || atr.size() != kAtrBytes || uid.size() != kPupiBytes) return {};
  auto atqb = std::string{'\x50'};
  return atqb.append(uid).append(atr.substr(kPrefix.size(), kAtqbInfo));
}

}  // namespace kazasu::reader
