// The claims systems of both payers as one service: accounts, sends, their checks and lists, the month's
// course. No clock, no socket: adapters and the simulation call it with calendar time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "emulators/claims/asp_queue.h"
#include "emulators/claims/claims_accounts.h"
#include "emulators/claims/claims_desk.h"
#include "emulators/claims/claims_journal.h"
#include "emulators/claims/claims_messages.h"
#include "emulators/claims/claims_port.h"
#include "emulators/claims/list_page.h"

namespace kazasu::claims {

// A file that came whole and was checked as it came.
struct ReceivedFile {
  SendKey key;
  SendKind kind = SendKind::kClaim;
  bool with_asp = true;
  std::string sha256;  // lower-case hexadecimal; in virtual time any text that is one file's alone
  CheckedFile checked;
  SentFile file = {};
};

// What of receipts that were claimed concerns others: consents that go on, returns. May be null.
struct ClaimedReceipts {
  virtual ~ClaimedReceipts() = default;
  virtual void claimed(SendKey const& key, Send const& send, sim::Instant now) = 0;
};

class ClaimsSystem {
 public:
  struct Parts {
    identity::StationSource const& stations;
    PasswordSeal const& seal;
    std::uint64_t seed = 0;
    AspModel asp = {};  // of each payer
    std::vector<AspFault> fund_faults = {};
    std::vector<AspFault> federation_faults = {};
    ClaimsJournal* journal = nullptr;       // null: nobody keeps anything
    ClaimArchive const* archive = nullptr;  // null: there are no lists, as in virtual time
    TextEncoder encode = {};                // needed with `archive`
    ClaimedReceipts* claimed = nullptr;
  };
  explicit ClaimsSystem(Parts const& parts);

  ClaimsAccounts& accounts() { return accounts_; }

  // The caller of all of these is logged in; the adapter asks accounts() first.
  SendAnswer send(ReceivedFile file, sim::Instant now);
  StatusAnswer status(ClaimCaller caller, std::chrono::year_month month, sim::Instant now);
  ClaimOutcome decide(ClaimCaller caller, ClaimDecision const& decision, sim::Instant now);
  // While the systems are open, and not before the send is ready. kNothingThere of a send that is not
  // confirmed for what only confirmed ones have.
  ListAnswer list(ClaimCaller caller, ListRequest const& request, sim::Instant now);
  // True when a send of the key that stands has a receipt with that identity.
  bool has_receipt(SendKey const& key, std::uint64_t identity) const {
    return desk_.has_receipt(key, identity);
  }

  // Whether a 検索番号 is of a receipt that was claimed here; for FileRules::search_number.
  bool gave_out(std::string_view search_number) const;

  // The operator lets stations send until then (after the 10th of that month).
  void extend_window(std::chrono::year_month month, sim::Instant until);
  // What the systems do by themselves: confirm what was not confirmed after the deadline. Call before each
  // request and at times; every function above does so itself.
  void keep_time(sim::Instant now);

  // What an earlier life kept, in the order in which it was noted, before anything else happens. Sends that
  // were waiting for their checks wait on.
  void restore(ClaimChange change);
  void forget_all();

  AspQueue& asp(Payer payer) { return desk_.asp(payer); }
  ClaimsDesk const& desk() const { return desk_; }

 private:
  void note(ClaimChange change);
  ListAnswer list_of_month(SendKey const& key, ClaimList list) const;
  ListAnswer list_of_send(SendKey const& key, Send const& send, ClaimList list) const;

  Parts parts_;
  ClaimsAccounts accounts_;
  ClaimsDesk desk_;
};

}  // namespace kazasu::claims
