// The trace of a card host on disk: one file of text, one that Wireshark reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "emulators/reader/apdu_record.h"

namespace kazasu::adapters {

struct ApduTraceOptions {
  std::filesystem::path text;  // "apdus.txt": the other file is "apdus.pcapng" beside it
  std::uint64_t bytes_per_file = 64U << 20U;
};

// Give it records that are masked already. Records are written within a second, from a thread of its own, so
// that a slow disk delays no card; what a killed process leaves can be read up to there. A file that is there
// when the host starts, or that has reached its limit, becomes "apdus.1.txt" (and "apdus.1.pcapng") and takes
// the place of an older one, so that each kind takes twice the limit at most. Only the owner may read them.
class ApduTraceFiles final : public reader::ApduSink {
 public:
  // Throws std::runtime_error when the files cannot be made, or both would be the same.
  explicit ApduTraceFiles(ApduTraceOptions options);
  // Writes what is left.
  ~ApduTraceFiles() override;
  ApduTraceFiles(ApduTraceFiles const&) = delete;
  ApduTraceFiles& operator=(ApduTraceFiles const&) = delete;

  void record(reader::ApduRecord const& record) override;
  // Writes at once what has been recorded so far.
  void flush();
  // The first error of writing; the files end there. Nothing: all is well.
  std::optional<std::string> trouble() const;
  // Records that were not written, because of an error or of a disk that cannot follow.
  std::uint64_t lost() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
