// The credential check of real time, with OpenSSL.
#pragma once

#include <memory>
#include <string_view>

#include "emulators/eligibility/credential_check.h"

namespace kazasu::adapters {

// The card CA is a single self-signed tier, so a chain is one signature and one name, compared byte by byte.
// The profile is has_user_authentication_profile() of card_certificate.h. Belongs to one thread: the last
// certificate seen is kept parsed.
class OpensslCredentialCheck final : public eligibility::CredentialCheck {
 public:
  // One certificate, PEM or DER. Throws std::runtime_error when it cannot be read, its key is not RSA, or it
  // is of the real JPKI, which this program must never stand in for.
  explicit OpensslCredentialCheck(std::string_view card_ca_certificate);
  ~OpensslCredentialCheck() override;
  OpensslCredentialCheck(OpensslCredentialCheck const&) = delete;
  OpensslCredentialCheck& operator=(OpensslCredentialCheck const&) = delete;

  // kMalformedCertificate: not exactly one DER certificate, or its key is not RSA.
  eligibility::SignatureCheck check_signature(std::string_view certificate, std::string_view nonce,
                                              std::string_view signature) const override;
  eligibility::SignatureCheck read_certificate(std::string_view certificate) const override;
  bool issued_by_card_ca(std::string_view certificate) const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
