#include "emulators/card/nfc_timing.h"

#include <algorithm>
#include <chrono>

#include "emulators/card/card_trace.h"

namespace kazasu::card {

namespace {

using namespace std::chrono_literals;

// ISO/IEC 14443-2 and -3, Type B: start bit, eight data bits, stop bit; start of frame 10 to 11 etu low and
// 2 to 3 high, end of frame 10 to 11 low (the middle of each range).
constexpr std::int64_t kCharacterEtu = 10;
constexpr std::int64_t kFrameMarksEtu = 24;
// The carrier of 13.56 MHz and the 128 carrier cycles of an etu at 106 kbit/s.
constexpr std::int64_t kCarrierHz = 13'560'000;
constexpr std::int64_t kCyclesPerEtu = 128;
// ISO/IEC 14443-4: block header and CRC_B around at most 253 bytes, with frames of 256 and no card
// identifier.
constexpr std::size_t kBlockFrame = 3;
constexpr std::size_t kBlockData = 253;
// ISO/IEC 14443-3: TR0 and TR1 of at least 64 and 80 subcarrier periods (847.5 kHz) before the card talks.
// The other direction is given the same.
constexpr auto kTurnaround = sim::Duration{169'912};
// ISO/IEC 14443-3: a card listens 5 ms after the field came on.
constexpr auto kFieldOn = sim::Duration{5ms};
// REQB 5, ATQB 14, ATTRIB 11 and its answer 3 bytes, CRC_B included.
constexpr std::int64_t kActivationFrames = 4;
constexpr std::int64_t kActivationBytes = 5 + 14 + 11 + 3;

// ours: where in its discovery loop a phone or reader is when the card comes near.
constexpr auto kDiscoveryLow = sim::Duration{40ms};
constexpr auto kDiscoveryHigh = sim::Duration{260ms};
// 5 ms per exchange (reference model); the spread is ours.
constexpr auto kOverheadLow = sim::Duration{3ms};
constexpr auto kOverheadHigh = sim::Duration{7ms};
// ours.
constexpr auto kSelectLow = sim::Duration{2ms};
constexpr auto kSelectHigh = sim::Duration{6ms};
// The write of the retry counter into EEPROM (reference model).
constexpr auto kVerifyLow = sim::Duration{15ms};
constexpr auto kVerifyHigh = sim::Duration{30ms};
// RSA-2048 with CRT on 20 Java Cards: median 185 ms, p10 61, p90 446 (crocs-muni/jcalgtest_results). Sigma is
// ln(446 / 61) over the 2.563 standard deviations between those two.
constexpr auto kSignMedian = sim::Duration{185ms};
constexpr double kSignSigma = 0.776;

sim::Duration etu(std::int64_t count, AirBitRate rate) {
  auto const faster = static_cast<std::int64_t>(rate) / static_cast<std::int64_t>(AirBitRate::k106);
  return sim::Duration{count * kCyclesPerEtu * 1'000'000'000 / (kCarrierHz * faster)};
}

std::int64_t blocks_for(std::size_t bytes) {
  return static_cast<std::int64_t>(std::max<std::size_t>(1, (bytes + kBlockData - 1) / kBlockData));
}

std::array<sim::Distribution, kWorks> modelled_work() {
  return {sim::Distribution{}, sim::Distribution::uniform(kSelectLow, kSelectHigh),
          sim::Distribution::uniform(kVerifyLow, kVerifyHigh),
          sim::Distribution::log_normal(kSignMedian, kSignSigma)};
}

}  // namespace

sim::Duration air_time(AirBitRate rate, std::size_t command_bytes, std::size_t response_bytes) {
  auto const blocks = blocks_for(command_bytes) + blocks_for(response_bytes);
  // Every block but the last of its chain is acknowledged by an empty one.
  auto const frames = 2 * blocks - 2;
  auto const data = static_cast<std::int64_t>(command_bytes + response_bytes);
  auto const characters = data + frames * static_cast<std::int64_t>(kBlockFrame);
  return etu(characters * kCharacterEtu + frames * kFrameMarksEtu, rate) + frames * kTurnaround;
}

NfcTiming::NfcTiming(CardModel const& model) : timing_(model.timing), rate_(model.bit_rate) {
  if (timing_ == CardTiming::kNone) return;
  discovery_ = sim::Distribution::uniform(kDiscoveryLow, kDiscoveryHigh);
  overhead_ = sim::Distribution::uniform(kOverheadLow, kOverheadHigh);
  work_ = modelled_work();
  if (model.trace_file.empty()) return;
  auto trace = load_card_trace(model.trace_file);
  measured_activation_ = std::move(trace.activation);
  measured_ = {std::move(trace.read), std::move(trace.select), std::move(trace.verify),
               std::move(trace.sign)};
}

sim::Duration NfcTiming::activation(sim::RandomStream& random) const {
  if (timing_ == CardTiming::kNone) return sim::Duration::zero();
  if (measured_activation_) return measured_activation_->sample(random);
  auto const characters = kActivationBytes * kCharacterEtu;
  auto const air = etu(characters + kActivationFrames * kFrameMarksEtu, AirBitRate::k106);
  return discovery_.sample(random) + kFieldOn + air + kActivationFrames * kTurnaround;
}

sim::Duration NfcTiming::exchange(std::size_t command_bytes, std::size_t response_bytes, Work work,
                                  sim::RandomStream& random) const {
  if (timing_ == CardTiming::kNone) return sim::Duration::zero();
  auto const index = static_cast<std::size_t>(work);
  if (measured_[index]) return measured_[index]->sample(random);
  auto const overhead = overhead_.sample(random);
  auto const busy = work == Work::kNone ? sim::Duration::zero() : work_[index].sample(random);
  return overhead + air_time(rate_, command_bytes, response_bytes) + busy;
}

}  // namespace kazasu::card
