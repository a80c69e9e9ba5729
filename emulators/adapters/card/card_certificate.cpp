#include "emulators/adapters/card/card_certificate.h"

#include <algorithm>

#include "emulators/adapters/card/der_reader.h"

namespace kazasu::adapters {

namespace {

using namespace std::string_view_literals;

enum Tag : std::uint8_t {
  kBoolean = 0x01,
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kObjectIdentifier = 0x06,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kSequence = 0x30,
  kVersion = 0xA0,
  kExtensions = 0xA3,
};

constexpr auto kRsaEncryption = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"sv;  // 1.2.840.113549.1.1.1
// AlgorithmIdentifier with its NULL parameters.
constexpr auto kSha256WithRsa = "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00"sv;
constexpr auto kKeyUsage = "\x55\x1D\x0F"sv;  // 2.5.29.15
constexpr auto kBasicConstraints = "\x55\x1D\x13"sv;
constexpr auto kCertificatePolicies = "\x55\x1D\x20"sv;
constexpr auto kExtendedKeyUsage = "\x55\x1D\x25"sv;
constexpr auto kDigitalSignatureAlone = "\x03\x02\x07\x80"sv;
constexpr auto kClientAuthAlone = "\x30\x0A\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x02"sv;
// 1.2.392.200149.8.5.1.3.30
constexpr auto kUserAuthenticationPolicy = "\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x03\x1E"sv;
constexpr auto kTrue = "\xFF"sv;

using Element = DerReader::Element;

std::string_view without_leading_zero(std::string_view number) {
  return number.size() > 1 && number[0] == '\0' ? number.substr(1) : number;
}

// AlgorithmIdentifier: the content of its OBJECT IDENTIFIER.
std::optional<std::string_view> algorithm_of(DerReader& reader) {
  auto const algorithm = reader.next(kSequence);
  if (!algorithm) return std::nullopt;
  auto const identifier = DerReader{algorithm->content}.next(kObjectIdentifier);
  if (!identifier) return std::nullopt;
  return identifier->content;
}

// A BIT STRING of whole bytes.
std::optional<std::string_view> bytes_of_bits(DerReader& reader) {
  auto const bits = reader.next(kBitString);
  if (!bits || bits->content.empty() || bits->content[0] != '\0') return std::nullopt;
  return bits->content.substr(1);
}

unsigned two_digits(std::string_view digits, std::size_t at) {
  return static_cast<unsigned>(digits[at] - '0') * 10 + static_cast<unsigned>(digits[at + 1] - '0');
}

// UTCTime YYMMDDHHMMSSZ or GeneralizedTime YYYYMMDDHHMMSSZ (RFC 5280, 4.1.2.5).
std::optional<sim::Instant> time_of(DerReader& reader) {
  auto const element = reader.next();
  if (!element || (element->tag != kUtcTime && element->tag != kGeneralizedTime)) return std::nullopt;
  auto text = element->content;
  auto const year_digits = element->tag == kUtcTime ? std::size_t{2} : std::size_t{4};
  if (text.size() != year_digits + 11 || text.back() != 'Z') return std::nullopt;
  text.remove_suffix(1);
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  auto year = two_digits(text, 0);
  if (year_digits == 4) {
    year = year * 100 + two_digits(text, 2);
  } else {
    year += year < 50 ? 2000 : 1900;
  }
  text.remove_prefix(year_digits);
  auto const date = std::chrono::year{static_cast<int>(year)} / std::chrono::month{two_digits(text, 0)} /
                    std::chrono::day{two_digits(text, 2)};
  auto const hour = two_digits(text, 4);
  auto const minute = two_digits(text, 6);
  auto const second = two_digits(text, 8);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return sim::Instant{std::chrono::sys_days{date}.time_since_epoch() + std::chrono::hours{hour} +
                      std::chrono::minutes{minute} + std::chrono::seconds{second}};
}

bool read_validity(DerReader& reader, CardCertificate& into) {
  auto const validity = reader.next(kSequence);
  if (!validity) return false;
  auto times = DerReader{validity->content};
  auto const not_before = time_of(times);
  auto const not_after = time_of(times);
  if (!not_before || !not_after || !times.at_end()) return false;
  into.not_before = *not_before;
  into.not_after = *not_after;
  return true;
}

bool read_rsa_key(DerReader& reader, CardCertificate& into) {
  auto const info = reader.next(kSequence);
  if (!info) return false;
  auto parts = DerReader{info->content};
  auto const algorithm = algorithm_of(parts);
  auto const key = bytes_of_bits(parts);
  if (!algorithm || *algorithm != kRsaEncryption || !key || !parts.at_end()) return false;
  auto outer = DerReader{*key};
  auto const sequence = outer.next(kSequence);
  if (!sequence || !outer.at_end()) return false;
  auto numbers = DerReader{sequence->content};
  auto const modulus = numbers.next(kInteger);
  auto const exponent = numbers.next(kInteger);
  if (!modulus || !exponent || !numbers.at_end()) return false;
  into.modulus = without_leading_zero(modulus->content);
  into.exponent = without_leading_zero(exponent->content);
  return !into.modulus.empty() && !into.exponent.empty();
}

// What follows the key: the extensions, once the unique identifiers of old are passed.
bool read_extensions(DerReader& reader, CardCertificate& into) {
  while (!reader.at_end()) {
    auto const element = reader.next();
    if (!element) return false;
    if (element->tag != kExtensions) continue;
    auto outer = DerReader{element->content};
    auto const sequence = outer.next(kSequence);
    if (!sequence || !outer.at_end() || !reader.at_end()) return false;
    into.extensions = sequence->content;
  }
  return true;
}

bool read_to_be_signed(std::string_view content, CardCertificate& into) {
  auto reader = DerReader{content};
  if (reader.next_tag() == kVersion && !reader.next()) return false;
  auto const serial = reader.next(kInteger);
  auto const algorithm = reader.next(kSequence);
  auto const issuer = reader.next(kSequence);
  if (!serial || serial->content.empty() || !algorithm || !issuer) return false;
  into.serial = serial->content;
  into.issuer = issuer->whole;
  into.signature_algorithm = algorithm->whole;
  if (!read_validity(reader, into)) return false;
  auto const subject = reader.next(kSequence);
  if (!subject) return false;
  into.subject = subject->whole;
  return read_rsa_key(reader, into) && read_extensions(reader, into);
}

struct Extension {
  std::string_view identifier;
  bool critical = false;
  std::string_view value;
};

std::optional<Extension> next_extension(DerReader& extensions) {
  auto const sequence = extensions.next(kSequence);
  if (!sequence) return std::nullopt;
  auto parts = DerReader{sequence->content};
  auto const identifier = parts.next(kObjectIdentifier);
  auto const critical = parts.next(kBoolean);
  auto const value = parts.next(kOctetString);
  if (!identifier || !value || !parts.at_end()) return std::nullopt;
  return Extension{identifier->content, critical && critical->content == kTrue, value->content};
}

bool names_policy(std::string_view value, std::string_view policy) {
  auto outer = DerReader{value};
  auto const policies = outer.next(kSequence);
  if (!policies) return false;
  auto each = DerReader{policies->content};
  while (auto const information = each.next(kSequence)) {
    auto const identifier = DerReader{information->content}.next(kObjectIdentifier);
    if (identifier && identifier->content == policy) return true;
  }
  return false;
}

}  // namespace

std::uint32_t CardCertificate::serial_number() const {
  auto const digits = without_leading_zero(serial);
  auto const negative = static_cast<unsigned char>(serial[0]) >= 0x80;
  if (negative || digits.size() > 4) return 0;
  auto value = std::uint32_t{0};
  for (auto const digit : digits) value = value << 8U | static_cast<unsigned char>(digit);
  return value;
}

std::optional<CardCertificate> parse_card_certificate(std::string_view der) {
  auto outer = DerReader{der};
  auto const sequence = outer.next(kSequence);
  if (!sequence || !outer.at_end()) return std::nullopt;
  auto parts = DerReader{sequence->content};
  auto const to_be_signed = parts.next(kSequence);
  auto const algorithm = parts.next(kSequence);
  auto const signature = bytes_of_bits(parts);
  if (!to_be_signed || !algorithm || !signature || !parts.at_end()) return std::nullopt;
  auto certificate = CardCertificate{};
  certificate.to_be_signed = to_be_signed->whole;
  certificate.signature = *signature;
  if (!read_to_be_signed(to_be_signed->content, certificate)) return std::nullopt;
  // Both places must name the same algorithm (RFC 5280, 4.1.1.2).
  if (certificate.signature_algorithm != algorithm->whole) return std::nullopt;
  return certificate;
}

bool has_user_authentication_profile(CardCertificate const& certificate) {
  if (certificate.serial_number() == 0 || certificate.signature_algorithm != kSha256WithRsa) return false;
  auto key_usage = false;
  auto extended_key_usage = false;
  auto policy = false;
  auto extensions = DerReader{certificate.extensions};
  while (!extensions.at_end()) {
    auto const extension = next_extension(extensions);
    if (!extension || extension->identifier == kBasicConstraints) return false;
    if (extension->identifier == kKeyUsage) {
      key_usage = extension->critical && extension->value == kDigitalSignatureAlone;
    } else if (extension->identifier == kExtendedKeyUsage) {
      extended_key_usage = extension->value == kClientAuthAlone;
    } else if (extension->identifier == kCertificatePolicies) {
      policy = extension->critical && names_policy(extension->value, kUserAuthenticationPolicy);
    } else if (extension->critical) {
      return false;
    }
  }
  return key_usage && extended_key_usage && policy;
}

}  // namespace kazasu::adapters
