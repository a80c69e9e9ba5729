#include "emulators/adapters/card/apdu_link.h"

#include <openssl/evp.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace kazasu::adapters {

namespace {

using namespace std::string_view_literals;
using card::CommandApdu;
using reader::ExchangeEnd;
using terminal::CardResult;
using terminal::Exchange;

// DigestInfo of SHA-256 up to the digest itself (RFC 8017, section 9.2, note 1).
constexpr auto kSha256Prefix =
    "\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"sv;

std::string digest_info(std::string_view message) {
  auto digest = std::array<unsigned char, EVP_MAX_MD_SIZE>{};
  auto length = 0U;
  if (EVP_Digest(message.data(), message.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest for the card to sign");
  }
  auto bytes = std::string{kSha256Prefix};
  for (std::size_t i = 0; i < length; ++i) bytes.push_back(static_cast<char>(digest[i]));
  return bytes;
}

ExchangeEnd end_of(CardResult result) {
  if (result == CardResult::kCardRemoved) return ExchangeEnd::kRemoved;
  if (result == CardResult::kTimedOut) return ExchangeEnd::kMute;
  return result == CardResult::kOk ? ExchangeEnd::kAnswer : ExchangeEnd::kDistorted;
}

// One event under way; written down when it has ended.
class Recording {
 public:
  explicit Recording(TerminalTrace const& trace) : trace_(trace) {
    if (trace_.sink == nullptr) return;
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    record_.unix_us = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    record_.slot = trace_.slot;
    began_ = std::chrono::steady_clock::now();
  }
  void powered(LinkAnswer const& answer) {
    if (trace_.sink == nullptr || answer.result != CardResult::kOk) return;
    record_.event = reader::ReaderEvent::kPowerOn;
    close(answer);
  }
  void exchanged(std::string_view command, LinkAnswer const& answer) {
    if (trace_.sink == nullptr) return;
    record_.end = end_of(answer.result);
    record_.command = command;
    close(answer);
  }

 private:
  void close(LinkAnswer const& answer) {
    record_.took = std::chrono::steady_clock::now() - began_;
    record_.answer = answer.bytes;
    trace_.sink->record(record_);
  }

  TerminalTrace trace_;
  std::chrono::steady_clock::time_point began_;
  reader::ApduRecord record_;
};

}  // namespace

CardResult ApduLink::power_on() {
  auto recording = Recording{trace_};
  auto const answer = power_up();
  recording.powered(answer);
  return answer.result;
}

Exchange ApduLink::select_application() {
  return exchange({.ins = 0xA4, .p1 = 0x04, .p2 = 0x0C, .data = card::kJpkiAid});
}

Exchange ApduLink::select_file(card::FileId file) {
  auto const id = std::array{static_cast<char>(static_cast<std::uint16_t>(file) >> 8U),
                             static_cast<char>(static_cast<std::uint16_t>(file) & 0xFFU)};
  return exchange({.ins = 0xA4, .p1 = 0x02, .p2 = 0x0C, .data = {id.data(), id.size()}});
}

Exchange ApduLink::verify(std::string_view pin) {
  return exchange({.ins = 0x20, .p2 = 0x80, .data = pin});
}

Exchange ApduLink::read_binary(std::uint32_t offset, std::uint32_t length) {
  auto const high = static_cast<std::uint8_t>(offset >> 8U);
  return exchange({.ins = 0xB0, .p1 = high, .p2 = static_cast<std::uint8_t>(offset & 0xFFU), .le = length});
}

Exchange ApduLink::sign(std::string_view message) {
  auto const input = digest_info(message);
  return exchange({.cla = 0x80, .ins = 0x2A, .p2 = 0x80, .data = input, .le = 256});
}

Exchange ApduLink::exchange(CommandApdu const& command) {
  auto const request = card::encode_command(command);
  auto recording = Recording{trace_};
  auto const answer = transmit(request);
  if (!answer) return {.delivery = CardResult::kTimedOut};
  recording.exchanged(request, *answer);
  if (answer->result != CardResult::kOk) return {.delivery = answer->result};
  auto response = card::decode_response(answer->bytes);
  if (!response) return {.delivery = CardResult::kNotThisCard};
  return {.status = response->status,
          .data = std::move(response->data),
          .command_bytes = request.size(),
          .response_bytes = answer->bytes.size()};
}

}  // namespace kazasu::adapters
