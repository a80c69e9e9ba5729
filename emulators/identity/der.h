// Writing of DER (ITU-T X.690), for the few values that OpenSSL has no type for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kazasu::identity {

enum class DerTag : std::uint8_t {
  kObjectIdentifier = 0x06,
  kUtf8String = 0x0C,
  kIa5String = 0x16,
  kSequence = 0x30,
  kContext0 = 0xA0,  // [0], constructed
};

// Tag, length, value. Precondition: fewer than 65,536 bytes.
std::string der(DerTag tag, std::string_view content);

}  // namespace kazasu::identity
