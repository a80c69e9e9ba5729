// How a terminal proves itself to the card (特定利用者証明検証者), as far as it is public, and what we make
// of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kazasu::card {

// Sizes of the two pieces of a terminal's certificate, as seen in what terminals send.
inline constexpr std::size_t kTerminalBodyBytes = 307;
inline constexpr std::size_t kTerminalSignatureBytes = 260;

// The value of 5F4E, 297 bytes, when `body` is 7F21 around it and it has the layout of the cards' own
// certificates: two key identifiers of 16 bytes, 90 exponent, 91 modulus of 256 bytes. Nothing otherwise.
std::optional<std::string_view> terminal_content(std::string_view body);

// Whether `content` names the authority that EF 0016 stands for.
bool names_terminal_authority(std::string_view content);

// The 256 bytes of a signature: behind 5F37 01 00 (260 bytes), or behind 5F37 82 01 00 as BER has it. Nothing
// otherwise.
std::optional<std::string_view> terminal_signature(std::string_view object);

// PKCS#1 v1.5 with SHA-256, under the RSA-2048 key of `modulus` and exponent 65537. False for whatever is not
// such a signature.
bool is_signed(std::string_view content, std::string_view signature, std::string_view modulus);

}  // namespace kazasu::card
