// Results of card confirmations: what was registered at the station's page appears in the folder face.
#pragma once

#include <cstdint>
#include <string>

#include "emulators/adapters/exchange/exchange_folders.h"
#include "emulators/adapters/exchange/exchange_line.h"
#include "sim/task.h"

namespace kazasu::adapters {

// All must outlive it.
class FaceResults {
 public:
  FaceResults(ExchangeLine& line, ExchangeFolders& folders, ExchangeOptions const& options)
      : line_(line), folders_(folders), options_(options) {}

  // Asks for notices and writes a file for each registration; returns how many. A registration that is being
  // asked about is noted in the folder first: the answer takes it off the notices, so that a process that
  // ends before the file is there would lose it.
  sim::Task<std::uint64_t> fetch();
  // True once notices were asked for and answered.
  bool asked() const { return asked_; }

 private:
  sim::Task<std::uint64_t> fetch_one(std::string registration);
  std::string notice_request() const;
  void note_missing();

  ExchangeLine& line_;
  ExchangeFolders& folders_;
  ExchangeOptions const& options_;
  std::uint64_t last_ = 0;  // sequence of the last notice that was dealt with
  bool asked_ = false;
  bool missing_ = false;  // the target has no notices
};

}  // namespace kazasu::adapters
