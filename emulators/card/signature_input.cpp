#include "emulators/card/signature_input.h"

#include <utility>

#include "emulators/card/sha256.h"
#include "emulators/card/sha384.h"

namespace kazasu::card {

namespace {

// PKCS#1 v1.5 type 1 padding of 11 bytes in an RSA-2048 block.
constexpr std::size_t kLongestDigestInfo = 245;
constexpr std::size_t kHashLength = 32;

bool fits(std::size_t length, SignatureInput input) {
  switch (input) {
    case SignatureInput::kDigestInfo:
      return length <= kLongestDigestInfo;
    case SignatureInput::kHash:
    case SignatureInput::kHashPss:
      return length == kHashLength;
    case SignatureInput::kBareHash:
    case SignatureInput::kMessage:
    case SignatureInput::kMessagePss:
      return true;
  }
  return false;
}

SignAnswer pss_over(std::string_view digest, identity::CardSigner const& signer) {
  auto signature = signer.sign_pss(digest);
  if (!signature) return {StatusWord::kConditionsNotSatisfied, {}};
  return {StatusWord::kSuccess, std::move(*signature)};
}

SignAnswer ecdsa_over(std::string_view data, SignatureInput input, identity::CardSigner const& signer) {
  auto digest = std::string{};
  switch (input) {
    case SignatureInput::kDigestInfo:
      digest = sha384_digest_in(data);
      break;
    case SignatureInput::kHash:
      if (data.size() == kSha384Bytes) digest = data;
      break;
    case SignatureInput::kBareHash:
    case SignatureInput::kMessage:
      digest = sha384(data);
      break;
    case SignatureInput::kHashPss:
    case SignatureInput::kMessagePss:
      break;
  }
  if (digest.empty()) return {StatusWord::kConditionsNotSatisfied, {}};
  return {StatusWord::kSuccess, signer.sign(digest)};
}

}  // namespace

SignAnswer signature_over(std::string_view data, SignatureInput input, identity::CardSigner const& signer) {
  if (data.empty()) return {StatusWord::kWrongLength, {}};
  if (signer.scheme() == identity::SignatureScheme::kEcdsaP384) return ecdsa_over(data, input, signer);
  if (!fits(data.size(), input)) return {StatusWord::kConditionsNotSatisfied, {}};
  switch (input) {
    case SignatureInput::kDigestInfo:
      return {StatusWord::kSuccess, signer.sign(data)};
    case SignatureInput::kBareHash:
      return {StatusWord::kSuccess, signer.sign(sha256(data))};
    case SignatureInput::kHash:
      return {StatusWord::kSuccess, signer.sign(sha256_digest_info(data))};
    case SignatureInput::kMessage:
      return {StatusWord::kSuccess, signer.sign(sha256_digest_info(sha256(data)))};
    case SignatureInput::kHashPss:
      return pss_over(data, signer);
    case SignatureInput::kMessagePss:
      return pss_over(sha256(data), signer);
  }
  return {StatusWord::kWrongParameters, {}};
}

}  // namespace kazasu::card
