// The station's qualification terminal (資格確認端末) as receipt computers know it: files in, files out.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "emulators/adapters/exchange/encryption_rules.h"
#include "emulators/adapters/exchange/exchange_text.h"
#include "emulators/adapters/http/https_client.h"
#include "sim/calendar.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

struct ExchangeOptions {
  std::filesystem::path root;
  HttpsTarget target;
  ClientCredential credential;
  std::string institution_code;            // of the credential; asks for the results of card confirmations
  std::function<sim::Instant()> calendar;  // dates of certificates, times in names and local refusals
  EncryptionRules encryption = {};
  std::chrono::milliseconds settle{1000};  // a request that nobody closed is complete when unchanged so long
  std::chrono::minutes stay{1440};         // results that nobody fetched are removed; zero: never
  std::chrono::milliseconds face_interval{1000};
  std::chrono::milliseconds first_wait{
      1000};                       // before a question without an answer is asked again; it doubles
  std::string reception_url = {};  // what URLs of institutions begin with; empty: no images of them
  bool faces = true;
  Charset face_charset = Charset::kShiftJis;
  bool once = false;                            // ends when everything that is there is answered
  std::function<void(std::string const&)> say;  // a line for the operator, without its end
  std::function<bool()> stop;                   // asked often
};

struct ExchangeCounts {
  std::uint64_t answered = 0;  // results of the closed line
  std::uint64_t refused = 0;   // results of the terminal's own
  std::uint64_t faces = 0;
  std::uint64_t expired = 0;
  std::uint64_t waiting = 0;  // requests that are still in req
  bool line_down = false;     // at the end
};

// A request leaves req once its result is in res and on the disk, so that a process that ends at any moment
// loses nothing; what a request did twice by that is what its interface makes of it.
class ExchangeTerminal {
 public:
  // Throws std::runtime_error for folders, targets and credentials that cannot be used.
  ExchangeTerminal(sim::Realtime& realtime, ExchangeOptions options);
  ~ExchangeTerminal();
  ExchangeTerminal(ExchangeTerminal const&) = delete;
  ExchangeTerminal& operator=(ExchangeTerminal const&) = delete;

  // Returns when options.stop says so, or with options.once. Throws std::runtime_error when the disk fails.
  ExchangeCounts run();

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
