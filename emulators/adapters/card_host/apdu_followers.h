// Those who follow a trace while it happens.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulators/reader/apdu_record.h"

namespace kazasu::adapters {

// Give it records that are masked already. Each follower gets every event's line from then on, on a thread of
// its own, so that one who is slow delays no card: he misses lines, and one line says how many.
class ApduFollowers final : public reader::ApduSink {
 public:
  ApduFollowers();
  // Waits for the calls of `listener` that are under way.
  ~ApduFollowers() override;
  ApduFollowers(ApduFollowers const&) = delete;
  ApduFollowers& operator=(ApduFollowers const&) = delete;

  // `listener` gets lines without their end. It returns false once nobody listens any more.
  void follow(std::function<bool(std::string const&)> listener);
  void record(reader::ApduRecord const& record) override;

 private:
  class Follower;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Follower>> followers_;
};

}  // namespace kazasu::adapters
