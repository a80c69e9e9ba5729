// The card reader of virtual time: the card's operations called directly, and the modelled time slept.
#pragma once

#include <cstdint>
#include <memory>

#include "emulators/card/card_model.h"
#include "emulators/card/card_stock.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/terminal/card_reader.h"
#include "sim/engine.h"

namespace kazasu::terminal {

// A certificate as virtual time counts it: an authentication certificate of a real card has 1,583 bytes
// (c-3lab/mynumbercard-idp, test fixture); the twin's own has a few dozen.
inline constexpr std::uint32_t kNominalCertificateBytes = 1583;
// DigestInfo(SHA-256) and an RSA-2048 signature.
inline constexpr std::uint32_t kNominalDigestInfoBytes = 51;
inline constexpr std::uint32_t kNominalSignatureBytes = 256;

struct ModelReaderParts {
  card::CardStock& stock;
  card::CardModel model;
  std::uint64_t seed = 1;
};

// Every reader signs the message itself: the twin needs no DigestInfo.
class ModelCardReaders final : public CardReaderSource {
 public:
  // `engine` and the stock must outlive the source, and the source its readers. Throws as NfcTiming does.
  ModelCardReaders(sim::Engine& engine, ModelReaderParts parts)
      : engine_(engine), stock_(parts.stock), timing_(parts.model), seed_(parts.seed) {}

  std::unique_ptr<CardReader> tap(identity::PersonIndex person, std::uint64_t visit) override;

 private:
  sim::Engine& engine_;
  card::CardStock& stock_;
  card::NfcTiming timing_;
  std::uint64_t seed_;
};

}  // namespace kazasu::terminal
