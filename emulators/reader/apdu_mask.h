// Hides PINs and personal numbers in what passes between reader and card. What cannot be told is hidden too.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/applications.h"
#include "emulators/card/jpki_files.h"
#include "emulators/reader/apdu_record.h"

namespace kazasu::reader {

// Of one slot: follows which application and file are current, from the commands that pass and the answers
// to them. Shown are headers and status words of the classes that the card knows, the names in SELECT, hashes
// to be signed, challenges, signatures, known data objects, and files that hold neither a PIN nor a number;
// docs/protocols/card-faults.md lists them. Everything else becomes kMaskedByte.
class ApduMask {
 public:
  // Records of one slot, in order.
  void apply(ApduRecord& record);

  // Whether the card has done what a command says. Nobody knows it when the answer was lost or changed.
  enum class Outcome : std::uint8_t { kDone, kRefused, kUnknown };

 private:
  // Nothing: it cannot be told.
  struct Current {
    std::optional<card::ApplicationId> application;
    std::optional<card::FileId> file;
  };

  void apply_to_exchange(ApduRecord& record);
  bool shows_answer(std::string_view command) const;
  void follow(ApduRecord const& record);
  void follow_select(card::CommandApdu const& command, Outcome outcome);

  Current current_;
};

// Every record goes on to `next`, masked. Thread-safe as ApduSink asks for.
class MaskingSink final : public ApduSink {
 public:
  // `next` outlives this.
  explicit MaskingSink(ApduSink& next) : next_(next) {}
  void record(ApduRecord const& record) override;

 private:
  ApduMask& mask_of(std::uint32_t slot);

  ApduSink& next_;
  std::mutex mutex_;  // of the map; each mask belongs to the thread that its slot is on
  std::map<std::uint32_t, ApduMask> masks_;
};

}  // namespace kazasu::reader
