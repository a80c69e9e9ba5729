// Keys by which the records of one visit find each other without showing what they are made of.
#pragma once

#include <string>
#include <string_view>

namespace kazasu::adapters {

// The first 16 hexadecimal digits, in capitals as APDU traces write them, of the SHA-256 of `secret`. Of a
// session they name the visit; of a nonce they are the beginning of what the card is given to sign. Both are
// random and used once, so that nobody gets back from the digits to them. Throws std::runtime_error when
// OpenSSL fails.
std::string visit_key(std::string_view secret);

}  // namespace kazasu::adapters
