// What a phone and the card host say to each other: docs/protocols/phone.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulators/reader/phone_timing.h"

namespace kazasu::reader {

inline constexpr std::uint16_t kPhoneVersion = 1;
inline constexpr std::size_t kPhoneNonceBytes = 32;
inline constexpr std::size_t kPhoneMacBytes = 32;
inline constexpr std::size_t kPhonePingBytes = 8;
// Longest frame behind its length: the longest extended APDU with its stamps fits.
inline constexpr std::size_t kPhoneLongest = 65'600;

enum class PhoneRefusal : std::uint8_t { kVersion = 1, kNoSuchSlot = 2, kSlotTaken = 3 };
enum class PhoneReply : std::uint8_t { kAnswer = 0, kNoCard = 1, kFieldOff = 2, kRemoved = 3, kMute = 4 };

// From the phone.
struct PhoneHello {
  std::uint16_t version = kPhoneVersion;
  std::uint16_t slot = 0;
  std::string nonce;
};
struct PhoneProof {
  std::string mac;
};
struct PhoneFieldOn {};
struct PhoneFieldOff {
  PhoneTime handed = 0;  // of the last answer
};
struct PhoneCommand {
  std::uint32_t sequence = 0;  // comes back with the answer
  PhoneTime heard = 0;         // when it came from the radio
  PhoneTime handed = 0;        // when the previous answer was handed to the radio
  std::string apdu;
};
struct PhonePing {
  std::string echo;
};

// From the host.
struct PhoneChallenge {
  std::uint16_t version = kPhoneVersion;
  std::string nonce;
};
struct PhoneWelcome {
  std::string mac;
};
struct PhoneRefused {
  PhoneRefusal why = PhoneRefusal::kVersion;
};
// The answer to PhoneFieldOn when a card is in the slot. Over contacts (`atqb` and `uid` empty) there is
// nothing that a phone could show to a radio.
struct PhoneCard {
  std::uint32_t insertion = 0;
  std::uint32_t patience_ms = 0;  // a card that is silent for longer is mute
  std::string uid{};              // PUPI
  std::string atr{};
  std::string atqb{};  // 12 bytes from 50 on
};
struct PhoneNoCard {};
struct PhoneAnswer {
  std::uint32_t sequence = 0;
  PhoneReply reply = PhoneReply::kAnswer;
  sim::Duration host{};  // from the command's coming to the answer's leaving
  sim::Duration card{};  // the card's part of it
  std::string bytes{};   // with kAnswer alone
};
// Whenever a card is put in or taken out, also without being asked.
struct PhonePresence {
  bool present = false;
  std::uint32_t insertion = 0;
};
struct PhonePong {
  std::string echo;
};

using PhoneMessage =
    std::variant<PhoneHello, PhoneProof, PhoneFieldOn, PhoneFieldOff, PhoneCommand, PhonePing, PhoneChallenge,
                 PhoneWelcome, PhoneRefused, PhoneCard, PhoneNoCard, PhoneAnswer, PhonePresence, PhonePong>;

// One frame. Throws std::invalid_argument when a field is longer than the protocol allows.
std::string encode(PhoneMessage const& message);

// Messages out of a stream that may be cut and joined anywhere.
class PhoneParser {
 public:
  // `longest`: of a frame behind its length. A host takes short frames alone until it knows the phone.
  explicit PhoneParser(std::size_t longest = kPhoneLongest) : longest_(longest) {}
  void accept_up_to(std::size_t longest) { longest_ = longest; }

  void feed(std::string_view bytes) { pending_ += bytes; }
  // Nothing when a whole message has not come yet, or the stream is broken.
  std::optional<PhoneMessage> next();
  // After a frame that is too long, of an unknown type or not as its type has to be: close the link.
  bool broken() const { return broken_; }
  std::size_t pending() const { return pending_.size(); }

 private:
  std::size_t longest_;
  std::string pending_;
  bool broken_ = false;
};

// The ATQB of a card with this PC/SC ATR of Type B (3B 88 80 01, application data, protocol info, MBLI) and
// PUPI; empty for any other card. ISO/IEC 14443-3, 7.9, and PC/SC part 3, 3.1.3.2.3.2.
std::string atqb_of(std::string_view atr, std::string_view uid);

}  // namespace kazasu::reader
