#include "emulators/identity/instant_crypto.h"

#include <array>
#include <cstddef>

#include "sim/random.h"

namespace kazasu::identity {

namespace {

constexpr auto kMark = std::string_view{"KZT"};
constexpr auto kIssuerMark = std::string_view{"KZT-CA"};
constexpr auto kSealedBytes = std::size_t{24};  // mark 3, issuer 1, serial 4, two instants of 8
constexpr auto kCertificateBytes = kSealedBytes + 8;
constexpr auto kSealKey = std::uint64_t{0x6B617A6173752D31U};

void append(std::string& bytes, std::uint64_t value, unsigned width) {
  for (auto shift = 8U * width; shift > 0; shift -= 8U) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> (shift - 8U)));
  }
}

std::uint64_t read(std::string_view bytes, std::size_t offset, std::size_t width) {
  auto value = std::uint64_t{0};
  for (auto const byte : bytes.substr(offset, width)) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

// A 64-bit hash of `bytes` keyed by `key`: FNV-1a, then one Philox block so that every bit counts.
std::uint64_t keyed_hash(std::uint64_t key, std::string_view bytes) {
  auto hash = std::uint64_t{14695981039346656037U};
  for (auto const byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
  auto const block = sim::philox({static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32U),
                                  static_cast<std::uint32_t>(bytes.size()), 0},
                                 key);
  return std::uint64_t{block[1]} << 32U | block[0];
}

std::uint64_t milliseconds(sim::Instant instant) {
  return static_cast<std::uint64_t>(instant.time_since_epoch().count());
}

sim::Instant instant_of(std::uint64_t count) {
  return sim::Instant{std::chrono::milliseconds{static_cast<std::int64_t>(count)}};
}

class InstantSigner final : public CardSigner {
 public:
  explicit InstantSigner(std::uint32_t serial) : serial_(serial) {}
  std::string sign(std::string_view digest_info) const override {
    return instant_signature(serial_, digest_info);
  }

 private:
  std::uint32_t serial_;
};

class InstantIssuer final : public CardIssuer {
 public:
  CardCredential issue(Person const& person) const override {
    return {.certificate = instant_certificate({.serial = person.certificate_serial,
                                                .not_before = person.certificate_not_before,
                                                .not_after = person.certificate_not_after}),
            .issuer_certificate = std::string{kIssuerMark},
            .signer = std::make_shared<InstantSigner>(person.certificate_serial)};
  }
};

}  // namespace

std::string instant_certificate(InstantCertificate const& certificate) {
  auto bytes = std::string{};
  bytes.reserve(kCertificateBytes);
  bytes += kMark;
  append(bytes, certificate.from_card_ca ? 1 : 0, 1);
  append(bytes, certificate.serial, 4);
  append(bytes, milliseconds(certificate.not_before), 8);
  append(bytes, milliseconds(certificate.not_after), 8);
  append(bytes, keyed_hash(kSealKey, bytes), 8);
  return bytes;
}

std::optional<InstantCertificate> parse_instant_certificate(std::string_view bytes) {
  if (bytes.size() != kCertificateBytes || !bytes.starts_with(kMark)) return std::nullopt;
  auto const sealed = read(bytes, kSealedBytes, 8) == keyed_hash(kSealKey, bytes.substr(0, kSealedBytes));
  return InstantCertificate{.serial = static_cast<std::uint32_t>(read(bytes, 4, 4)),
                            .not_before = instant_of(read(bytes, 8, 8)),
                            .not_after = instant_of(read(bytes, 16, 8)),
                            .from_card_ca = sealed && bytes[3] == 1};
}

std::string instant_signature(std::uint32_t serial, std::string_view digest_info) {
  auto signature = std::string{};
  append(signature, serial, 4);
  append(signature, keyed_hash(serial, digest_info), 8);
  return signature;
}

bool check_instant_signature(std::uint32_t serial, std::string_view digest_info, std::string_view signature) {
  return signature == instant_signature(serial, digest_info);
}

std::unique_ptr<CardIssuer> make_instant_issuer() {
  return std::make_unique<InstantIssuer>();
}

}  // namespace kazasu::identity
