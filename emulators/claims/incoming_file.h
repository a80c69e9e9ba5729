// A receipt file as it comes over the line: checked piece by piece, with what is kept of it in the end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/claims_journal.h"
#include "emulators/claims/claims_port.h"
#include "emulators/claims/cross_checks.h"
#include "emulators/claims/file_checker.h"

namespace kazasu::claims {

// Memory grows with the receipts (an entry each) and the findings (up to kMostListLines), not with the bytes.
class IncomingFile {
 public:
  // `rules` must outlive it. `caller` is who sends: a file of another station or for the other payer is
  // refused by findings of L1.
  IncomingFile(FileRules const& rules, ClaimCaller caller);
  // The same, beside what else is known: such findings stand in the list like the file's own, and an entry
  // has the person whom the register found.
  IncomingFile(FileRules const& rules, ClaimCaller caller, CrossRules const& beside);
  ~IncomingFile();
  IncomingFile(IncomingFile const&) = delete;
  IncomingFile& operator=(IncomingFile const&) = delete;

  void feed(std::string_view bytes);

  struct Result {
    CheckedFile checked;
    std::vector<ListLine> lines;
    bool more_lines = false;
    FileSummary summary;
  };
  // No more comes. Call once.
  Result finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::claims
