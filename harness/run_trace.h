// The APDUs of a run on disk, masked, for `kazasu run --trace`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "emulators/adapters/card_host/apdu_trace_files.h"
#include "emulators/reader/apdu_mask.h"

namespace kazasu::harness {

class RunTrace {
 public:
  // Throws CommandError(kOutput) when the files cannot be made.
  explicit RunTrace(std::filesystem::path const& text);
  RunTrace(RunTrace const&) = delete;
  RunTrace& operator=(RunTrace const&) = delete;

  reader::ApduSink& sink() { return mask_; }
  // Writes what is left. What is wrong with the trace; nothing when every record is there.
  std::optional<std::string> finish();

 private:
  adapters::ApduTraceFiles files_;
  reader::MaskingSink mask_{files_};
};

}  // namespace kazasu::harness
