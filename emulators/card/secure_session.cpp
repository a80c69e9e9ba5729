#include "emulators/card/secure_session.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "emulators/card/tlv.h"

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

constexpr auto kDeliveryHead = "\xA0\x22\x80\x20"sv;
constexpr std::size_t kSeed = 32;
constexpr std::uint16_t kCryptogramTag = 0x86;
constexpr auto kPaddingIndicator = '\x01';
constexpr auto kExpectedLengthHead = "\x96\x03\x00"sv;
constexpr std::uint8_t kReadBinary = 0xB0;
constexpr std::uint32_t kAll = 65'536;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

enum class Direction : int { kDecrypt = 0, kEncrypt = 1 };

// Precondition: whole blocks; key and initial value of one block each.
std::string aes_cbc(std::string_view text, unsigned char const* key, unsigned char const* initial_value,
                    Direction direction) {
  auto const context = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>{EVP_CIPHER_CTX_new()};
  auto result = std::string(text.size(), '\0');
  auto* const out = reinterpret_cast<unsigned char*>(result.data());
  auto const* const in = reinterpret_cast<unsigned char const*>(text.data());
  auto size = 0;
  if (!context ||
      EVP_CipherInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, key, initial_value,
                        static_cast<int>(direction)) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
      EVP_CipherUpdate(context.get(), out, &size, in, static_cast<int>(text.size())) != 1 ||
      static_cast<std::size_t>(size) != text.size()) {
    throw std::runtime_error("OpenSSL could not run AES in a card's secure session");
  }
  return result;
}

// ISO/IEC 7816-4, 80 and zeros. Precondition: not empty.
bool remove_padding(std::string& text) {
  auto const last = text.find_last_not_of('\0');
  if (last == std::string::npos || text[last] != '\x80') return false;
  text.resize(last);
  return true;
}

// The value of the one object `bytes` is; nothing when it is not one object with that tag.
std::optional<std::string_view> only_object(std::string_view bytes, std::uint16_t tag) {
  if (bytes.size() < 2 || static_cast<std::uint8_t>(bytes[0]) != tag) return std::nullopt;
  auto const first = static_cast<std::uint8_t>(bytes[1]);
  auto const extra = first > 0x80U ? static_cast<std::size_t>(first & 0x7FU) : 0U;
  if (first == 0x80U || extra > 2 || bytes.size() < 2 + extra) return std::nullopt;
  auto length = extra == 0 ? std::size_t{first} : std::size_t{0};
  for (auto const byte : bytes.substr(2, extra)) length = length << 8U | static_cast<std::uint8_t>(byte);
  auto const value = bytes.substr(2 + extra);
  return value.size() == length ? std::optional{value} : std::nullopt;
}

}  // namespace

SecureSession::SecureSession(std::string_view key) {
  std::copy_n(key.begin(), kBlock, key_.begin());
}

std::optional<SecureSession> SecureSession::delivered(std::string_view delivery) {
  if (delivery.size() != kDeliveryHead.size() + kSeed || !delivery.starts_with(kDeliveryHead)) {
    return std::nullopt;
  }
  return SecureSession{delivery.substr(kDeliveryHead.size())};
}

SecureSession::Block SecureSession::initial_value() const {
  auto number = std::string(kBlock, '\0');
  for (std::size_t i = 0; i < 4; ++i) {
    number[kBlock - 1 - i] = static_cast<char>(number_ >> (8U * i) & 0xFFU);
  }
  auto const zero = Block{};
  auto const encrypted = aes_cbc(number, key_.data(), zero.data(), Direction::kEncrypt);
  auto value = Block{};
  std::copy(encrypted.begin(), encrypted.end(), value.begin());
  return value;
}

std::optional<SecureCommand> SecureSession::unwrap(CommandApdu const& command) {
  ++number_;
  auto plain = SecureCommand{.command = command, .data = {}};
  plain.command.cla = 0;
  plain.command.data = {};
  if (command.ins == kReadBinary) {
    auto const length = command.data;
    if (length.size() != kExpectedLengthHead.size() + 2 || !length.starts_with(kExpectedLengthHead)) {
      return std::nullopt;
    }
    auto const wanted = static_cast<std::uint32_t>(static_cast<std::uint8_t>(length[3])) << 8U |
                        static_cast<std::uint8_t>(length[4]);
    plain.command.le = wanted == 0 ? kAll : wanted;
    return plain;
  }
  auto const object = only_object(command.data, kCryptogramTag);
  if (!object || object->empty() || object->front() != kPaddingIndicator) return std::nullopt;
  auto const cryptogram = object->substr(1);
  if (cryptogram.empty() || cryptogram.size() % kBlock != 0) return std::nullopt;
  plain.data = aes_cbc(cryptogram, key_.data(), initial_value().data(), Direction::kDecrypt);
  if (!remove_padding(plain.data)) return std::nullopt;
  return plain;
}

std::string SecureSession::wrap(std::string_view answer) const {
  auto padded = std::string{answer};
  padded += '\x80';
  padded.resize((padded.size() + kBlock - 1) / kBlock * kBlock, '\0');
  auto const cryptogram = aes_cbc(padded, key_.data(), initial_value().data(), Direction::kEncrypt);
  return tlv(kCryptogramTag, std::string{kPaddingIndicator} + cryptogram);
}

}  // namespace kazasu::card
