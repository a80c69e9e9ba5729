// Data objects that 券面入力補助AP and 券面事項確認AP have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kazasu::card {

// 90 exponent, 91 modulus of an RSA-2048 key; the modulus is a placeholder. 265 bytes.
std::string public_key_objects(std::uint64_t entity);
// The same with a real modulus of 256 bytes.
std::string public_key_objects(std::string_view modulus);

// 7F21, 568 bytes: identifiers of issuer and subject key, public key, signature. All placeholders.
std::string card_verifiable_certificate(std::uint64_t entity);

// 256 bytes where a real card has the issuer's signature. No key verifies them.
std::string issuer_signature(std::uint64_t entity);

}  // namespace kazasu::card
