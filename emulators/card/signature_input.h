// What COMPUTE DIGITAL SIGNATURE makes of its data before the private operation: its P1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/identity/card_credential.h"

namespace kazasu::card {

// As an RSA key has it. A P-384 key (ours) takes a SHA-384 or a DigestInfo around one for 0, a SHA-384 for 2,
// a message for 1 and 3, has no PSS, and answers with the DER of ECDSA-Sig-Value.
enum class SignatureInput : std::uint8_t {
  kDigestInfo = 0,  // 1 to 245 bytes, padded as they are
  kBareHash = 1,    // a message: its SHA-256 padded without DigestInfo
  kHash = 2,        // a SHA-256: DigestInfo around it
  kMessage = 3,     // a message: SHA-256 and DigestInfo
  kHashPss = 4,     // a SHA-256: RSASSA-PSS
  kMessagePss = 5,  // a message: SHA-256 and RSASSA-PSS
};

struct SignAnswer {
  StatusWord status = StatusWord::kSuccess;
  std::string signature;
};

// 6700 for nothing to sign; 6985 for a length that does not fit `input`, and for PSS with a key that has
// none.
SignAnswer signature_over(std::string_view data, SignatureInput input, identity::CardSigner const& signer);

}  // namespace kazasu::card
