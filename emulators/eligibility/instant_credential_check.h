// The credential check of virtual time: every outcome of the real one, and no cryptography.
#pragma once

#include "emulators/eligibility/credential_check.h"

namespace kazasu::eligibility {

// Reads the twin's certificates and signatures (emulators/identity/instant_crypto.h). The signature is over
// the nonce itself.
class InstantCredentialCheck final : public CredentialCheck {
 public:
  SignatureCheck check_signature(std::string_view certificate, std::string_view nonce,
                                 std::string_view signature) const override;
  SignatureCheck read_certificate(std::string_view certificate) const override;
  bool issued_by_card_ca(std::string_view certificate) const override;
};

}  // namespace kazasu::eligibility
