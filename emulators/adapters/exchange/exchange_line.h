// The terminal's end of the closed line: asks until there is an answer, and tells the operator of outages.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "emulators/adapters/exchange/exchange_message.h"
#include "emulators/adapters/http/https_connections.h"
#include "sim/task.h"

namespace kazasu::adapters {

struct ExchangeOptions;

class ExchangeLine {
 public:
  // Throws as make_https_eligibility() does. `options` must outlive the line.
  ExchangeLine(sim::Realtime& realtime, ExchangeOptions const& options);

  // Asks again, at growing distances, while there is no connection, no answer in time or none but "busy";
  // what is not understood, and a server's own error, three times in all. With options.once it asks once and
  // gives nothing then.
  sim::Task<std::optional<LineAnswer>> ask(std::string path, std::string body, std::chrono::seconds patience);
  bool is_down() const { return down_; }

 private:
  bool settles(HttpReply const& reply, int attempt) const;
  void note(HttpReply const& reply, bool settled);

  sim::Realtime& realtime_;
  ExchangeOptions const& options_;
  HttpsConnections connections_;
  std::string name_;  // of the target, for the operator
  bool down_ = false;
};

}  // namespace kazasu::adapters
